"""Breakers of the rules about action plans: their length, their days, their approval and their objectives."""

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Department, FocusArea, Objective, Partnership, Register
from civic_partnership.testing.breaker import (
    RegisterChange,
    breaks,
    change_field,
    draw_day,
    draw_row,
    replace_row,
    set_in,
)
from civic_partnership.testing.valid_programmes import DAY, period_between
from civic_partnership.values import PartialDate


@breaks("plan-length")
def split_plan(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Split a plan in two, the first of which lasts less than a year."""
    i, plan = draw_row(draw, partnership.action_plans)
    first, last = plan.days.earliest_start, plan.days.latest_end
    middle = draw_day(draw, first, first + 363 * DAY)
    plans = replace_row(
        partnership.action_plans,
        i,
        attrs.evolve(plan, period=period_between(first, middle)),
        attrs.evolve(plan, period=period_between(middle + DAY, last)),
    )
    return change_field(register, partnership, ("action_plans",), plans, at=("action_plans", i, "period"))


@breaks("plan-outside-term", also=["plan-length"])
def outlast_terms(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Let the last plan go on for some days after the terms."""
    i, plan = len(partnership.action_plans) - 1, partnership.action_plans[-1]
    later = plan.days.latest_end + draw(st.integers(1, 30)) * DAY
    period = period_between(plan.days.earliest_start, later)
    return change_field(register, partnership, ("action_plans", i, "period"), period)


@breaks("plan-approved")
def approve_plan_late(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Approve a plan after its last day."""
    i, plan = draw_row(draw, partnership.action_plans)
    late = plan.days.latest_end + draw(st.integers(1, 100)) * DAY
    return change_field(register, partnership, ("action_plans", i, "approved_on"), late)


@breaks("plan-approved")
def approve_plan_elsewhere(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Let another department than the programme's approve a plan."""
    i, _ = draw_row(draw, partnership.action_plans)
    other = register.replace(Department(id="another", name="En anden forvaltning"))
    return change_field(other, partnership, ("action_plans", i, "approved_by"), "another")


@breaks("plan-coverage")
def repeat_plan(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Record a plan twice."""
    _, plan = draw_row(draw, partnership.action_plans)
    i = draw(st.integers(0, len(partnership.action_plans)))
    plans = (*partnership.action_plans[:i], plan, *partnership.action_plans[i:])
    return change_field(register, partnership, ("action_plans",), plans)


@breaks("plan-coverage", also=["plan-length"])
def end_last_plan_early(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """End the last plan some days before the last term."""
    i, plan = len(partnership.action_plans) - 1, partnership.action_plans[-1]
    last = partnership.terms[-1].days.latest_end - draw(st.integers(1, 30)) * DAY
    period = period_between(plan.days.earliest_start, last)
    path = ("action_plans", i, "period")
    return change_field(register, partnership, path, period, at=("action_plans",))


def _add_focus_area(
    register: Register, partnership: Partnership, since: PartialDate | None
) -> tuple[Register, Objective]:
    """Add a focus area to the partnership's programme, and return an objective for it too."""
    programme = register.programmes[partnership.programme]
    number = len(programme.focus_areas) + 1
    area = FocusArea(id=f"area-{number}", number=number, name=f"Område {number}", since=since)
    objective = Objective(focus_area=area.id, goal="Noget nyt", status="reached")
    return register.replace(set_in(programme, ("focus_areas", area.id), area)), objective


@breaks("plan-focus-area")
def name_later_focus_area(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Name a focus area in an objective that the programme has only long after the plan."""
    later, objective = _add_focus_area(register, partnership, PartialDate("2110"))
    i, plan = draw_row(draw, partnership.action_plans)
    path = ("action_plans", i, "objectives", len(plan.objectives))
    return change_field(later, partnership, path, objective, at=(*path, "focus_area"))


@breaks("plan-focus-area-missing")
def omit_focus_area(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Add a focus area, and an objective for it to all plans but one."""
    since = register.programmes[partnership.programme].since
    register, objective = _add_focus_area(register, partnership, since)
    others = {
        each.id: attrs.evolve(
            each,
            action_plans=tuple(
                attrs.evolve(plan, objectives=(*plan.objectives, objective)) for plan in each.action_plans
            ),
        )
        for each in register.partnerships.values()
    }
    i, plan = draw_row(draw, partnership.action_plans)
    path = ("action_plans", i, "objectives")
    return change_field(register.replace(*others.values()), others[partnership.id], path, plan.objectives)


@breaks("plan-status-missing")
def remove_status(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Remove the status of an objective."""
    i, plan = draw_row(draw, partnership.action_plans)
    j, _ = draw_row(draw, plan.objectives)
    path = ("action_plans", i, "objectives", j)
    return change_field(register, partnership, (*path, "status"), None, at=path)
