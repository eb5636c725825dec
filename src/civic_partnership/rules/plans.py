"""Rules about action plans: their length, their approval, and the days they cover."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from civic_partnership.findings import Verdict, as_warning, missing, missing_in_each, rule, verdict, wording
from civic_partnership.model import ActionPlan, Partnership, Programme
from civic_partnership.values import OPEN, Answer, Bounds, Days, Interval, sweep, years_after

from .context import Context
from .lengths import describe_length
from .requirement import has_begun, last_day_asked, missing_list, on_first_day
from .runs_of_days import are_apart, find_certain_stretches, find_outside_terms, is_covered, join_runs

_BY_ANOTHER = wording(
    da="""Handleplanen {period} skal godkendes af {department}, men er godkendt af {by}.
          Ret approved_by, eller få planen godkendt af forvaltningen.""",
    en="""The action plan {period} is to be approved by {department}, but was approved by {by}.
          Correct approved_by, or have the plan approved by the department.""",
)
_LATE = wording(
    da="""Handleplanen {period} blev først godkendt den {approved}, efter udløbet af dens første år.
          Ret approved_on, eller registrér en dispensation (exempt) med begrundelsen.""",
    en="""The action plan {period} was approved only on {approved}, when its first year was over.
          Correct approved_on, or record an exemption (exempt) with the reason.""",
)
_NOT_YET = wording(
    da="""Handleplanen {period} er ikke godkendt, selv om dens første år er udløbet.
          Få planen godkendt af forvaltningen, og skriv dagen i approved_on.""",
    en="""The action plan {period} is not approved, although its first year is over.
          Have the plan approved by the department, and write the day in approved_on.""",
)
_NONE = wording(
    da="""Der mangler en handleplan for {days}.
          Tilføj planen, eller ret planernes perioder.""",
    en="""There is no action plan for {days}.
          Add the plan, or correct the periods of the plans.""",
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
    da="""Handleplanen {period} varer {length}; ordningen fastsætter {years} år.
          Ret perioden, eller del planen i flere.""",
    en="""The action plan {period} lasts {length}; the programme sets {years} years.
          Correct the period, or split the plan into several.""",
    parameters=("plan_years",),
)
def plan_length(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """An action plan lasts one of the programme's numbers of whole years.

    ## What it checks
    The plan lasts a whole number of years: the day after its last day is its first day moved that many years
    ahead. The number is one of those in `plan_years`, as in force on the plan's first day. A plan that begins
    in the first year of a term, or ends with a term or on the day of a cancellation, may be shorter: then it
    is a warning.

    ## Why
    The associations set their goals for two or three years at a time.
    """
    plan_years = context.programme(partnership).plan_years
    yield from missing_list("action_plans", partnership, context)
    for i, plan in enumerate(partnership.action_plans):
        years = on_first_day(plan_years, plan.days)
        answer = years.evaluate(_lasts_any)
        if answer is not Answer.HOLDS:
            numbers = tuple(number for allowed in years.known for number in allowed)
            may_be_short = Answer.some(
                _fills_a_term(plan.days, days) for days in _find_agreed_days(partnership)
            )
            may_be_short = Answer.every([may_be_short, plan.days.lasts_at_most(max(numbers))])
            if may_be_short is Answer.UNDECIDED:
                answer = Answer.UNDECIDED
            facts = {"period": plan.period, "length": describe_length(plan.days), "years": numbers}
            found = verdict(answer, "action_plans", i, "period", **facts)
            yield as_warning(found) if may_be_short is Answer.HOLDS else found


def _find_agreed_days(partnership: Partnership) -> Iterator[Interval]:
    """Yield the days of each term, and those that a cancellation leaves of it."""
    for term in partnership.terms:
        yield term.days
        end = partnership.cancelled and partnership.cancelled.effective
        if end and term.days.latest_start <= end < term.days.earliest_end:
            yield Interval((term.days.earliest_start, term.days.latest_start), (end, end))


def _fills_a_term(plan: Interval, term: Interval) -> Answer:
    """Answer whether a plan begins in the first year of a term, or ends with the term."""
    early, late = years_after(term.earliest_start, 1), years_after(term.latest_start, 1)
    begins = Answer.possibly(
        holds=term.earliest_start <= plan.latest_start and (late is None or plan.earliest_start < late),
        fails=plan.earliest_start < term.latest_start or (early is not None and plan.latest_start >= early),
    )
    ends = Answer.possibly(
        holds=max(plan.earliest_end, term.earliest_end) <= min(plan.latest_end, term.latest_end),
        fails=not plan.earliest_end == plan.latest_end == term.earliest_end == term.latest_end,
    )
    return Answer.some([begins, ends])


def _lasts_any(days: Interval, numbers: tuple[int, ...]) -> Answer:
    return Answer.some(map(days.lasts, numbers)) if numbers else Answer.HOLDS


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="Ingen handleplan har dage uden for aftaleperioderne.",
    da="""Handleplanen {period} har dage uden for aftaleperioderne ({days}).
          Ret planens periode, eller tilføj den aftaleperiode, der mangler.""",
    en="""The action plan {period} has days outside the terms ({days}).
          Correct the period of the plan, or add the term that is missing.""",
)
def plan_outside_term(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """No plan has a day outside the terms.

    ## What it checks
    Every day of an action plan, up to the day of checking, lies in a term. Each run of days outside is one
    finding. If no terms are recorded, it cannot be told.

    ## Why
    The plan is an annex to the agreement. Outside the terms nobody has agreed to it.
    """
    if partnership.action_plans and not partnership.terms:
        yield missing("terms")
        return
    plans = partnership.action_plans
    for i, days, answer in find_outside_terms(plans, partnership, context, until=context.on):
        period = plans[i].period
        yield verdict(answer, "action_plans", i, "period", period=period, days=days)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="En handleplan er godkendt af ordningens forvaltning i sit første år.",
    da="""Handleplanen {period} blev først godkendt den {approved}, efter at den var slut.
          Ret approved_on, eller registrér en dispensation (exempt) med begrundelsen.""",
    en="""The action plan {period} was approved only on {approved}, after it was over.
          Correct approved_on, or record an exemption (exempt) with the reason.""",
)
def plan_approved(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A plan that has begun was approved by the programme's department, in its first year.

    ## What it checks
    In every action plan that has begun, `approved_by` is the department of the programme, and `approved_on`
    is no later than the plan's last day. Approved after the first year of the plan is a warning. So is a plan
    whose first year is over and that is not approved, while other plans of the partnership are. What was not
    due before a cancellation took effect is not asked.

    ## Why
    The plan is an annex to the agreement on the grant, so the department has the last word.
    """
    yield from missing_list("action_plans", partnership, context)
    programme, until = context.programme(partnership), last_day_asked(partnership, context.on)
    plans = [(i, plan) for i, plan in enumerate(partnership.action_plans) if has_begun(plan, until)]
    if not any([plan.approved_on for plan in partnership.action_plans]):
        if plans:
            yield missing_in_each(*(("action_plans", i, "approved_on") for i, _ in plans))
        return
    for i, plan in plans:
        yield from _judge_time(i, plan, until)
        if plan.approved_by is None:
            if plan.approved_on is not None:
                yield missing("action_plans", i, "approved_by")
        elif plan.approved_by != programme.department:
            yield _judge_department(i, plan, programme, context)


