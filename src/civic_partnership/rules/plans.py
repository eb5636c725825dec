"""Rules about action plans: their length, their approval, the days they cover, and their objectives."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from civic_partnership.findings import Verdict, missing, rule, verdict, wording
from civic_partnership.model import ActionPlan, FocusArea, Partnership, Programme
from civic_partnership.values import Answer, Bounds, Days, Interval, sweep

from .context import Context
from .requirement import (
    has_begun,
    is_over,
    is_owed,
    last_day_asked,
    missing_field,
    missing_list,
    on_first_day,
)
from .runs_of_days import are_apart, find_certain_stretches, is_covered, join_runs

_BY_ANOTHER = wording(
    da="""Handleplanen {period} skal godkendes af {department}, men er godkendt af {by}.
          Ret approved_by, eller få planen godkendt af forvaltningen.""",
    en="""The action plan {period} is to be approved by {department}, but was approved by {by}.
          Correct approved_by, or have the plan approved by the department.""",
)
_BY_WHOM = wording(
    da="""Ordningen siger ikke, hvilken forvaltning der godkender dens handleplaner.
          Skriv i ordningens department, hvilken forvaltning det er.""",
    en="""The programme does not say which department approves its action plans.
          Record the department of the programme.""",
    is_reason=True,
)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="En handleplan varer så mange hele år, som ordningen fastsætter.",
    da="""Handleplanen {period} varer ikke det antal hele år, som ordningen fastsætter: {years}.
          Ret perioden, eller del planen i flere.""",
    en="""The action plan {period} does not last the number of whole years that the programme sets: {years}.
          Correct the period, or split the plan into several.""",
)
def plan_length(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """An action plan lasts one of the programme's numbers of whole years.

    ## What it checks
    The plan lasts a whole number of years: the day after its last day is its first day moved that many years
    ahead. The number is one of those in `plan_years`, as in force on the plan's first day.

    ## Why
    The associations set their goals for two or three years at a time.
    """
    plan_years = context.programme(partnership).plan_years
    if not partnership.action_plans and is_owed(plan_years, partnership, context):
        yield missing("action_plans")
    for i, plan in enumerate(partnership.action_plans):
        years = on_first_day(plan_years, plan.days)
        answer = years.evaluate(_lasts_any)
        if answer is not Answer.HOLDS:
            numbers = tuple(number for allowed in years.known for number in allowed)
            yield verdict(answer, "action_plans", i, "period", period=plan.period, years=numbers)


def _lasts_any(days: Interval, numbers: tuple[int, ...]) -> Answer:
    return Answer.some(map(days.lasts, numbers)) if numbers else Answer.HOLDS


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="En handleplan, der er begyndt, er godkendt af ordningens forvaltning, før den er slut.",
    da="""Handleplanen {period} blev først godkendt {approved}, efter at den var slut.
          Ret approved_on, eller skriv i exempt, hvorfor den blev godkendt så sent.""",
    en="""The action plan {period} was approved on {approved}, after it was over.
          Correct approved_on, or say in exempt why it was approved so late.""",
)
def plan_approved(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A plan that has begun was approved by the programme's department, not after it ends.

    ## What it checks
    In every action plan that has begun, `approved_by` is the department of the programme, and `approved_on`
    is no later than the plan's last day.

    ## Why
    The plan is an annex to the agreement on the grant, so the department has the last word.
    """
    yield from missing_list("action_plans", partnership, context)
    for i, plan in enumerate(partnership.action_plans):
        if plan.days.earliest_start > context.on:
            continue
        programme = context.programme(partnership)
        may_wait = [Answer.HOLDS] if plan.days.latest_start > context.on else []
        for field, right in (("approved_on", _in_time), ("approved_by", _is_approved_by)):
            if getattr(plan, field) is None:
                yield missing("action_plans", i, field)
                continue
            answer = Answer.agreed([right(plan, programme, context.on), *may_wait])
            if answer is not Answer.HOLDS:
                facts: dict[str, Any] = {"period": plan.period, "approved": plan.approved_on}
                for name, id in (("by", plan.approved_by), ("department", programme.department)):
                    facts[name] = id and context.name_of("departments", id)
                by_whom = _BY_ANOTHER if programme.department else _BY_WHOM
                words = by_whom if field == "approved_by" else None
                yield verdict(answer, "action_plans", i, field, **facts)._replace(wording=words)


def _in_time(plan: ActionPlan, _: Programme, on: date) -> Answer:
    """Answer whether a plan was approved before it was over, as far as is known on the day of checking."""
    approved = min(plan.approved_on or on, on)
    return Answer.possibly(holds=approved <= plan.days.latest_end, fails=plan.days.earliest_end < approved)


