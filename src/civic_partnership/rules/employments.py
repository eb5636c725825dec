"""Rules about the resource persons."""

from collections.abc import Iterator
from decimal import Decimal

from civic_partnership.findings import Verdict, missing, rule, verdict
from civic_partnership.model import Employment, Partnership
from civic_partnership.values import Answer, Bounds, Dated
from civic_partnership.values.timeline import Present, sweep

from .context import Context
from .requirements import is_owed

_MANY = 100
"""Resource persons at a time of whose hours nothing is said: so long a list cannot be right."""


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
    On every day up to the day of checking that a term and an employment cover, the weekly hours of
    all who are employed add up to at least `min_weekly_hours`, as in force on that day. Each run of
    days on which nothing changes is one finding. A day that nobody covers is another rule's business.

    ## Why
    The grant is given so that someone is there for at least 20 hours a week.
    """
    least = context.programme(partnership).min_weekly_hours
    if least is None:
        return
    if not partnership.employments and is_owed(least, partnership, context):
        yield missing("employments")
    if _is_enough_alone(partnership, least):
        return
    for days, (terms, people, _) in sweep(
        partnership.terms, partnership.employments, least.entries, until=context.on
    ):
        worked = _worked(people)
        asked = least.possible(days.first, days.last)
        enough = Answer.agreed(Answer.HOLDS if hours is None else worked.at_least(hours) for hours in asked)
        if Answer.UNDECIDED in (terms.any, people.any):
            enough = Answer.agreed([enough, Answer.HOLDS])
        if enough is not Answer.HOLDS and terms.possible and people.possible:
            required = tuple(hours for hours in asked if hours is not None)
            yield verdict(enough, *_place(people), hours=worked, days=days, required=required)


def _is_enough_alone(partnership: Partnership, least: Dated[Decimal]) -> bool:
    """Whether each resource person alone works all the hours that are ever asked for, as nearly always."""
    most = max(entry.value for entry in least.entries)
    return all(
        person.weekly_hours is not None and person.weekly_hours >= most for person in partnership.employments
    )


def _worked(people: Present[Employment]) -> Bounds:
    """The hours of those who may be there, given that anyone is; hours not recorded may be any."""
    if len(people.possible) > _MANY:
        return Bounds(Decimal(0), None)
    hours = [person.weekly_hours for person in people.possible.values()]
    least: list[Decimal | None] = [person.weekly_hours for person in people.certain.values()]
    if not least and hours:
        least = [min(each or Decimal(0) for each in hours)]
    return Bounds(
        sum((each for each in least if each), Decimal(0)),
        None if None in hours else sum((each for each in hours if each), Decimal(0)),
    )


def _place(people: Present[Employment]) -> tuple[str | int, ...]:
    """The hours of the one who may be there, or the list where there are several."""
    if len(people.possible) > 1:
        return ("employments",)
    return ("employments", *people.possible, "weekly_hours")