def _judge_time(i: int, plan: ActionPlan, until: date) -> Sequence[Verdict]:
    """Return the verdict about a plan that was approved too late, or is not approved by a day."""
    days, day = plan.days, min(plan.approved_on or until, until)
    early, late = end_of_first_year(plan)
    if day < early and day <= days.earliest_end:
        return ()
    is_late = Answer.possibly(holds=day < late, fails=early <= day)
    if plan.approved_on is None:
        not_yet = verdict(is_late, "action_plans", i, "approved_on", period=plan.period)
        return [as_warning(not_yet._replace(wording=_NOT_YET))] if is_late is not Answer.HOLDS else ()
    in_time = Answer.possibly(holds=day <= days.latest_end, fails=days.earliest_end < day)
    facts = {"period": plan.period, "approved": plan.approved_on}
    if in_time is not Answer.HOLDS:
        return [verdict(in_time, "action_plans", i, "approved_on", **facts)]
    late_verdict = verdict(is_late, "action_plans", i, "approved_on", **facts)._replace(wording=_LATE)
    return [as_warning(late_verdict)] if is_late is not Answer.HOLDS else ()


def end_of_first_year(plan: ActionPlan) -> tuple[date, date]:
    """Return the earliest and the latest day on which the first year of a plan may be over."""
    days = plan.days
    return years_after(days.earliest_start, 1) or OPEN, years_after(days.latest_start, 1) or OPEN


def _judge_department(i: int, plan: ActionPlan, programme: Programme, context: Context) -> Verdict:
    """Return the verdict about a plan that another department than the programme's has approved."""
    is_sure = programme.department is not None and plan.days.latest_start <= context.on
    facts: dict[str, Any] = {"period": plan.period}
    for name, id in (("by", plan.approved_by), ("department", programme.department)):
        facts[name] = id and context.name_of("departments", id)
    words = _BY_ANOTHER if programme.department else _BY_WHOM
    answer = Answer.BROKEN if is_sure else Answer.UNDECIDED
    return verdict(answer, "action_plans", i, "approved_by", **facts)._replace(wording=words)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="Hver dag i aftaleperioderne ligger i netop én handleplan.",
    da="""Der er {number} handleplaner for {days}; der skal være netop én.
          Ret planernes perioder, så hver dag kun hører til én plan.""",
    en="""There are {number} action plans for {days}; there should be exactly one.
          Correct the periods of the plans, so that each day belongs to one plan only.""",
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
    until = last_day_asked(partnership, context.on)
    if partnership.action_plans and not _has_one_plan(partnership, until):
        first = min(plan.days.earliest_start for plan in partnership.action_plans)
        for days, (answer, number) in _find_runs(partnership, first, until):
            words = _NONE if days.first < first or not number.certain else None
            yield verdict(answer, "action_plans", days=days, number=number)._replace(wording=words)


def _has_one_plan(partnership: Partnership, until: date) -> bool:
    """Return whether certainly every day of the terms lies in a plan, and no day in two."""
    stretches = find_certain_stretches(partnership.action_plans)
    has_plan = all([is_covered(term.days, stretches, until=until) for term in partnership.terms])
    return has_plan and are_apart(partnership.action_plans)


def _find_runs(
    partnership: Partnership, first: date, until: date
) -> list[tuple[Days, tuple[Answer, Bounds]]]:
    """Find the runs of days of the terms without exactly one plan, with the number of plans.

    Before the first day of the first plan nothing is certain.
    """
    runs: list[tuple[Days, tuple[Answer, Bounds]]] = []
    for days, (terms, plans) in sweep(partnership.terms, partnership.action_plans, until=until):
        number = Bounds(len(plans.certain), len(plans.possible))
        answer = Answer.every((number.at_least(1), number.at_most(1)))
        if terms.any is Answer.UNDECIDED or days.first < first:
            answer = Answer.agreed([answer, Answer.HOLDS])
        if answer is not Answer.HOLDS and terms.possible:
            runs.append((days, (answer, number)))
    return join_runs(runs)
