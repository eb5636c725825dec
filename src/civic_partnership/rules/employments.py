"""Rules about the resource persons."""

from collections.abc import Iterator
from decimal import Decimal

from civic_partnership.findings import Verdict, missing, rule, verdict
from civic_partnership.model import Employment, Partnership
from civic_partnership.values import Answer, Bounds, Present, sweep

from .context import Context
from .requirement import is_owed


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
    days on which nothing changes is one finding. A day that nobody covers is checked by another
    rule.

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
            place = ["employments", *people.possible, "weekly_hours"] if is_alone else ["employments"]
            yield verdict(answer, *place, hours=hours, days=days, required=known)


def _sum_hours(people: Present[Employment]) -> Bounds:
    """Add up the hours of those who may be there, given that anyone is; unrecorded hours may be any."""
    certain = [person.weekly_hours or Decimal(0) for person in people.certain.values()]
    possible = [person.weekly_hours for person in people.possible.values()]
    most = None if None in possible else sum([each or Decimal(0) for each in possible])
    least = sum(certain) if certain else min([each or Decimal(0) for each in possible])
    return Bounds(least, most)
