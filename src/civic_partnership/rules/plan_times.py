"""Rules about when action plans are approved, and for which days they are."""

from collections.abc import Iterator
from datetime import date

from civic_partnership.findings import Verdict, Wording, missing, rule, verdict
from civic_partnership.model import ActionPlan, Partnership, Programme
from civic_partnership.values import Answer, Bounds, Days, Label, sweep

from .context import Context
from .requirement import missing_list
from .uncovered_days import are_apart, find_certain_stretches, is_covered

_BY_ANOTHER = Wording(
    Label(
        "Handleplanen {period} skal godkendes af {department}, men er godkendt af {by}.",
        "The action plan {period} is to be approved by {department}, but was approved by {by}.",
    ),
    Label(
        "Ret approved_by, eller få planen godkendt af forvaltningen.",
        "Correct approved_by, or have the plan approved by the department.",
    ),
)

_BY_WHOM = Wording(
    Label(
        "Ordningen siger ikke, hvilken forvaltning der godkender dens handleplaner.",
        "The programme does not say which department approves its action plans.",
    ),
    Label(
        "Skriv i ordningens department, hvilken forvaltning det er.",
        "Record the department of the programme.",
    ),
    is_reason=True,
)


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
    Of every action plan that has begun, `approved_by` is the department of the programme, and
    `approved_on` is no later than the plan's last day.

    ## Why
    The association writes the plan itself, with advice from the municipality's contact. The
    department has the last word, for the plan is an annex to the agreement on the grant.
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
    """Answer whether the programme's department approved a plan."""
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
    On every day of the terms, up to the day of checking, there is exactly one action plan. Each run
    of days on which that is not so is one finding. Before the first plan that is recorded it cannot
    be told, for older plans may not have been kept.

    ## Why
    The association works by a plan all the time. When one ends the next begins, and of two plans for
    the same time nobody knows which one holds.
    """
    yield from missing_list("action_plans", partnership, context)
    if partnership.action_plans:
        first = min(plan.days.earliest_start for plan in partnership.action_plans)
        for days, answer, number in _find_runs(partnership, first, context):
            yield verdict(answer, "action_plans", days=days, number=None if days.first < first else number)


def _find_runs(partnership: Partnership, first: date, context: Context) -> list[tuple[Days, Answer, Bounds]]:
    """Find the runs of days of the terms without exactly one plan, with the number of plans.

    Args:
        partnership: the partnership.
        first: the first day of the first plan; before it nothing is certain.
        context: the surroundings.

    """
    stretches = find_certain_stretches(partnership.action_plans)
    has_plan = all(is_covered(term.days, stretches, until=context.on) for term in partnership.terms)
    if has_plan and are_apart(partnership.action_plans):
        return []
    runs: list[tuple[Days, Answer, Bounds]] = []
    for days, (terms, plans) in sweep(partnership.terms, partnership.action_plans, until=context.on):
        number = Bounds(len(plans.certain), len(plans.possible))
        answer = Answer.every((number.at_least(1), number.at_most(1)))
        if terms.any is Answer.UNDECIDED or days.first < first:
            answer = Answer.agreed([answer, Answer.HOLDS])
        if answer is Answer.HOLDS or not terms.possible:
            continue
        if runs and runs[-1][1:] == (answer, number) and (days.first - runs[-1][0].last).days == 1:
            runs[-1] = Days(runs[-1][0].first, days.last), answer, number
        else:
            runs.append((days, answer, number))
    return runs
