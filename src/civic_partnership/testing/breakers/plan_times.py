"""Ways to break the rules about when action plans are approved, and for which days they are."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Department, Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import DAY, from_to, row


@breaks("plan-approved")
def approved_too_late(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A plan was approved when it was over."""
    i, plan = row(draw, partnership.action_plans)
    late = plan.days.latest_end + draw(st.integers(1, 100)) * DAY
    return changed(register, partnership, ("action_plans", i, "approved_on"), late)


@breaks("plan-approved")
def approved_by_others(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A plan was approved by another department than the programme's."""
    i, _ = row(draw, partnership.action_plans)
    other = register.replace(Department(id="another", name="En anden forvaltning"))
    return changed(other, partnership, ("action_plans", i, "approved_by"), "another")


@breaks("plan-coverage")
def two_plans_at_once(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A plan stands twice."""
    _, plan = row(draw, partnership.action_plans)
    place = draw(st.integers(0, len(partnership.action_plans)))
    plans = (*partnership.action_plans[:place], plan, *partnership.action_plans[place:])
    return changed(register, partnership, ("action_plans",), plans)


@breaks("plan-coverage", also=["plan-length"])
def no_plan_at_the_end(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The last plan ends some days before the last term does."""
    i, plan = len(partnership.action_plans) - 1, partnership.action_plans[-1]
    last = partnership.terms[-1].days.latest_end - draw(st.integers(1, 30)) * DAY
    period = from_to(plan.days.earliest_start, last)
    change = changed(register, partnership, ("action_plans", i, "period"), period)
    return change._replace(path=("action_plans",))
