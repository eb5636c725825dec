"""Rules about the employments of resource persons: their hours and their days."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from civic_partnership.findings import Verdict, missing, rule, verdict
from civic_partnership.model import Employment, Partnership
from civic_partnership.values import Answer, Bounds, Present, sweep

from .context import Context
from .requirement import is_owed, last_day_asked, missing_list
from .runs_of_days import find_outside, find_uncovered

FULL_TIME = Decimal(37)
"""The hours of a Danish full-time week."""

GRANT = "grant"
"""The word for the grant of the partnership as a source of funding."""


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Ressourcepersonen",
    title="Ressourcepersonerne har tilsammen de timer om ugen, som ordningen fastsætter.",
    da="""Ressourcepersonerne har i alt {hours} timer om ugen ({days}); ordningen kræver {required}.
          Ret timetallet, eller aftal flere timer med foreningen.""",
    en="""The resource persons have {hours} hours a week in all ({days}); the programme asks for {required}.
          Correct the hours, or agree on more with the association.""",
)
def weekly_hours(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Together the resource persons work the programme's weekly hours.

    ## What it checks
    The rule looks at every day up to the day of checking that a term and an employment cover. The weekly
    hours of all who are employed add up to at least `min_weekly_hours`, as in force on that day. Each run of
    days on which nothing changes is one finding. Another rule checks days without an employment.

    ## Why
    The grant is given so that someone is there for at least 20 hours a week.
    """
    least = context.programme(partnership).min_weekly_hours
    if least is None:
        return
    if not partnership.employments and is_owed(least, partnership, context):
        yield missing("employments")
    most = max(entry.value for entry in least.entries)
    if all((person.weekly_hours or 0) >= most for person in partnership.employments):
        return  # each alone works enough
    for days, (terms, people, _) in sweep(
        partnership.terms, partnership.employments, least.entries, until=context.on
    ):
        if not (terms.possible and people.possible):
            continue
        hours = _sum_hours(people)
        required = least.possible(days.first, days.last)
        answer = Answer.agreed(Answer.HOLDS if each is None else hours.at_least(each) for each in required)
        if Answer.UNDECIDED in (terms.any, people.any):
            answer = Answer.agreed([answer, Answer.HOLDS])
        if answer is not Answer.HOLDS:
            known = tuple(each for each in required if each is not None)
            is_alone = len(people.possible) == 1
            path = ["employments", *people.possible, "weekly_hours"] if is_alone else ["employments"]
            yield verdict(answer, *path, hours=hours, days=days, required=known)


def _sum_hours(people: Present[Employment]) -> Bounds:
    """Add up the hours of the people who may be employed; hours that are not recorded may be any number."""
    certain = [person.weekly_hours or Decimal(0) for person in people.certain.values()]
    possible = [person.weekly_hours for person in people.possible.values()]
    most = None if None in possible else sum([each or Decimal(0) for each in possible])
    least = sum(certain) if certain else min([each or Decimal(0) for each in possible])
    return Bounds(least, most)


