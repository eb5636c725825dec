"""The overview: a row for each partnership and year, and the totals of the years.

All of it is in the tables too; the overview saves people from looking it up. It does not depend on today.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from attrs import evolve, frozen

from civic_partnership import Register
from civic_partnership.model import Grant, Partnership, Programme
from civic_partnership.plugins import Cell
from civic_partnership.values import Period, danish_date, danish_number

from .danish_cells import write_period
from .danish_tables import DanishColumn, DanishTable, danish_columns
from .deadlines import FirstDeadline, accounts_due, find_deadlines, first_deadline
from .grant_overview import GrantOverview, OverviewOptions
from .partners_of_year import consultant_names, partner_cvr_numbers, partner_names
from .partnership_years import grant_year, last_year_of, years_of
from .weekly_hours import HoursRun, find_hours, hours_of_year

NAME: Final = "overblik"
"""The name of its file, without suffix."""
TITLE: Final = "Overblik"
"""Its title."""


@frozen
class _Line:
    """A partnership in a year, or without a year if it has none.

    Attributes:
        register: the register.
        partnership: the partnership.
        year: the year.
        grants: the grants that begin in the year, each with its number in the table of grants.
        hours: the weekly hours of all years.
        deadline: the first deadline from 1 January of the year.
    """

    register: Register
    partnership: Partnership
    year: int | None
    grants: Sequence[tuple[int, Grant]]
    hours: Sequence[HoursRun]
    deadline: FirstDeadline

    @property
    def programme(self) -> Programme | None:
        return self.register.programmes.get(self.partnership.programme)

    def associations(self) -> str | None:
        return partner_names(self.partnership, self.register.associations, self.year)

    def cvr_numbers(self) -> str | None:
        return partner_cvr_numbers(self.partnership, self.register.associations, self.year)

    def consultants(self) -> str | None:
        return consultant_names(self.partnership, self.register.contacts, self.year)

    def accounts(self) -> str | None:
        """Return the state of the accounts of each grant; the same state of all of them once."""
        states = {number: self._state(grant) for number, grant in self.grants}
        if len({*states.values()}) <= 1:
            return next(iter(states.values()), None)
        return "; ".join(f"tilskud nr. {each}: {state or 'ukendt'}" for each, state in states.items())

    def _state(self, grant: Grant) -> str | None:
        accounts = grant.accounts
        if accounts and accounts.approved_on:
            return f"godkendt {danish_date(accounts.approved_on)}"
        if accounts and accounts.received_on:
            return f"modtaget {danish_date(accounts.received_on)}"
        due = accounts_due(grant, self.programme)
        return f"ikke modtaget, frist {danish_date(due[0])}" if due and due[0] == due[1] else None

    def weekly_hours(self) -> Decimal | str | None:
        return None if self.year is None else hours_of_year(self.hours, self.year)

    def action_plans(self) -> str | None:
        """Return the plans that are, perhaps, in force in the year, and when they were approved."""
        if self.year is None:
            return None
        days = Period.of_year(self.year)
        plans = [each for each in self.partnership.action_plans if each.days.overlap(days).possible != 0]
        approved = [
            f"godkendt {danish_date(each.approved_on)}" if each.approved_on else "ikke godkendt"
            for each in plans
        ]
        texts = [f"{write_period(plan.period)} ({how})" for plan, how in zip(plans, approved, strict=True)]
        return "; ".join(texts) or None


def _paid(grant: Grant) -> Decimal | None:
    return _add([each.amount for each in grant.payments])


def _spent(grant: Grant) -> Decimal | None:
    return _add([each.amount for each in grant.spending])


def _repaid(grant: Grant) -> Decimal | None:
    return _add([each.amount for each in grant.repayments])


def _carried_over(grant: Grant) -> Decimal | None:
    return None if grant.carried_over is None else grant.carried_over.amount


def _add(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """Add up the amounts that are recorded; return None if none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


class _Column(NamedTuple):
    """A column of the overview.

    Attributes:
        heading: its name in Danish.
        name: its name in English.
        like: the column of a table that has the same cells and the same number format.
        of_line: the function to its value, if it is no amount.
        of_grant: the function to the amount of one grant, if its value is the sum of these.
        widest: its most characters in a line of a workbook.
        cell: the form of its cells, if it differs.
    """

    heading: str
    name: str
    like: str
    of_line: Callable[[_Line], Any] | None = None
    of_grant: Callable[[Grant], Decimal | None] | None = None
    widest: int = 24
    cell: Cell | None = None


