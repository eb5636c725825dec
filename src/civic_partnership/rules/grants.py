"""Rules about grants and what they are spent on."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from civic_partnership.findings import Verdict, missing, rule, verdict
from civic_partnership.model import Partnership
from civic_partnership.values import LAST_YEAR, Answer, Bounds, Dated, Interval, years_after

from .context import Context
from .requirement import has_begun, is_owed, missing_field, on_first_day

_LAST_DAY = date(LAST_YEAR, 12, 31)

RESOURCE_PERSON = "resource-person"
"""The purpose of spending that a grant is given for."""


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Et tilskud er på ordningens årlige beløb.",
    da="""Tilskuddet for {period} er på {amount:kr} kr.; ordningen fastsætter {annual:kr} kr. om året.
          Ret beløbet, eller skriv i exempt, hvorfor det er et andet.""",
    en="""The grant for {period} is {amount:kr} kr.; the programme sets {annual:kr} kr. a year.
          Correct the amount, or say in exempt why it is another.""",
)
def grant_annual_amount(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A grant is the programme's annual amount.

    ## What it checks
    A grant for exactly one year, whatever day it starts, equals the annual amount in force on its
    first day. A shorter grant is at most that amount. A longer grant is at most the sum of the
    annual amounts, counting each year that it has begun.

    ## Why
    Every association in the programme receives the same amount each year.
    """
    annual_amount = context.programme(partnership).annual_amount
    if annual_amount is None:
        return
    if not partnership.grants and is_owed(annual_amount, partnership, context):
        yield missing("grants")
    for i, grant in enumerate(partnership.grants):
        if grant.period is None and annual_amount.on(grant.days.earliest_start) == grant.amount:
            continue
        answer = Answer.agreed(
            _is_due(grant.amount, annual_amount, first, last) for first, last in _readings(grant.days)
        )
        if answer is not Answer.HOLDS:
            annual = on_first_day(annual_amount, grant.days).known
            yield verdict(
                answer, "grants", i, "amount", period=grant.days, amount=grant.amount, annual=annual
            )


def _is_due(amount: Decimal, annual_amount: Dated[Decimal], first: date, last: date) -> Answer:
    """Answer whether an amount is right for a grant from one exact day to another."""
    annual = annual_amount.possible(first, first)
    if last == _end_of_year(first):
        return Answer.agreed(Answer.of(each in (None, amount)) for each in annual)
    due = Bounds(Decimal(0), Decimal(0))
    begun: date | None = first
    years = 0
    while begun and begun <= last:
        in_force = [value for value in annual_amount.possible(begun, begun) if value is not None]
        if not in_force:
            return Answer.HOLDS
        due = Bounds(due.certain + min(in_force), (due.possible or 0) + max(in_force))
        years += 1
        begun = years_after(first, years)
    return Answer.agreed(Answer.HOLDS if each is None else due.at_least(amount) for each in annual)


def _readings(days: Interval) -> Iterator[tuple[date, date]]:
    """Yield every first day, with the last days between which the answer cannot change."""
    if days.is_exact:
        yield days.earliest_start, days.latest_end
        return
    end = min(days.latest_end, _LAST_DAY)
    for number in range((days.latest_start - days.earliest_start).days + 1):
        first = days.earliest_start + timedelta(number)
        least, year = max(days.earliest_end, first), _end_of_year(first)
        for last in sorted({least, year, year + timedelta(1), end}):
            if least <= last <= end:
                yield first, last


@cache
def _end_of_year(first: date) -> date:
    """Return the last day of the year that begins on a day."""
    following = years_after(first, 1)
    assert following is not None  # noqa: S101 - years go to 2199, the calendar to 9999
    return following - timedelta(1)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Et tilskud bruges på ressourcepersonen.",
    da="""Af tilskuddet for {period} gik {other:kr} kr. til andre formål; ordningen tillader {allowed:kr} kr.
          Flyt udgiften til andre midler, eller skriv i exempt, hvad der er aftalt.""",
    en="""Of the grant for {period}, {other:kr} kr. went elsewhere; the programme allows {allowed:kr} kr.
          Move the expense to other funds, or say in exempt what was agreed.""",
)
def grant_purpose(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A grant is spent on the resource person.

    ## What it checks
    Take the programme's `resource_person_share`, in per cent, away from the grant. Spending on
    other purposes than `resource-person` is at most what is left. At 100 per cent it leaves
    nothing. Only grants with recorded spending are checked.

    ## Why
    The whole grant is to employ someone who makes the association able to take children in and
    keep them.
    """
    share = context.programme(partnership).resource_person_share
    if is_owed(share, partnership, context):
        yield from missing_field("spending", "grants", partnership, context, has_begun)
    for i, grant in enumerate(partnership.grants):
        others = [row.amount for row in grant.spending if row.purpose != RESOURCE_PERSON]
        if not others:
            continue
        other = sum(others, Decimal(0))
        left = [
            None if per_cent is None else max(Decimal(0), grant.amount * (100 - per_cent) / 100)
            for per_cent, _ in on_first_day(share, grant.days).values
        ]
        answer = Answer.agreed(Answer.HOLDS if most is None else Answer.of(other <= most) for most in left)
        if answer is not Answer.HOLDS:
            allowed = tuple(most for most in left if most is not None)
            yield verdict(answer, "grants", i, "spending", period=grant.days, other=other, allowed=allowed)
