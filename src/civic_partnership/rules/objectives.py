"""Rules about the objectives of action plans, and their focus areas."""

from collections.abc import Iterator
from datetime import date

from civic_partnership.findings import Verdict, rule, verdict
from civic_partnership.model import ActionPlan, FocusArea, Partnership, Programme
from civic_partnership.values import Answer

from .context import Context
from .requirement import has_begun, is_over, missing_field


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="Målsætninger nævner indsatsområder, som ordningen havde, mens handleplanen gjaldt.",
    da="""Ordningen havde ikke indsatsområdet "{area}", mens handleplanen {period} gjaldt.
          Ret focus_area, eller tilføj indsatsområdet til ordningen med det år, det kom til.""",
    en="""The programme did not have the focus area "{area}" while the action plan {period} was in force.
          Correct focus_area, or add the focus area to the programme with the year it came in.""",
)
def plan_focus_area(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Objectives name focus areas that the programme had at some time of the plan.

    ## What it checks
    The `focus_area` of every objective is one of the programme's `focus_areas`. The area was part of the
    programme on the plan's last day at the latest (see its `since`).

    ## Why
    The areas are agreed with the municipality. An area that came in after the plan belongs to the next one.
    """
    programme = context.programme(partnership)
    areas = programme.focus_areas
    latest_starts = context.of_record(_find_latest_starts, programme)
    yield from missing_field("objectives", "action_plans", partnership, context, has_begun)
    for i, plan in enumerate(partnership.action_plans):
        days = plan.days
        for j, objective in enumerate(plan.objectives):
            latest_start = latest_starts.get(objective.focus_area)
            if latest_start is None or latest_start > days.earliest_end:
                area = areas.get(objective.focus_area)
                is_possible = area is not None and _start(area)[0] <= days.latest_end
                answer = Answer.possibly(holds=is_possible, fails=True)
                name = area.name if area else objective.focus_area
                path = ("action_plans", i, "objectives", j, "focus_area")
                yield verdict(answer, *path, area=name, period=plan.period)


def _find_latest_starts(programme: Programme) -> dict[str, date]:
    """Return the last possible day on which each focus area came in."""
    return {id: _start(area)[1] for id, area in programme.focus_areas.items()}


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="En handleplan siger noget om hvert indsatsområde, der gjaldt, da den begyndte.",
    da="""Handleplanen {period} siger intet om {areas}.
          Tilføj en målsætning, eller skriv i exempt, hvorfor foreningen venter med området.""",
    en="""The action plan {period} says nothing about {areas}.
          Add an objective, or say in exempt why the association leaves the area for later.""",
)
def plan_focus_area_missing(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A plan says something about every focus area then in force.

    ## What it checks
    An action plan that has begun has an objective for each of the `focus_areas` that the programme had on the
    plan's first day (see their `since`). One finding names all areas that a plan lacks.

    ## Why
    The associations work with all the areas. If one is left out, the plan, or an exemption, says so.
    """
    areas = context.programme(partnership).focus_areas
    if areas:
        yield from missing_field("objectives", "action_plans", partnership, context, has_begun)
    recorded = any([plan.objectives for plan in partnership.action_plans])
    for i, plan in enumerate(partnership.action_plans if recorded else ()):
        named = {objective.focus_area for objective in plan.objectives}
        if areas.keys() <= named:
            continue
        left_out = [area for area in areas.values() if area.id not in named]
        by_number = sorted(left_out, key=lambda area: area.number)
        answers = [(area.name, _was_not_there(area, plan, context.on)) for area in by_number]
        for answer in (Answer.BROKEN, Answer.UNDECIDED):
            if names := tuple(name for name, each in answers if each is answer):
                yield verdict(answer, "action_plans", i, "objectives", period=plan.period, areas=names)


def _was_not_there(area: FocusArea, plan: ActionPlan, on: date) -> Answer:
    days, (came, came_latest) = plan.days, _start(area)
    return Answer.possibly(
        holds=days.latest_start > on or days.earliest_start < came_latest,
        fails=days.earliest_start <= on and came <= min(days.latest_start, on),
    )


def _start(area: FocusArea) -> tuple[date, date]:
    """Return the first and the last possible day on which an area came in."""
    return area.since.as_start if area.since else (date.min, date.max)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Kommunens understøttelse af foreningerne",
    title="Når en handleplan er slut, har hver målsætning en status.",
    da="""Handleplanen {period} er slut, men en målsætning om {area} har ingen status.
          Skriv i status, om målet er nået, stadig i gang, kun planlagt eller opgivet.""",
    en="""The action plan {period} is over, but an objective about {area} has no status.
          Say in status whether the goal was reached, is under way, only planned, or given up.""",
)
def plan_status_missing(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Once a plan is over, each objective has a status.

    ## What it checks
    Every objective of an action plan whose last day has passed has a `status`.

    ## Why
    What was reached, and what was given up, is where the next plan begins.
    """
    yield from missing_field("objectives", "action_plans", partnership, context, is_over)
    programme = context.programme_of(partnership)
    areas = programme.focus_areas if programme else {}
    for i, plan in enumerate(partnership.action_plans):
        if not is_over(plan, context.on):
            continue
        for j, objective in enumerate(plan.objectives):
            if objective.status is None:
                answer = Answer.possibly(holds=plan.days.latest_end >= context.on, fails=True)
                area = areas.get(objective.focus_area)
                name = area.name if area else objective.focus_area
                yield verdict(answer, "action_plans", i, "objectives", j, period=plan.period, area=name)
