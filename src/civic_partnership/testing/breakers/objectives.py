"""Ways to break the rules about what action plans aim at."""

import attrs
from hypothesis.strategies import DrawFn

from civic_partnership.model import FocusArea, Objective, Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed, placed
from civic_partnership.testing.drawing import row
from civic_partnership.values import PartialDate


def _with_area(
    register: Register, partnership: Partnership, since: PartialDate | None
) -> tuple[Register, Objective]:
    """The register with one more focus area in the partnership's programme, and an objective for it."""
    programme = register.programmes[partnership.programme]
    number = len(programme.focus_areas) + 1
    area = FocusArea(id=f"area-{number}", number=number, name=f"Område {number}", since=since)
    objective = Objective(focus_area=area.id, goal="Noget nyt", status="reached")
    return register.replace(placed(programme, ("focus_areas", area.id), area)), objective


@breaks("plan-focus-area")
def an_area_of_later(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """An objective names a focus area that came long after the plan."""
    later, objective = _with_area(register, partnership, PartialDate("2110"))
    i, plan = row(draw, partnership.action_plans)
    path = ("action_plans", i, "objectives", len(plan.objectives))
    change = changed(later, partnership, path, objective)
    return change._replace(path=(*path, "focus_area"))


@breaks("plan-focus-area-missing")
def silent_about_an_area(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """Of all plans one alone says nothing about a focus area."""
    since = register.programmes[partnership.programme].since
    register, objective = _with_area(register, partnership, since)
    told = {
        each.id: attrs.evolve(
            each,
            action_plans=tuple(
                attrs.evolve(plan, objectives=(*plan.objectives, objective)) for plan in each.action_plans
            ),
        )
        for each in register.partnerships.values()
    }
    i, plan = row(draw, partnership.action_plans)
    path = ("action_plans", i, "objectives")
    return changed(register.replace(*told.values()), told[partnership.id], path, plan.objectives)


@breaks("plan-status-missing")
def no_status(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """Of an objective it is not said what became of it."""
    i, plan = row(draw, partnership.action_plans)
    j, _ = row(draw, plan.objectives)
    path = ("action_plans", i, "objectives", j)
    return changed(register, partnership, (*path, "status"), None)._replace(path=path)
