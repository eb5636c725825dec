"""Rules about where the money comes from: budgets, and funding lines of employments."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from civic_partnership.findings import Verdict, at, rule, said, unrecorded
from civic_partnership.model import Partnership, RecordKey, Register
from civic_partnership.values import Answer, Dated, Interval

from .asking import at_start, is_owed
from .calendar_years import Shared, YearSum, calendar_year, oere, shares_by_year
from .context import Context
from .covering import Course, may_have_begun
from .staffing import GRANT

Line = tuple[int, Interval, int]
"""The place of an employment, its days, and what the grant is to pay of it: hundredths of a krone a year."""


@rule(
    about=Register,
    level="error",
    source="copenhagen-experience-report-2023, Økonomi",
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
    programme, each as in force on 1 January. A grant for other days than a calendar year is split
    by days, exactly.

    ## Why
    The money for the partnerships is an amount a year in the municipality's budget.

    ## Passes
    ```toml
    [programmes.sociale-partnerskaber]
    name = "Sociale partnerskaber"
    annual_budget = { 2022 = 300_000 }

    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    grants = [{ period = "2023-07/2024-06", amount = 200_000 }, { year = 2025, amount = 200_000 }]

    [partnerships.nordby-svoemmeklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-svoemmeklub"]
    grants = [{ year = 2024, amount = 200_000 }]
    ```

    ## Fails
    ```toml
    [programmes.sociale-partnerskaber]
    name = "Sociale partnerskaber"

    [appropriations.vol-1]
    programme = "sociale-partnerskaber"
    name = "Vol. 1"
    period = "2023/2026"
    annual_budget = 300_000

    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    appropriation = "vol-1"
    associations = ["nordby-boldklub"]
    grants = [{ year = 2024, amount = 200_000 }]

    [partnerships.nordby-svoemmeklub]
    programme = "sociale-partnerskaber"
    appropriation = "vol-1"
    associations = ["nordby-svoemmeklub"]
    grants = [{ year = 2024, amount = 200_000 }]
    ```

    ## Undecided
    ```toml
    [programmes.sociale-partnerskaber]
    name = "Sociale partnerskaber"
    annual_budget = 300_000

    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    ```
    """
    for partnership in register.partnerships.values():
        for verdict in _missing(partnership, context):
            yield at(RecordKey("partnerships", partnership.id), verdict)
    for payer, budget, partnerships in _budgets(register):
        for year, granted in _granted(partnerships, context.on).items():
            in_force = at_start(budget, calendar_year(year))
            answer = in_force.judged(granted.within)
            if answer is not Answer.HOLDS:
                facts = {"year": year, "granted": granted.kroner, "budget": in_force.known}
                yield at(payer, said(answer, "annual_budget", **facts))