@rule(
    about=Partnership,
    level="warning",
    source="full-time-week",
    title="Én ansættelse er højst på fuld tid: 37 timer om ugen.",
    da="""Ansættelsen {period} er på {hours} timer om ugen; fuld tid er {full_time}.
          Ret timetallet, eller del ansættelsen, hvis den dækker flere personer.""",
    en="""The employment {period} is for {hours} hours a week; full time is {full_time}.
          Correct the hours, or split the employment if it covers several people.""",
)
def full_time_exceeded(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """One employment is at most full time: 37 hours a week.

    ## What it checks
    The weekly hours of every employment that has begun are at most 37, the Danish full-time week.

    ## Why
    A higher number is a misprint, or the hours of several people together.
    """
    yield from missing_list("employments", partnership, context)
    for i, employment in enumerate(partnership.employments):
        days, hours = employment.days, employment.weekly_hours
        if days.earliest_start > context.on:
            continue
        if hours is None:
            yield missing("employments", i, "weekly_hours")
        elif hours > FULL_TIME:
            answer = Answer.possibly(holds=days.latest_start > context.on, fails=True)
            facts = {"period": employment.period, "hours": hours, "full_time": FULL_TIME}
            yield verdict(answer, "employments", i, "weekly_hours", **facts)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Der er ingen tid i en aftaleperiode uden en ressourceperson.",
    da="""Der er ingen ressourceperson i en del af aftaleperioderne ({days}).
          Tilføj den ansættelse, der mangler, eller tal med foreningen om at ansætte en.""",
    en="""There is no resource person in a part of the terms ({days}).
          Add the employment that is missing, or talk with the association about employing someone.""",
)
def employment_gap(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """There is no time in a term without a resource person.

    ## What it checks
    On every day of the terms, up to the day of checking or the last day of a cancelled agreement, someone is
    employed. Each run of other days is one finding.

    ## Why
    The association is paid for a resource person who works for its children without a break.
    """
    yield from missing_list("employments", partnership, context)
    until = last_day_asked(partnership, context.on)
    if partnership.employments:
        for days, answer in find_uncovered(partnership.terms, partnership.employments, until=until):
            yield verdict(answer, "employments", days=days)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Ingen ansættelse, som tilskuddet betaler, har en dag uden for aftaleperioderne.",
    da="""Ansættelsen {period}, som tilskuddet betaler, ligger uden for aftaleperioderne ({days}).
          Ret perioden eller finansieringen, eller tilføj den aftaleperiode, der mangler.""",
    en="""The employment {period}, paid by the grant, lies outside the terms ({days}).
          Correct the period or the funding, or add the term that is missing.""",
)
def employment_outside_term(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """No employment funded by the grant has a day outside the terms.

    ## What it checks
    An employment with a funding line whose source is `grant` has no day outside the terms, up to the day of
    checking. Each run of days outside them is one finding.

    ## Why
    The grant pays the resource person for the time of the agreement. Before and after, somebody else pays.
    """
    yield from missing_list("employments", partnership, context)
    for i, days, answer in find_outside(partnership.employments, partnership.terms, until=context.on):
        employment = partnership.employments[i]
        if any(line.source == GRANT for line in employment.funding):
            yield verdict(answer, "employments", i, "period", period=employment.period, days=days)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Ressourcepersonen",
    title="Når en ressourceperson følger efter en anden, er overleveringen registreret.",
    da="""Efter ansættelsen {period} kom en anden til, men overleveringen er ikke registreret.
          Tilføj handover, og tal med bestyrelsen, hvis der ikke var nogen overlevering.""",
    en="""After the employment {period} another one began, but no handover is recorded.
          Add handover, and talk with the board if there was none.""",
)
def handover_missing(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """When one resource person follows another, a handover is recorded.

    ## What it checks
    If another employment has begun after the last day of an employment, and no later than the day of
    checking, the earlier employment has a `handover`. Employments that overlap do not follow one another. The
    rule does not look at who is employed: if the same person continues, say so in `exempt`.

    ## Why
    Resource persons change often. A good handover keeps the work from hanging on one person.
    """
    yield from missing_list("employments", partnership, context)
    began_last = _find_last_to_begin(partnership.employments, context)
    for i, employment in enumerate(partnership.employments):
        if employment.handover is None:
            others = [other for other in began_last if other is not employment]
            answer = Answer.every(_does_not_follow(other, employment, context) for other in others)
            if answer is not Answer.HOLDS:
                yield verdict(answer, "employments", i, period=employment.period)


def _find_last_to_begin(employments: Sequence[Employment], context: Context) -> list[Employment]:
    """Return the employments that began last; if none of them follows an employment, none does.

    Two certain and two possible ones are needed, because no employment follows itself.
    """
    certain = [each for each in employments if each.days.latest_start <= context.on]
    possible = [each for each in employments if each.days.earliest_start <= context.on]
    return [
        *sorted(certain, key=lambda each: each.days.earliest_start)[-2:],
        *sorted(possible, key=lambda each: each.days.latest_start)[-2:],
    ]


def _does_not_follow(other: Employment, employment: Employment, context: Context) -> Answer:
    """Answer whether the other employment did not begin after the end of this one."""
    start, end = other.days, employment.days
    return Answer.possibly(
        holds=start.earliest_start <= end.latest_end or start.latest_start > context.on,
        fails=start.earliest_start <= context.on and end.earliest_end < min(start.latest_start, context.on),
    )