def _is_approved_by(plan: ActionPlan, programme: Programme, _: date) -> Answer:
    if programme.department is None:
        return Answer.UNDECIDED
    return Answer.of(plan.approved_by == programme.department)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="Hver dag i aftaleperioderne ligger i netop én handleplan.",
    da="""Antallet af handleplaner, der gælder i en del af aftaleperioderne ({days}), er {number}, ikke 1.
          Tilføj den plan, der mangler, eller ret planernes perioder.""",
    en="""The number of action plans for a part of the terms ({days}) is {number}, not 1.
          Add the plan that is missing, or correct the periods of the plans.""",
)
def plan_coverage(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Every day of the terms lies in exactly one plan.

    ## What it checks
    On every day of the terms, up to the day of checking or the last day of a cancelled agreement, there is
    exactly one action plan. Each run of other days is one finding. Before the first recorded plan the rule is
    undecided: older plans may be lost.

    ## Why
    The association works by a plan all the time, and of two plans nobody knows which one holds.
    """
    yield from missing_list("action_plans", partnership, context)
    if partnership.action_plans:
        first = min(plan.days.earliest_start for plan in partnership.action_plans)
        for days, (answer, number) in _find_runs(partnership, first, context):
            yield verdict(answer, "action_plans", days=days, number=None if days.first < first else number)


def _find_runs(
    partnership: Partnership, first: date, context: Context
) -> list[tuple[Days, tuple[Answer, Bounds]]]:
    """Find the runs of days of the terms without exactly one plan, with the number of plans.

    Before the first day of the first plan nothing is certain.
    """
    stretches = find_certain_stretches(partnership.action_plans)
    until = last_day_asked(partnership, context.on)
    has_plan = all(is_covered(term.days, stretches, until=until) for term in partnership.terms)
    if has_plan and are_apart(partnership.action_plans):
        return []
    runs: list[tuple[Days, tuple[Answer, Bounds]]] = []
    for days, (terms, plans) in sweep(partnership.terms, partnership.action_plans, until=until):
        number = Bounds(len(plans.certain), len(plans.possible))
        answer = Answer.every((number.at_least(1), number.at_most(1)))
        if terms.any is Answer.UNDECIDED or days.first < first:
            answer = Answer.agreed([answer, Answer.HOLDS])
        if answer is not Answer.HOLDS and terms.possible:
            runs.append((days, (answer, number)))
    return join_runs(runs)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="Målsætninger nævner indsatsområder, som ordningen havde, da handleplanen begyndte.",
    da="""Ordningen havde ikke indsatsområdet "{area}", da handleplanen {period} begyndte.
          Ret focus_area, eller tilføj indsatsområdet til ordningen med det år, det kom til.""",
    en="""The programme did not have the focus area "{area}" when the action plan {period} began.
          Correct focus_area, or add the focus area to the programme with the year it came in.""",
)
def plan_focus_area(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Objectives name focus areas that the programme had when the plan began.

    ## What it checks
    The `focus_area` of every objective is one of the programme's `focus_areas`. If the plan has begun, the
    area was part of the programme on the plan's first day at the latest (see its `since`).

    ## Why
    The areas are agreed with the municipality. An area that came in later belongs to the next plan.
    """
    areas = context.programme(partnership).focus_areas
    yield from missing_field("objectives", "action_plans", partnership, context, has_begun)
    for i, plan in enumerate(partnership.action_plans):
        for j, objective in enumerate(plan.objectives):
            area = areas.get(objective.focus_area)
            answer = _was_there(area, plan, context.on) if area else Answer.BROKEN
            if answer is not Answer.HOLDS:
                name = area.name if area else objective.focus_area
                path = ("action_plans", i, "objectives", j, "focus_area")
                yield verdict(answer, *path, area=name, period=plan.period)


def _was_there(area: FocusArea, plan: ActionPlan, on: date) -> Answer:
    days, (came, came_latest) = plan.days, _start(area)
    if came_latest <= days.earliest_start:
        return Answer.HOLDS
    return Answer.possibly(
        holds=came <= days.latest_start or days.latest_start > on,
        fails=days.earliest_start <= on and days.earliest_start < came_latest,
    )


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
    areas = context.programme(partnership).focus_areas.values()
    if areas:
        yield from missing_field("objectives", "action_plans", partnership, context, has_begun)
    recorded = any(plan.objectives for plan in partnership.action_plans)
    for i, plan in enumerate(partnership.action_plans if recorded else ()):
        named = {objective.focus_area for objective in plan.objectives}
        left_out = [area for area in areas if area.id not in named]
        if not left_out:
            continue
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
        answer = Answer.possibly(holds=plan.days.latest_end >= context.on, fails=True)
        for j, objective in enumerate(plan.objectives):
            if objective.status is None:
                area = areas.get(objective.focus_area)
                name = area.name if area else objective.focus_area
                yield verdict(answer, "action_plans", i, "objectives", j, period=plan.period, area=name)