_HOURS_CELL: Final = Cell(
    "string", lambda value: value if isinstance(value, str) else danish_number(value), lambda text: text
)
_GRANT = "partnerships.grants"
_HOURS = "partnerships.employments.weekly_hours"
_TEXT = "programmes.name"
_COLUMNS: Final = (
    _Column("Partnerskab-id", "partnership", "meetings.partnership", attrgetter("partnership.id")),
    _Column("År", "year", f"{_GRANT}.year", attrgetter("year")),
    _Column("Foreninger", "associations", _TEXT, _Line.associations, widest=28),
    _Column("CVR pr. 31. december", "cvr", "associations.cvr", _Line.cvr_numbers, widest=13),
    _Column("Journalnummer", "case", "partnerships.case", attrgetter("partnership.case")),
    _Column("Konsulent", "consultants", _TEXT, _Line.consultants, widest=18),
    _Column("Tilsagn", "amount", f"{_GRANT}.amount", of_grant=lambda grant: grant.amount),
    _Column("Udbetalt", "paid", f"{_GRANT}.amount", of_grant=_paid),
    _Column("Forbrug", "spent", f"{_GRANT}.amount", of_grant=_spent),
    _Column("Tilbagebetalt", "repaid", f"{_GRANT}.amount", of_grant=_repaid),
    _Column("Overført", "carried_over", f"{_GRANT}.amount", of_grant=_carried_over),
    _Column("Regnskab", "accounts", _TEXT, _Line.accounts, widest=20),
    _Column("Timer om ugen", "weekly_hours", _HOURS, _Line.weekly_hours, widest=16, cell=_HOURS_CELL),
    _Column("Handleplan", "action_plans", _TEXT, _Line.action_plans, widest=24),
    _Column("Første frist fra 1. januar", "deadline", f"{_GRANT}.period.start", attrgetter("deadline.when")),
    _Column("Fristen gælder", "deadline_of", _TEXT, attrgetter("deadline.what"), widest=24),
)
_LABEL: Final = [column.name for column in _COLUMNS].index("associations")
"""The column in which a total has its name."""


@frozen(kw_only=True)
class Overview:
    """The overview as one more table."""

    name: str = NAME
    title: str = TITLE

    @property
    def columns(self) -> tuple[DanishColumn, ...]:
        """The columns of the overview."""
        return _columns()

    @property
    def widths(self) -> tuple[int, ...]:
        """The most characters of each column in a line of a workbook."""
        return tuple(column.widest for column in _COLUMNS)

    def rows(self, register: Register) -> Iterator[list[Any]]:
        """Yield a list of values for each partnership and year; None stands for a missing value."""
        last_year = last_year_of(register)
        for partnership in register.partnerships.values():
            years = years_of(partnership, last_year)
            for line in _lines(register, partnership, years or [None]):
                yield [
                    _add([column.of_grant(grant) for _, grant in line.grants])
                    if column.of_grant
                    else column.of_line and column.of_line(line)
                    for column in _COLUMNS
                ]

    def totals(self, register: Register) -> Iterator[list[Any]]:
        """Yield the sums of the recorded amounts of each year with grants, and then of all years."""
        by_year: dict[int, list[Decimal | None]] = {}
        for partnership in register.partnerships.values():
            for grant in partnership.grants:
                amounts = [column.of_grant and column.of_grant(grant) for column in _COLUMNS]
                year = grant_year(grant)
                by_year[year] = _add_columns([by_year.get(year, amounts), *[amounts] * (year in by_year)])
        for year, amounts in sorted(by_year.items()):
            yield _name_total(f"I alt {year}", amounts)
        if by_year:
            yield _name_total("I alt", _add_columns(list(by_year.values())))


AnyTable = DanishTable | GrantOverview | Overview
"""A table of a register, or an overview."""


def overviews_with_rows(options: OverviewOptions, register: Register) -> list[GrantOverview | Overview]:
    """Return the overviews that have rows; raise an OptionsError as `GrantOverview.create` does."""
    grants = GrantOverview.create(options, register)
    has_grants = any(partnership.grants for partnership in register.partnerships.values())
    return [*[Overview()] * bool(register.partnerships), *[grants] * has_grants]


def _lines(register: Register, partnership: Partnership, years: Sequence[int | None]) -> Iterator[_Line]:
    """Yield a partnership in each of its years."""
    grants = _by_year(partnership.grants)
    last = years[-1]
    hours = () if last is None else find_hours(partnership, date(last, 12, 31))
    deadlines = find_deadlines(partnership, register.programmes.get(partnership.programme))
    for year in years:
        if year is None:
            yield _Line(register, partnership, year, (), hours, FirstDeadline(None, None))
        else:
            deadline = first_deadline(deadlines, date(year, 1, 1))
            yield _Line(register, partnership, year, grants.get(year, ()), hours, deadline)


def _by_year(grants: Sequence[Grant]) -> Mapping[int, Sequence[tuple[int, Grant]]]:
    """Return year -> the grants that begin in it, each with its number in the table of grants."""
    by_year: dict[int, list[tuple[int, Grant]]] = {}
    for number, grant in enumerate(grants, 1):
        by_year.setdefault(grant_year(grant), []).append((number, grant))
    return by_year


def _add_columns(rows: Sequence[Sequence[Decimal | None]]) -> list[Decimal | None]:
    return [_add(column) for column in zip(*rows, strict=True)]


def _name_total(name: str, amounts: Sequence[Decimal | None]) -> list[Any]:
    return [name if place == _LABEL else amount for place, amount in enumerate(amounts)]


@cache
def _columns() -> tuple[DanishColumn, ...]:
    known = danish_columns()
    return tuple(
        evolve(
            known[each.like], name=each.name, heading=each.heading, cell=each.cell or known[each.like].cell
        )
        for each in _COLUMNS
    )
