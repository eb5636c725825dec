"""Rules about the employments of resource persons: their hours and their days."""

from collections.abc import Iterator
from decimal import Decimal

from civic_partnership.findings import Path, Verdict, missing, rule, verdict, wording
from civic_partnership.model import Employment, Partnership, Term
from civic_partnership.values import Answer, Bounds, Dated, Days, Present, sweep

from .context import Context
from .requirement import last_day_asked
from .resource_persons import Staff, asks_for_hours, asks_for_resource_person, find_staff, missing_employments
from .runs_of_days import find_outside_terms, find_uncovered, join_runs

FULL_TIME = Decimal(37)
"""The hours of a Danish full-time week."""

GRANT = "grant"
"""The word for the grant of the partnership as a source of funding."""

_UNSURE = wording(
    da="""Ansættelserne siger ikke, om der var en ressourceperson hele tiden ({days}).
          Registrér, hvornår ansættelsen begyndte og sluttede, eller at den fortsætter indtil videre.""",
    en="""The employments do not tell whether there was a resource person all the time ({days}).
          Record when the employment began and ended, or that it goes on until further notice.""",
    is_reason=True,
)

Hours = tuple[Decimal | None, ...]
"""The hours that may be required on a run of days; None where nothing is required."""


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Ressourcepersonen",
    parameters=("min_weekly_hours",),
    title="Ressourcepersonerne har tilsammen det antal timer om ugen, som er aftalt.",
    da="""Ressourcepersonerne har tilsammen {hours} timer om ugen ({days}); der kræves mindst {required}.
          Ret timetallet, eller aftal flere timer med foreningen.""",
    en="""The resource persons have {hours} hours a week together ({days}); at least {required} are required.
          Correct the hours, or agree on more with the association.""",
)
def weekly_hours(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Together the resource persons work the weekly hours that are required.

    ## What it checks
    The rule looks at every day that a term and an employment cover, up to the day of checking or the last day
    of a cancelled agreement. The `weekly_hours` of all who are employed and not on leave add up to at least
    the `min_weekly_hours` of the term; if the term sets none, to those of the programme in force on that day.
    Hours for other tasks (`total_weekly_hours`) do not count. If everyone is on leave, the hours are 0. Each
    run of days with the same hours is one finding. Another rule checks days without an employment.

    ## Why
    The grant is given so that someone is there for at least 20 hours a week.
    """
    by_programme = context.programme(partnership).min_weekly_hours
    own = [hours for term in partnership.terms if (hours := term.min_weekly_hours) is not None]
    if by_programme is None and not own:
        return
    if not partnership.employments and asks_for_hours(partnership, context):
        yield missing("employments")
    entries = () if by_programme is None else by_programme.entries
    most = max([*own, *[entry.value for entry in entries]])
    if all([(person.weekly_hours or 0) >= most and not person.leave for person in partnership.employments]):
        return  # each alone works enough
    leave = [(i, each) for i, person in enumerate(partnership.employments) for each in person.leave]
    owners = [i for i, _ in leave]
    runs: list[tuple[Days, tuple[Answer, Path, Bounds, Hours]]] = []
    lists = partnership.terms, partnership.employments, [each for _, each in leave], entries
    for days, (terms, people, away, _) in sweep(*lists, until=last_day_asked(partnership, context.on)):
        if terms.possible and people.possible:
            staff = find_staff(people, away, owners)
            required = _find_required(terms, by_programme, days)
            answer = _work_enough(staff, required, terms)
            known = tuple(each for each in required if each is not None)
            runs.append((days, (answer, _find_place(staff), staff.hours, known)))
    for days, (answer, path, together, asked) in join_runs(runs):
        if answer is not Answer.HOLDS:
            yield verdict(answer, *path, hours=together, days=days, required=asked)


def _find_required(terms: Present[Term], by_programme: Dated[Decimal] | None, days: Days) -> Hours:
    """Return the hours that may be required on a run of days: those of a term, else of the programme."""
    required: dict[Decimal | None, None] = {}
    for term in terms.possible.values():
        if term.min_weekly_hours is not None:
            required[term.min_weekly_hours] = None
        elif by_programme is not None:
            required.update(dict.fromkeys(by_programme.possible(days.first, days.last)))
        else:
            required[None] = None
    return tuple(required)


def _work_enough(staff: Staff, required: Hours, terms: Present[Term]) -> Answer:
    answer = Answer.agreed(Answer.HOLDS if each is None else staff.hours.at_least(each) for each in required)
    if Answer.UNDECIDED in (terms.any, staff.is_employed):
        return Answer.agreed([answer, Answer.HOLDS])
    return answer


def _find_place(staff: Staff) -> Path:
    """Return the path to the hours of the only person at work, or to the leave of the only one employed."""
    if len(staff.at_work) == 1:
        return "employments", staff.at_work[0], "weekly_hours"
    if len(staff.employed) == 1:
        return "employments", staff.employed[0], "leave"
    return ("employments",)


@rule(
    about=Partnership,
    level="warning",
    source="full-time-week",
    title="Én ansættelse er højst på fuld tid: 37 timer om ugen.",
    da="""Ansættelsen er på {hours} timer om ugen; fuld tid er {full_time} timer.
          Ret timetallet, eller del ansættelsen, hvis den dækker flere personer.""",
    en="""The employment is for {hours} hours a week; full time is {full_time} hours.
          Correct the hours, or split the employment if it covers several people.""",
)
def full_time_exceeded(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """One employment is at most full time: 37 hours a week.

    ## What it checks
    The hours of every employment that has begun are at most 37 a week, the Danish full-time week. If
    `total_weekly_hours` is recorded, that number counts. Without any hours it cannot be told, if a resource
    person is required.

    ## Why
    A higher number is a misprint, or the hours of several people together.
    """
    yield from missing_employments(partnership, context)
    until = last_day_asked(partnership, context.on)
    for i, employment in enumerate(partnership.employments):
        days = employment.days
        if days.earliest_start > until:
            continue
        field = "weekly_hours" if employment.total_weekly_hours is None else "total_weekly_hours"
        hours = getattr(employment, field)
        if hours is None:
            if asks_for_resource_person(partnership, context):
                yield missing("employments", i, field)
        elif hours > FULL_TIME:
            answer = Answer.possibly(holds=days.latest_start > until, fails=True)
            facts = {"period": employment.period, "hours": hours, "full_time": FULL_TIME}
            yield verdict(answer, "employments", i, field, **facts)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="I hele aftaleperioden er der ansat en ressourceperson.",
    da="""Der er ikke registreret en ressourceperson i en del af aftaleperioden ({days}).
          Tilføj den ansættelse, der mangler, eller tal med foreningen om at ansætte en.""",
    en="""No resource person is recorded for a part of the terms ({days}).
          Add the employment that is missing, or talk with the association about employing someone.""",
)
def employment_gap(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A resource person is employed throughout the terms.

    ## What it checks
    On every day of the terms, up to the day of checking or the last day of a cancelled agreement, someone is
    employed. Each run of other days is one finding. An employment whose end is not recorded (`2022/`) may
    have ended on any day, so it cannot be told; one until further notice (`2022/..`) goes on. Another rule
    checks the hours while someone is on leave.

    ## Why
    The association is paid for a resource person who works for its children without a break.
    """
    yield from missing_employments(partnership, context)
    until = last_day_asked(partnership, context.on)
    if partnership.employments:
        for days, answer in find_uncovered(partnership.terms, partnership.employments, until=until):
            words = _UNSURE if answer is Answer.UNDECIDED else None
            yield verdict(answer, "employments", days=days)._replace(wording=words)


def _is_paid_by_grant(employment: Employment) -> bool:
    return any(line.source == GRANT for line in employment.funding)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Tilskuddet betaler kun ansættelser i aftaleperioderne.",
    da="""Tilskuddet betaler en ansættelse uden for aftaleperioderne ({days}).
          Ret ansættelsens periode eller finansiering, eller tilføj den aftaleperiode, der mangler.""",
    en="""The grant pays an employment outside the terms ({days}).
          Correct the period or the funding of the employment, or add the term that is missing.""",
)
def employment_outside_term(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """The grant pays employments inside the terms only.

    ## What it checks
    An employment with a funding line whose source is `grant` has no day outside the terms, up to the day of
    checking or the last day of a cancelled agreement. Each run of days outside them is one finding. An
    employment that the association pays itself is not checked. Without terms it cannot be told.

    ## Why
    The grant pays the resource person for the time of the agreement. Before and after, somebody else pays.
    """
    yield from missing_employments(partnership, context)
    until = last_day_asked(partnership, context.on)
    if not partnership.terms:
        paid = [each for each in partnership.employments if _is_paid_by_grant(each)]
        if any(each.days.earliest_start <= until for each in paid):
            yield missing("terms")
        return
    employments = partnership.employments
    for i, days, answer in find_outside_terms(employments, partnership, context, until=until):
        employment = employments[i]
        if _is_paid_by_grant(employment):
            yield verdict(answer, "employments", i, "period", period=employment.period, days=days)
