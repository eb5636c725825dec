"""Ways to break the rules about action plans."""

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import DAY, day_of, from_to, row


@breaks("plan-length")
def some_days_too_long(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The last plan lasts some days more than whole years."""
    i, plan = len(partnership.action_plans) - 1, partnership.action_plans[-1]
    later = plan.days.latest_end + draw(st.integers(1, 300)) * DAY
    period = from_to(plan.days.earliest_start, later)
    return changed(register, partnership, ("action_plans", i, "period"), period)


@breaks("plan-length")
def less_than_a_year(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A plan is split in two, the first of which lasts less than a year."""
    i, plan = row(draw, partnership.action_plans)
    first, last = plan.days.earliest_start, plan.days.latest_end
    middle = day_of(draw, first, first + 363 * DAY)
    two = (
        attrs.evolve(plan, period=from_to(first, middle)),
        attrs.evolve(plan, period=from_to(middle + DAY, last)),
    )
    plans = (*partnership.action_plans[:i], *two, *partnership.action_plans[i + 1 :])
    change = changed(register, partnership, ("action_plans",), plans)
    return change._replace(path=("action_plans", i, "period"))