def _missing(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """What a partnership does not record of who pays, and how much, where that may matter."""
    register = context.register
    programme = register.programmes.get(partnership.programme)
    appropriation = register.appropriations.get(partnership.appropriation or "")
    if programme is None:
        yield unrecorded("programme")
    if appropriation is None and (partnership.appropriation or _pays_by_parts(partnership, context)):
        yield unrecorded("appropriation")
    budgets = [payer.annual_budget for payer in (programme, appropriation) if payer]
    if not partnership.grants and any(is_owed(budget, partnership, context) for budget in budgets):
        yield unrecorded("grants")


def _pays_by_parts(partnership: Partnership, context: Context) -> bool:
    """Whether what a partnership is granted may count in the budget of one of several appropriations."""
    return may_have_begun(partnership, context) and any(
        each.programme == partnership.programme and each.annual_budget
        for each in context.register.appropriations.values()
    )


def _budgets(register: Register) -> Iterator[tuple[RecordKey, Dated[Decimal], list[Partnership]]]:
    """Every budget of a programme or an appropriation, with the partnerships that it pays for."""
    for kind, name in (("programmes", "programme"), ("appropriations", "appropriation")):
        paid: dict[str | None, list[Partnership]] = defaultdict(list)
        for partnership in register.partnerships.values():
            paid[getattr(partnership, name)].append(partnership)
        for id, payer in getattr(register, kind).items():
            if payer.annual_budget:
                yield RecordKey(kind, id), payer.annual_budget, paid[id]


def _granted(partnerships: list[Partnership], on: date) -> dict[int, YearSum]:
    """What partnerships are granted in each calendar year begun."""
    granted: dict[int, YearSum] = defaultdict(YearSum)
    for grant in (grant for partnership in partnerships for grant in partnership.grants):
        amount = oere(grant.amount)
        for year, shares in shares_by_year(grant.days, on):
            granted[year] = granted[year].plus(amount * min(shares), amount * max(shares))
    return granted


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Ressourcepersonen",
    da="""I {year} skal tilskuddet betale {funded:kr} kr. af ansættelserne, men det er på {granted:kr} kr.
          Ret finansieringen, eller skriv, hvem der betaler det, der ligger over.""",
    en="""In {year} the grant is to pay {funded:kr} kr. of the employments, but it is {granted:kr} kr.
          Correct the funding, or say who pays what is above the grant.""",
)
def co_funding(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """What the grant is to pay of the employments does not exceed the grant.

    ## What it checks
    Of every calendar year begun that has a grant, the funding lines with the source `grant` add up
    to at most the grant. A line counts for the days of the year on which the employment runs, as an
    exact fraction of the year; a grant for other days than a calendar year is split by days.

    ## Why
    Associations add money of their own, of get2sport or of foundations to the grant, so that the
    resource person has more hours. What the grant cannot pay must come from one of these.

    ## Passes
    ```toml
    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    grants = [{ year = 2024, amount = 200_000 }]

    [[partnerships.nordby-boldklub.employments]]
    period = "2024-01-01/2024-06-30"
    funding = [{ source = "grant", annual_amount = 200_000 }]

    [[partnerships.nordby-boldklub.employments]]
    period = "2024-07-01/2024-12-31"
    funding = [
      { source = "grant", annual_amount = 200_000 },
      { source = "get2sport", annual_amount = 85_000 },
    ]
    ```

    ## Fails
    ```toml
    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    grants = [{ year = 2024, amount = 200_000 }]

    [[partnerships.nordby-boldklub.employments]]
    period = "2024/2024"
    funding = [{ source = "grant", annual_amount = 285_000 }]
    ```

    ## Undecided
    ```toml
    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    grants = [{ year = 2024, amount = 200_000 }]

    [[partnerships.nordby-boldklub.employments]]
    period = "2024-01-01/.."
    funding = [{ source = "grant", annual_amount = 285_000 }]
    ```
    """
    paid: list[Line] = [
        (i, employment.days, amount)
        for i, employment in enumerate(partnership.employments)
        if (amount := sum(oere(line.annual_amount) for line in employment.funding if line.source == GRANT))
    ]
    missing = "employments" if not partnership.employments else "grants" if paid else None
    if missing and not getattr(partnership, missing) and may_have_begun(partnership, context):
        yield unrecorded(missing)
    if not paid or _is_paid_by_each(partnership, paid, context):
        return
    for year, grants in _grants(partnership, context.on):
        granted = _at_hand(grants)
        lines = [line for line in paid if line[1].earliest_start.year <= year <= line[1].latest_end.year]
        if sum(amount for *_, amount in lines) <= granted.least:
            continue
        funded = _funded(lines, year)
        answer = Answer.possibly(
            holds=funded.least <= granted.most or all(0 in shares for _, shares in grants),
            fails=funded.most > granted.least,
        )
        if answer is not Answer.HOLDS:
            place = ("employments",) if len(lines) > 1 else ("employments", lines[0][0], "funding")
            yield said(answer, *place, year=year, funded=funded.kroner, granted=granted.kroner)


def _is_paid_by_each(partnership: Partnership, paid: list[Line], context: Context) -> bool:
    """Whether each grant is for one year, and enough for all that is to be paid in any, as nearly always."""
    amounts = [amount for *_, amount in paid]
    most = max(amounts) if context.once(Course, partnership).employments.are_apart else sum(amounts)
    for grant in partnership.grants:
        days = grant.days
        if days.earliest_start.year != days.latest_end.year or oere(grant.amount) < most:
            return False
    return True


def _grants(partnership: Partnership, on: date) -> list[tuple[int, list[Shared]]]:
    """The amounts of the grants of each calendar year begun, with the shares that may fall in it."""
    years: dict[int, list[Shared]] = defaultdict(list)
    for grant in partnership.grants:
        for year, shares in shares_by_year(grant.days, on):
            years[year].append((oere(grant.amount), shares))
    return sorted(years.items())


def _at_hand(grants: list[Shared]) -> YearSum:
    """What is granted in a year, if there is any grant in it."""
    least = sum(amount * min(shares) for amount, shares in grants)
    if all(0 in shares for _, shares in grants):
        least = min(amount * share for amount, shares in grants for share in shares if share)
    return YearSum(least, sum(amount * max(shares) for amount, shares in grants))


def _funded(lines: list[Line], year: int) -> YearSum:
    """What the grant is to pay in a year, of each employment by the days that it runs."""
    funded, calendar = YearSum(), calendar_year(year)
    length = Fraction(calendar.length.certain)
    for _, days, amount in lines:
        run = days.overlap(calendar)
        funded = funded.plus(
            amount * Fraction(run.certain) / length, amount * Fraction(run.possible or 0) / length
        )
    return funded
