"""Rules about the money that pays: budgets for grants, and grants for employments."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet
from datetime import date
from decimal import Decimal
from typing import Any

from civic_partnership.findings import Verdict, at, missing, rule, verdict
from civic_partnership.model import Grant, Partnership, RecordKey, Register
from civic_partnership.values import Answer, Days, Interval, Period

from .context import Context
from .employments import GRANT
from .requirement import is_owed, may_have_begun, missing_list, on_first_day
from .runs_of_days import are_apart, find_certain_stretches
from .year_shares import YearSum, merge_in_year, share_in_year, share_of_year, years_begun

Line = tuple[int, Interval, Decimal]
"""A funding line: the index and the days of its employment, and its amount a year."""


@rule(
    about=Register,
    level="error",
    source="copenhagen-experience-report-2023, Økonomi",
    title="Tilskuddene i et kalenderår er ikke større end det budget, de betales af.",
    da="""Tilskuddene i {year} er {granted:kr} kr. i alt; det årlige budget er {budget:kr} kr.
          Ret tilskuddene, eller ret budgettet, hvis der er afsat flere penge.""",
    en="""The grants of {year} are {granted:kr} kr. in all; the annual budget is {budget:kr} kr.
          Correct the grants, or correct the budget if more money was set aside.""",
)
def budget_overspent(register: Register, context: Context) -> Iterator[Verdict]:
    """The grants of a calendar year do not exceed the budget they are paid from.

    ## What it checks
    The rule adds up the grants of every calendar year that has begun. Those of all partnerships under an
    appropriation are at most its `annual_budget`, and those of all partnerships in a programme at most that
    of the programme, each as in force on 1 January. A grant for other days than a calendar year is divided by
    its days. 50 øre more for each grant are allowed for rounding, and three days' amount for each part, so
    that parts may be reckoned by months too.

    ## Why
    The money for the partnerships is an amount a year in the municipality's budget.
    """
    for partnership in context.having("partnerships", open_questions, "open"):
        for unknown in _missing_facts(partnership, context):
            yield at(RecordKey("partnerships", partnership.id), unknown)
    sums: dict[tuple[RecordKey, int], YearSum] = defaultdict(YearSum)
    for text, number in context.counts("partnerships", yearly_grants):
        kind, id, *years = json.loads(text)
        for year, *amounts in years:
            of_year = RecordKey(kind, id), year
            sums[of_year] = sums[of_year].plus_sum(YearSum(*map(Decimal, amounts)), number)
    for (payer, year), granted in sums.items():
        budget: Any = register.get(payer)
        in_force = on_first_day(budget.annual_budget, Period.of_year(year))
        answer = in_force.evaluate(granted.is_within)
        if answer is not Answer.HOLDS:
            facts = {"year": year, "granted": granted.kroner, "budget": in_force.known}
            yield at(payer, verdict(answer, "annual_budget", **facts))


def open_questions(partnership: Partnership, context: Context) -> AbstractSet[str]:
    """Return `open` if facts are missing that tell which budgets pay a partnership, and how much."""
    return frozenset() if next(_missing_facts(partnership, context), None) is None else {"open"}


def yearly_grants(partnership: Partnership, context: Context) -> AbstractSet[str]:
    """Return each budget that pays a partnership, with each year and its `YearSum`, as JSON."""
    if not partnership.grants:
        return frozenset()
    programme = context.register.programmes.get(partnership.programme)
    appropriation = context.register.appropriations.get(partnership.appropriation or "")
    budgets: list[list[Any]] = []
    if programme and programme.annual_budget:
        budgets.append(["programmes", programme.id])
    if appropriation and appropriation.annual_budget:
        budgets.append(["appropriations", appropriation.id])
    sums = _sum_by_year(partnership.grants, context.on) if budgets else {}
    years = [[year, *map(str, granted)] for year, granted in sums.items()]
    return {json.dumps(budget + years) for budget in budgets}


def _missing_facts(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Yield the facts that are needed to tell which budgets pay a partnership, and how much."""
    register = context.register
    programme = register.programmes.get(partnership.programme)
    appropriation = register.appropriations.get(partnership.appropriation or "")
    if programme is None:
        yield context.dangling("programme")
    if partnership.appropriation and appropriation is None:
        yield context.dangling("appropriation")
    elif appropriation is None and _is_divided(partnership, context) and may_have_begun(partnership, context):
        yield missing("appropriation")
    budgets = [payer.annual_budget for payer in (programme, appropriation) if payer]
    if not partnership.grants and any(is_owed(budget, partnership, context) for budget in budgets):
        yield missing("grants")


