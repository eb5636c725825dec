"""The overview: a row for each partnership and year, and the totals of the years.

All of it is in the tables too; the overview saves people from looking it up. It does not depend on today.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from attrs import evolve, frozen

from civic_partnership import Register
from civic_partnership.model import Grant, Partnership, Programme
from civic_partnership.plugins import Cell
from civic_partnership.values import Period, danish_date, danish_number

from .danish_cells import write_period
from .danish_tables import DanishColumn, DanishTable, danish_columns
from .deadlines import accounts_due, find_deadlines, first_deadline
from .grant_overview import GrantOverview, OverviewOptions
from .partners_of_year import consultant_names, partner_cvr_numbers, partner_names
from .partnership_years import grant_year, last_year_of, years_of
from .weekly_hours import find_hours, hours_of_year

NAME: Final = "overblik"
"""The name of its file, without suffix."""
TITLE: Final = "Overblik"
"""Its title."""


_HOURS_CELL: Final = Cell(
    "string", lambda value: value if isinstance(value, str) else danish_number(value), lambda text: text
)


class _Column(NamedTuple):
    """A column of the overview.

    Attributes:
        heading: its name in Danish.
        name: its name in English.
        like: the column of a table that has the same cells and the same number format.
        widest: its most characters in a line of a workbook.
        cell: the form of its cells, if it differs.
    """

    heading: str
    name: str
    like: str
    widest: int = 24
    cell: Cell | None = None


_AMOUNT = "partnerships.grants.amount"
_DAY = "partnerships.grants.period.start"
_HOURS = "partnerships.employments.weekly_hours"
_TEXT = "programmes.name"
_COLUMNS: Final = (
    _Column("Partnerskab-id", "partnership", "meetings.partnership"),
    _Column("År", "year", "partnerships.grants.year"),
    _Column("Foreninger", "associations", _TEXT, widest=28),
    _Column("CVR pr. 31. december", "cvr", "associations.cvr", widest=13),
    _Column("Journalnummer", "case", "partnerships.case"),
    _Column("Konsulent", "consultants", _TEXT, widest=18),
    _Column("Tilsagn", "amount", _AMOUNT),
    _Column("Udbetalt", "paid", _AMOUNT),
    _Column("Forbrug", "spent", _AMOUNT),
    _Column("Tilbagebetalt", "repaid", _AMOUNT),
    _Column("Overført", "carried_over", _AMOUNT),
    _Column("Regnskab", "accounts", _TEXT, widest=20),
    _Column("Timer om ugen", "weekly_hours", _HOURS, widest=16, cell=_HOURS_CELL),
    _Column("Handleplan", "action_plans", _TEXT),
    _Column("Første frist fra 1. januar", "deadline", _DAY),
    _Column("Fristen gælder", "deadline_of", _TEXT),
)

_AMOUNTS: Final = ("amount", "paid", "spent", "repaid", "carried_over")
"""The columns of amounts."""
Amounts = Sequence[Decimal | None]
"""The amount of grants for each of these columns; None for what nobody recorded."""


@frozen(kw_only=True)
class Overview:
    """The overview as one more table."""

    name: str = NAME
    title: str = TITLE
    keys: tuple[DanishColumn, ...] = ()

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
            yield from _list_years(register, partnership, years_of(partnership, last_year))

    def totals(self, register: Register) -> Iterator[list[Any]]:
        """Yield the sums of the recorded amounts of each year with grants, and then of all years."""
        by_year: dict[int, list[Amounts]] = {}
        for partnership in register.partnerships.values():
            for grant in partnership.grants:
                by_year.setdefault(grant_year(grant), []).append(_amounts_of(grant))
        sums = {f"I alt {year}": _add_up(amounts) for year, amounts in sorted(by_year.items())}
        if sums:
            sums["I alt"] = _add_up([*sums.values()])
        for name, amounts in sums.items():
            total = {"associations": name, **dict(zip(_AMOUNTS, amounts, strict=True))}
            yield [total.get(column.name) for column in _COLUMNS]


AnyTable = DanishTable | GrantOverview | Overview
"""A table of a register, or an overview."""


def overviews_with_rows(options: OverviewOptions, register: Register) -> list[GrantOverview | Overview]:
    """Return the overviews that have rows; raise an OptionsError as `GrantOverview.create` does."""
    grants = GrantOverview.create(options, register)
    has_grants = any(partnership.grants for partnership in register.partnerships.values())
    return [*[Overview()] * bool(register.partnerships), *[grants] * has_grants]


def _list_years(register: Register, partnership: Partnership, years: Sequence[int]) -> Iterator[list[Any]]:
    """Yield the row of a partnership in each of its years; one row without a year if it has none."""
    if not years:
        beginning = _beginning(register, partnership, None)
        yield [*beginning, *[None] * (len(_COLUMNS) - len(beginning))]
        return
    programme = register.programmes.get(partnership.programme)
    hours = find_hours(partnership, date(years[-1], 12, 31))
    deadlines = find_deadlines(partnership, programme)
    for year in years:
        grants = {n: each for n, each in enumerate(partnership.grants, 1) if grant_year(each) == year}
        yield [
            *_beginning(register, partnership, year),
            *_add_up([_amounts_of(grant) for grant in grants.values()]),
            _write_accounts(grants, programme),
            hours_of_year(hours, year),
            _write_plans(partnership, year),
            *first_deadline(deadlines, date(year, 1, 1)),
        ]


def _beginning(register: Register, partnership: Partnership, year: int | None) -> list[Any]:
    """Return the values that a partnership without a year has, too."""
    return [
        partnership.id,
        year,
        partner_names(partnership, register.associations, year),
        partner_cvr_numbers(partnership, register.associations, year),
        partnership.case,
        consultant_names(partnership, register.contacts, year),
    ]


def _amounts_of(grant: Grant) -> Amounts:
    """Return what is awarded, paid, spent, repaid and carried over of a grant."""
    return (
        grant.amount,
        _add([each.amount for each in grant.payments]),
        _add([each.amount for each in grant.spending]),
        _add([each.amount for each in grant.repayments]),
        grant.carried_over.amount if grant.carried_over else None,
    )


def _add_up(grants: Sequence[Amounts]) -> Amounts:
    return [_add(amounts) for amounts in zip(*grants, strict=True)] or [None] * len(_AMOUNTS)


def _add(amounts: Amounts) -> Decimal | None:
    """Add up the amounts that are recorded; return None if none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _write_accounts(grants: Mapping[int, Grant], programme: Programme | None) -> str | None:
    """Write the state of the accounts of each grant; the same state of all of them once."""
    states = {number: _find_state(grant, programme) for number, grant in grants.items()}
    if len({*states.values()}) <= 1:
        return next(iter(states.values()), None)
    return "; ".join(f"tilskud nr. {each}: {state or 'ukendt'}" for each, state in states.items())


def _find_state(grant: Grant, programme: Programme | None) -> str | None:
    accounts = grant.accounts
    if accounts and accounts.approved_on:
        return f"godkendt {danish_date(accounts.approved_on)}"
    if accounts and accounts.received_on:
        return f"modtaget {danish_date(accounts.received_on)}"
    due = accounts_due(grant, programme)
    return f"ikke modtaget, frist {danish_date(due[0])}" if due and due[0] == due[1] else None


def _write_plans(partnership: Partnership, year: int) -> str | None:
    """Write the plans that are, perhaps, in force in a year, and when they were approved."""
    days, texts = Period.of_year(year), []
    for plan in partnership.action_plans:
        if plan.days.overlap(days).possible != 0:
            how = f"godkendt {danish_date(plan.approved_on)}" if plan.approved_on else "ikke godkendt"
            texts.append(f"{write_period(plan.period)} ({how})")
    return "; ".join(texts) or None


@cache
def _columns() -> tuple[DanishColumn, ...]:
    known = danish_columns()
    return tuple(
        evolve(
            known[each.like], name=each.name, heading=each.heading, cell=each.cell or known[each.like].cell
        )
        for each in _COLUMNS
    )
