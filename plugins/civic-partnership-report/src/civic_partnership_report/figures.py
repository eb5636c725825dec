"""The facts under the pictures, the key figures and the tables of a report."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from civic_partnership.findings import format_fact
from civic_partnership.model import (
    Appropriation,
    Employment,
    Grant,
    Partnership,
    Payment,
    Programme,
    RecordKey,
    Register,
    Repayment,
)
from civic_partnership.rules import YearSum, payers, share_in_year, years_begun
from civic_partnership.values import (
    OPEN,
    Answer,
    Bounds,
    Dated,
    Label,
    Language,
)

from .view import NOT_RECORDED

AMOUNTS = {
    "awarded": Label("tildelt", "awarded"),
    "paid": Label("heraf udbetalt", "of it paid"),
    "spent": Label("brugt", "spent"),
    "repaid": Label("tilbagebetalt", "repaid"),
    "carried_over": Label("overført", "carried over"),
}
"""The kinds of amounts of a year, each a field of `YearMoney`."""
_NOTHING = Decimal(0)


class Amount(NamedTuple):
    """What the grants of a year add up to, in kroner; a part of it may not be recorded.

    Attributes:
        kroner: the least and the most that the recorded amounts add up to.
        recorded: how many of the grants have such an amount recorded.
        grants: how many grants the year has.
        unrecorded: the most that was awarded by the other grants.

    """

    kroner: Bounds
    recorded: int
    grants: int
    unrecorded: Decimal

    def in_language(self, language: Language) -> str:
        """Return the amount as a text, which says how many of the grants it covers."""
        if not self.recorded:
            return NOT_RECORDED.in_language(language)
        text = f"{format_fact(self.kroner, language, grouped=True)} kr."
        if self.recorded == self.grants:
            return text
        part = Label(f"{self.recorded} af {self.grants} tilskud", f"{self.recorded} of {self.grants} grants")
        return f"{text} ({part.in_language(language)})"


class YearMoney(NamedTuple):
    """The money of one year of an appropriation or a programme.

    All amounts are those of the grants of the year. A grant for other days than a calendar year is divided by
    its days, with all that belongs to it.

    Attributes:
        year: the year.
        budget: the budget in force on 1 January; None if none is recorded.
        awarded: what was awarded.
        paid: what was paid of it until the day of the report.
        spent: what was spent.
        repaid: what the associations paid back until that day.
        carried_over: what was carried over to the next grants.

    """

    year: int
    budget: Bounds | None
    awarded: Amount
    paid: Amount
    spent: Amount
    repaid: Amount
    carried_over: Amount


class Payer(NamedTuple):
    """A programme or an appropriation, and its money year by year.

    Attributes:
        key: the kind and the id of the record.
        name: its name; its id if the register lacks the record.
        years: the years in which it has grants or a budget.

    """

    key: RecordKey
    name: str
    years: tuple[YearMoney, ...]


def may_be_in_force(partnership: Partnership, on: date) -> bool:
    """Tell whether a partnership is, or may be, in force on a day; without terms nobody can exclude it."""
    if partnership.cancelled is not None and partnership.cancelled.effective < on:
        return False
    terms = partnership.terms
    return not terms or any(term.days.covers(on) is not Answer.BROKEN for term in terms)


class Staff(NamedTuple):
    """Those who are, or may be, employed on a day.

    Attributes:
        employed: how many they are.
        away: how many of them are certainly on leave.
        unknown: of how many others the hours are not recorded.
        hours: the weekly hours of the others; None if somebody is at work and no hours are recorded.

    """

    employed: int
    away: int
    unknown: int
    hours: Decimal | None


def find_staff(employments: Iterable[Employment], on: date) -> Staff:
    """Return who is employed on a day; hours of those on leave do not count, as in the rules."""
    employed = [each for each in employments if each.days.covers(on) is not Answer.BROKEN]
    at_work = [
        each for each in employed if not any(leave.days.covers(on) is Answer.HOLDS for leave in each.leave)
    ]
    known = [each.weekly_hours for each in at_work if each.weekly_hours is not None]
    return Staff(
        len(employed),
        len(employed) - len(at_work),
        len(at_work) - len(known),
        sum(known, _NOTHING) if known or not at_work else None,
    )


def find_money(register: Register, *, on: date, years: range | None = None) -> tuple[Payer, ...]:
    """Return the money of each programme, followed by that of its appropriations.

    The amounts are divided and added up as the rule `budget-overspent` does.

    Args:
        register: the register.
        on: the day of the report; a grant without an end counts up to its year.
        years: the years; by default those that have grants, and the year of the day.
    """
    grants: dict[RecordKey, list[Grant]] = {}
    programme_of: dict[RecordKey, str] = {}
    for key, record in register:
        if isinstance(record, Programme):
            grants.setdefault(key, [])
            programme_of[key] = record.id
        elif isinstance(record, Appropriation):
            grants.setdefault(key, [])
            programme_of[key] = record.programme
        elif isinstance(record, Partnership):
            for payer in payers(record):
                grants.setdefault(payer, []).extend(record.grants)
                programme_of.setdefault(payer, record.programme)
    if years is None:
        found = {year for rows in grants.values() for grant in rows for year in _years_of(grant, on)}
        years = range(min({on.year, *found}), max({on.year, *found}) + 1)
    order = sorted(grants, key=lambda key: (programme_of[key], key.kind != "programmes", key.id))
    return tuple(_make_payer(register, key, grants[key], on, years) for key in order)


def _make_payer(register: Register, key: RecordKey, grants: list[Grant], on: date, years: range) -> Payer:
    record = register.get(key)
    payer = record if isinstance(record, Programme | Appropriation) else None
    by_year: dict[int, list[Grant]] = {}
    for grant in grants:
        for year in _years_of(grant, on):
            by_year.setdefault(year, []).append(grant)
    rows = (
        add_up_year(year, by_year.get(year, ()), payer.annual_budget if payer else None, on=on)
        for year in years
    )
    return Payer(
        key,
        payer.name if payer else str(key.id),
        tuple(row for row in rows if row.budget is not None or row.awarded.grants),
    )


def _years_of(grant: Grant, on: date) -> range:
    """Return the years that a grant may lie in; without an end, those up to the day."""
    days = grant.days
    return years_begun(days, max(on, days.earliest_start) if days.latest_end == OPEN else days.latest_end)


def add_up_year(
    year: int, grants: Iterable[Grant], budget: Dated[Decimal] | None = None, *, on: date
) -> YearMoney:
    """Return the money of some grants in a year as of a day, and the budget in force on its first day."""
    grants = [grant for grant in grants if share_in_year(grant.days, year).most]
    new_year = date(year, 1, 1)
    values = budget.possible(new_year, new_year) if budget else ()
    known = [value for value in values if value is not None]
    return YearMoney(
        year,
        Bounds(min(known), max(known)) if known else None,
        _add_up(grants, year, lambda grant: [grant.amount]),
        _add_up(grants, year, lambda grant: amounts_until(on, grant.payments)),
        _add_up(grants, year, lambda grant: [each.amount for each in grant.spending]),
        _add_up(grants, year, lambda grant: amounts_until(on, grant.repayments)),
        _add_up(grants, year, lambda grant: [grant.carried_over.amount] if grant.carried_over else []),
    )


def amounts_until(on: date, payments: Iterable[Payment | Repayment]) -> list[Decimal]:
    """Return an amount for each payment: 0 for one that is to come after a day."""
    return [each.amount if each.on <= on else _NOTHING for each in payments]


def _add_up(grants: list[Grant], year: int, amounts_of: Callable[[Grant], list[Decimal]]) -> Amount:
    total, unrecorded, recorded = YearSum(), YearSum(), 0
    for grant in grants:
        share = share_in_year(grant.days, year)
        if amounts := amounts_of(grant):
            recorded += 1
            total = total.plus(sum(amounts, _NOTHING), share)
        else:
            unrecorded = unrecorded.plus(grant.amount, share)
    return Amount(total.kroner, recorded, len(grants), unrecorded.most)