def _is_divided(partnership: Partnership, context: Context) -> bool:
    """Tell whether an appropriation of the programme has a budget of its own."""
    return partnership.programme in context.of_check(_find_divided)


def _find_divided(context: Context) -> set[str]:
    """Return the ids of the programmes of which an appropriation has a budget of its own."""
    appropriations = context.register.appropriations.values()
    return {each.programme for each in appropriations if each.annual_budget}


def _sum_by_year(grants: Iterable[Grant], on: date) -> dict[int, YearSum]:
    """Add up the shares of grants that lie in each calendar year begun."""
    years: dict[int, YearSum] = defaultdict(YearSum)
    for grant in grants:
        for year in years_begun(grant.days, on):
            years[year] = years[year].plus(grant.amount, share_in_year(grant.days, year))
    return dict(sorted(years.items()))


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Ressourcepersonen",
    title="Det, som tilskuddet skal betale af ansættelserne, er ikke mere, end tilskuddet er på.",
    da="""I {year} skal tilskuddet betale {funded:kr} kr. af ansættelserne, men det er på {granted:kr} kr.
          Ret finansieringen, eller skriv, hvem der betaler det, der ligger over.""",
    en="""In {year} the grant is to pay {funded:kr} kr. of the employments, but it is {granted:kr} kr.
          Correct the funding, or say who pays what is above the grant.""",
)
def co_funding(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """What the grant is to pay of the employments does not exceed the grant.

    ## What it checks
    In every calendar year begun that has a grant, the funding lines with the source `grant` add up to at most
    the grant. A line counts for the days of the employment on which there may be a grant, as a part of its
    year; a grant for other days than a calendar year is divided too. 50 øre more for each amount are allowed
    for rounding, and three days' amount for each part, so that parts may be reckoned by months too.

    ## Why
    What the grant cannot pay must come from the association, from get2sport or from foundations.
    """
    lines: list[Line] = [
        (i, employment.days, row.annual_amount)
        for i, employment in enumerate(partnership.employments)
        for row in employment.funding
        if row.source == GRANT and row.annual_amount
    ]
    yield from missing_list("employments", partnership, context)
    if lines:
        yield from missing_list("grants", partnership, context)
    if not lines or _is_paid_each_year(lines, partnership.grants):
        return
    stretches = find_certain_stretches(partnership.grants)
    longest = [Days(grant.days.earliest_start, grant.days.latest_end) for grant in partnership.grants]
    for year, granted in _sum_by_year(partnership.grants, context.on).items():
        of_year = [line for line in lines if line[1].earliest_start.year <= year <= line[1].latest_end.year]
        if sum([amount for *_, amount in of_year]) <= granted.least:
            continue
        certain, possible = merge_in_year(stretches, year), merge_in_year(longest, year)
        shares = [(i, amount, share_of_year(days, year, certain, possible)) for i, days, amount in of_year]
        funded = YearSum()
        for _, amount, share in shares:
            funded = funded.plus(amount, share)
        places: set[str | int] = {i for i, _, share in shares if share.most}
        answer = funded.is_covered_by(granted)
        if answer is not Answer.HOLDS:
            path = ["employments"] if len(places) > 1 else ["employments", *places, "funding"]
            yield verdict(answer, *path, year=year, funded=funded.kroner, granted=granted.kroner)


def _is_paid_each_year(lines: Sequence[Line], grants: Sequence[Grant]) -> bool:
    """Return whether each grant is for one calendar year and covers the lines of any year."""
    amounts = [amount for *_, amount in lines]
    most = max(amounts) if are_apart([days for _, days, _ in lines]) else sum(amounts)
    return all(
        grant.amount >= most
        and (grant.period is None or grant.period.earliest_start.year == grant.period.latest_end.year)
        for grant in grants
    )
