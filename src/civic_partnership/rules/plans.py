"""Rules about action plans: how long they last, who approves them, and which days they cover."""

from collections.abc import Iterator
from datetime import date

from civic_partnership.findings import Verdict, missing, rule, verdict, wording
from civic_partnership.model import ActionPlan, Partnership, Programme
from civic_partnership.values import Answer, Bounds, Days, Interval, sweep

from .context import Context
from .requirement import is_owed, missing_list, on_first_day
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
    The associations set their goals for two or three years at a time, and the plan is an annex to the
    agreement.
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
    The association writes the plan, with advice from the municipality's contact. The department has the last
    word, because the plan is an annex to the agreement on the grant.
    """
    yield from missing_list("action_plans", partnership, context)
    for i, plan in enumerate(partnership.action_plans):
        if plan.days.earliest_start > context.on:
            continue
        programme = context.programme(partnership)
        may_wait = [Answer.HOLDS] if plan.days.latest_start > context.on else []
        for field, right in (
            ("approved_on", _in_time(plan, context)),
            ("approved_by", _is_approved_by(programme, plan)),
        ):
            if getattr(plan, field) is None:
                yield missing("action_plans", i, field)
            elif (answer := Answer.agreed([right, *may_wait])) is not Answer.HOLDS:
                by, department = (
                    id and context.name_of("departments", id)
                    for id in (plan.approved_by, programme.department)
                )
                by_whom = _BY_ANOTHER if programme.department else _BY_WHOM
                yield verdict(
                    answer,
                    *("action_plans", i, field),
                    period=plan.period,
                    approved=plan.approved_on,
                    by=by,
                    department=department,
                )._replace(wording=by_whom if field == "approved_by" else None)


def _in_time(plan: ActionPlan, context: Context) -> Answer:
    """Answer whether a plan was approved before it was over, as far as is known on the day of checking."""
    seen = min(plan.approved_on or context.on, context.on)
    return Answer.possibly(holds=seen <= plan.days.latest_end, fails=plan.days.earliest_end < seen)


def _is_approved_by(programme: Programme, plan: ActionPlan) -> Answer:
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
    On every day of the terms, up to the day of checking, there is exactly one action plan. Each run of days
    without exactly one plan is one finding. Before the first recorded plan it cannot be told, because older
    plans may not have been kept.

    ## Why
    The association works by a plan all the time. If there are two plans for the same time, nobody knows which
    one holds.
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
    has_plan = all(is_covered(term.days, stretches, until=context.on) for term in partnership.terms)
    if has_plan and are_apart(partnership.action_plans):
        return []
    runs: list[tuple[Days, tuple[Answer, Bounds]]] = []
    for days, (terms, plans) in sweep(partnership.terms, partnership.action_plans, until=context.on):
        number = Bounds(len(plans.certain), len(plans.possible))
        answer = Answer.every((number.at_least(1), number.at_most(1)))
        if terms.any is Answer.UNDECIDED or days.first < first:
            answer = Answer.agreed([answer, Answer.HOLDS])
        if answer is not Answer.HOLDS and terms.possible:
            runs.append((days, (answer, number)))
    return join_runs(runs)
