"""Rules about where the money comes from: budgets, and funding lines of employments."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from datetime import date
from decimal import Decimal

from civic_partnership.findings import Verdict, at, missing, rule, verdict
from civic_partnership.model import Grant, Partnership, RecordKey, Register
from civic_partnership.values import Answer, Dated, Interval

from .calendar_years import Exact, YearSum, calendar_year, oere, of_year, shares, stretched, years_begun
from .context import Context
from .partnership_periods import PartnershipPeriods, may_have_begun
from .requirements import is_owed, on_first_day
from .staffing import GRANT

Part = tuple[int, frozenset[Exact]]
"""An amount in hundredths of a krone, and the shares of it that may count in a year."""

Line = tuple[int, Interval, int]
"""The place of an employment, its days, and what the grant is to pay of it: hundredths of a krone a year."""


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
    Of every calendar year begun, the grants of all partnerships under an appropriation add up to
    at most its `annual_budget`, and those of all partnerships in a programme to at most that of the
    programme, each as in force on 1 January. A grant for other days than a calendar year is parted
    by its days. For each grant 50 øre more are from rounding, and of each part of one what it is for
    three days, so that parts may be reckoned by months too.

    ## Why
    The money for the partnerships is an amount a year in the municipality's budget.
    """
    with_parts = {each.programme for each in register.appropriations.values() if each.annual_budget}
    for partnership in register.partnerships.values():
        for undecided in _missing(partnership, with_parts, context):
            yield at(RecordKey("partnerships", partnership.id), undecided)
    for payer, budget, partnerships in _budgets(register):
        for year, grants in _by_year(partnerships, context.on).items():
            in_force = on_first_day(budget, calendar_year(year))
            granted = _added_up(_parts(grants, year))
            answer = in_force.evaluate(granted.within)
            if answer is not Answer.HOLDS:
                facts = {"year": year, "granted": granted.kroner, "budget": in_force.known}
                yield at(payer, verdict(answer, "annual_budget", **facts))


def _missing(partnership: Partnership, with_parts: Container[str], context: Context) -> Iterator[Verdict]:
    """What a partnership does not record of who pays, and how much, where that may matter.

    Args:
        partnership: the partnership.
        with_parts: the programmes of which an appropriation has a budget of its own.
        context: the surroundings.

    """
    register = context.register
    programme = register.programmes.get(partnership.programme)
    appropriation = register.appropriations.get(partnership.appropriation or "")
    if programme is None:
        yield context.dangling("programme")
    if partnership.appropriation and appropriation is None:
        yield context.dangling("appropriation")
    elif (
        appropriation is None and partnership.programme in with_parts and may_have_begun(partnership, context)
    ):
        yield missing("appropriation")
    budgets = [payer.annual_budget for payer in (programme, appropriation) if payer]
    if not partnership.grants and any(is_owed(budget, partnership, context) for budget in budgets):
        yield missing("grants")


def _budgets(register: Register) -> Iterator[tuple[RecordKey, Dated[Decimal], list[Partnership]]]:
    """Every budget of a programme or an appropriation, with the partnerships that it pays for."""
    for kind, name in (("programmes", "programme"), ("appropriations", "appropriation")):
        paid: dict[str | None, list[Partnership]] = defaultdict(list)
        for partnership in register.partnerships.values():
            paid[getattr(partnership, name)].append(partnership)
        for id, payer in getattr(register, kind).items():
            if payer.annual_budget:
                yield RecordKey(kind, id), payer.annual_budget, paid[id]


def _by_year(partnerships: Iterable[Partnership], on: date) -> dict[int, list[Grant]]:
    """The grants of some partnerships that may lie in each calendar year begun, in the order of the years."""
    years: dict[int, list[Grant]] = defaultdict(list)
    for grant in (grant for partnership in partnerships for grant in partnership.grants):
        for year in years_begun(grant.days, on):
            years[year].append(grant)
    return dict(sorted(years.items()))


def _parts(grants: list[Grant], year: int) -> list[Part]:
    """The amounts of some grants, with the shares of them that may lie in a calendar year."""
    return [(oere(grant.amount), shares(grant.days, year)) for grant in grants]


def _added_up(parts: list[Part]) -> YearSum:
    """What some amounts come to, of which some shares count."""
    added = YearSum()
    for amount, each in parts:
        added = added.plus(amount, each)
    return added


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
    Of every calendar year begun that has a grant, the funding lines with the source `grant` add up
    to at most the grant. A line counts for the days of the employment on which there may be a grant,
    as a part of its year; a grant for other days than a calendar year is parted too. For each amount
    50 øre more are from rounding, and for each part of one what it is for three days, so that parts
    may be reckoned by months too.

    ## Why
    Associations add money of their own, of get2sport or of foundations to the grant, so that the
    resource person has more hours. What the grant cannot pay must come from one of these.
    """
    paid: list[Line] = [
        (i, employment.days, amount)
        for i, employment in enumerate(partnership.employments)
        if (amount := sum(oere(line.annual_amount) for line in employment.funding if line.source == GRANT))
    ]
    absent = "employments" if not partnership.employments else "grants" if paid else None
    if absent and not getattr(partnership, absent) and may_have_begun(partnership, context):
        yield missing(absent)
    if not paid or _is_paid_by_each(partnership, paid, context):
        return
    for year, grants in _by_year([partnership], context.on).items():
        lines = [line for line in paid if line[1].earliest_start.year <= year <= line[1].latest_end.year]
        parts = _parts(grants, year)
        granted = _added_up(parts)
        if sum(amount for *_, amount in lines) <= granted.least:
            continue
        stretches = stretched([grant.days for grant in grants], year)
        funded = _added_up([(amount, of_year(days, year, stretches)) for _, days, amount in lines])
        answer = _is_enough(funded, granted, parts)
        if answer is not Answer.HOLDS:
            place = ("employments",) if len(lines) > 1 else ("employments", lines[0][0], "funding")
            yield verdict(answer, *place, year=year, funded=funded.kroner, granted=granted.kroner)


def _is_paid_by_each(partnership: Partnership, paid: list[Line], context: Context) -> bool:
    """Whether each grant is for one year, and enough for all that is to be paid in any, as nearly always."""
    amounts = [amount for *_, amount in paid]
    most = (
        max(amounts)
        if context.cached(PartnershipPeriods, partnership).employments.are_apart
        else sum(amounts)
    )
    for grant in partnership.grants:
        days = grant.days
        if days.earliest_start.year != days.latest_end.year or oere(grant.amount) < most:
            return False
    return True


def _is_enough(funded: YearSum, granted: YearSum, parts: list[Part]) -> Answer:
    """Whether the grants of a calendar year pay for all that they are to pay, if there is any grant in it."""
    if not all(0 in each for _, each in parts):
        return funded.covered_by(granted)
    least = min(amount * share for amount, each in parts for share in each if share)
    return Answer.agreed([Answer.HOLDS, funded.covered_by(granted._replace(least=least))])
