"""Rules about grants: their amounts, their days, and what they are spent on."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from civic_partnership.findings import Verdict, broken, missing, rule, verdict
from civic_partnership.model import Grant, Partnership
from civic_partnership.values import LAST_YEAR, OPEN, Answer, Bounds, Dated, Interval, years_after

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
from .runs_of_days import Overlap, Row, find_outside, find_overlaps, find_uncovered

_LAST_DAY = date(LAST_YEAR, 12, 31)

RESOURCE_PERSON = "resource-person"
"""The word for the purpose of a grant."""


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
    A grant for exactly one year, whatever day it starts, equals the annual amount in force on its first day.
    A shorter grant is at most that amount. A longer grant is split into years from its first day on. It is at
    most the sum of the amounts in force when each of these years begins; a last, shorter year counts in full.

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
    """Answer whether an amount is right for a grant from the first to the last day."""
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
    """Yield every possible first day, with each last day at which the answer can change."""
    if days.is_exact:
        yield days.earliest_start, days.latest_end
        return
    end = min(days.latest_end, _LAST_DAY)
    for number in range((days.latest_start - days.earliest_start).days + 1):
        first = days.earliest_start + timedelta(number)
        least = first if days.earliest_end == OPEN else max(days.earliest_end, first)
        year = _end_of_year(first)
        for last in sorted({least, year, year + timedelta(1), end}):
            if least <= last <= end:
                yield first, last


@cache
def _end_of_year(first: date) -> date:
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
    The grant, less the programme's `resource_person_share` in per cent, is what may go elsewhere. Spending on
    other purposes than `resource-person` is at most that. Only grants with recorded spending are checked.

    ## Why
    The grant is to employ someone who makes the association able to take children in and keep them.
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


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Hver del af en aftaleperiode er dækket af et tilskud.",
    da="""Der er intet tilskud til en del af aftaleperioderne ({days}).
          Tilføj tilskuddet, eller ret aftaleperioden.""",
    en="""There is no grant for a part of the terms ({days}).
          Add the grant, or correct the term.""",
)
def grant_missing_year(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Every part of a term is covered by a grant.

    ## What it checks
    On every day of the terms, up to the day of checking or the last day of a cancelled agreement, there is a
    grant. Each run of days without a grant is one finding. A grant is for a calendar `year`, or for a
    `period`.

    ## Why
    The association receives its grant every year of the agreement, so that its work never stops.
    """
    yield from missing_list("grants", partnership, context)
    until = last_day_asked(partnership, context.on)
    if partnership.grants:
        for days, answer in find_uncovered(partnership.terms, partnership.grants, until=until):
            yield verdict(answer, "grants", days=days)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="Intet tilskud ligger uden for aftaleperioderne.",
    da="""Tilskuddet for {period} ligger uden for aftaleperioderne ({days}).
          Ret tilskuddets tid, eller tilføj den aftaleperiode, der mangler.""",
    en="""The grant for {period} lies outside the terms ({days}).
          Correct the time of the grant, or add the term that is missing.""",
)
def grant_outside_term(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """No grant lies outside the terms.

    ## What it checks
    Every day of a grant, up to the day of checking, lies in a term. If a grant has days outside, each run of
    such days is one finding. The days of a grant are all days of its `year`, or those of its `period`.

    ## Why
    The grant is paid under the agreement: outside its terms there is nothing to pay for.
    """
    yield from missing_list("grants", partnership, context)
    for i, days, answer in find_outside(partnership.grants, partnership.terms, until=context.on):
        grant = partnership.grants[i]
        yield verdict(answer, "grants", i, _time_field(grant), period=grant.days, days=days)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Ikke to tilskud gælder den samme dag.",
    da="""Tilskuddene for {other} og {period} gælder de samme dage.
          Slet det ene, eller ret deres tid, så hver dag kun hører til ét tilskud.""",
    en="""The grants for {other} and {period} are for the same days.
          Delete one, or correct their time, so that each day belongs to one grant only.""",
)
def grant_duplicate_year(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """No two grants cover the same day.

    ## What it checks
    In the order of their starts, each grant is compared with those before it. A grant that shares a day with
    an earlier one gives one finding. Only days up to the day of checking count.

    ## Why
    Each association receives one grant a year. A second grant is paid twice, or recorded twice.
    """
    yield from missing_list("grants", partnership, context)
    rows = [Row(i, grant.days) for i, grant in enumerate(partnership.grants)]
    worst: dict[int, Overlap] = {}
    for overlap in find_overlaps(rows, context.on):
        if overlap.later not in worst or worst[overlap.later].answer is Answer.UNDECIDED:
            worst[overlap.later] = overlap
    for earlier, later, answer in worst.values():
        grant, other = partnership.grants[later], partnership.grants[earlier]
        yield verdict(answer, "grants", later, _time_field(grant), period=grant.days, other=other.days)


def _time_field(grant: Grant) -> str:
    return "year" if grant.period is None else "period"


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Forbruget er ikke større end tilskuddet.",
    da="""Af tilskuddet for {period} på {amount:kr} kr. er der brugt {spent:kr} kr.
          Ret forbruget, eller før det, der ligger over, på andre midler.""",
    en="""Of the grant for {period} of {amount:kr} kr., {spent:kr} kr. are spent.
          Correct the spending, or book what is above the grant to other funds.""",
)
def grant_overspent(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Spending does not exceed the grant.

    ## What it checks
    The spending of a grant adds up to at most its amount. Only grants with recorded spending are checked.

    ## Why
    The association receives a fixed amount. What it spends beyond belongs to other accounts.
    """
    yield from missing_field("spending", "grants", partnership, context, has_begun)
    for i, grant in enumerate(partnership.grants):
        spent = _sum_spending(grant)
        if spent > grant.amount:
            yield broken("grants", i, "spending", period=grant.days, amount=grant.amount, spent=spent)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Et tilskud er brugt, når dets tid er gået.",
    da="""Tilskuddet for {period} er ikke brugt: der er {left:kr} kr. tilbage af {amount:kr} kr.
          Tilføj det forbrug, der mangler, eller aftal med foreningen, om pengene skal betales tilbage.""",
    en="""The grant for {period} is not spent: {left:kr} kr. of {amount:kr} kr. are left.
          Add the spending that is missing, or agree with the association on paying the money back.""",
)
def grant_unspent(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Once its time is over, a grant is spent.

    ## What it checks
    When the last day of a grant has passed, its spending adds up to its amount or more. Only grants with
    recorded spending are checked.

    ## Why
    The whole grant is to employ a resource person. Money left over means time without a resource person.
    """
    yield from missing_field("spending", "grants", partnership, context, is_over)
    for i, grant in enumerate(partnership.grants):
        left = grant.amount - _sum_spending(grant)
        if not grant.spending or left <= 0:
            continue
        answer = Answer.possibly(
            holds=grant.days.latest_end >= context.on, fails=grant.days.earliest_end < context.on
        )
        if answer is not Answer.HOLDS:
            yield verdict(answer, "grants", i, "spending", period=grant.days, left=left, amount=grant.amount)


def _sum_spending(grant: Grant) -> Decimal:
    return sum([row.amount for row in grant.spending], Decimal(0))
