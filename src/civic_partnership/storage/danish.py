"""The tables of a register as a Danish spreadsheet holds them.

The tables are those of `sheets`, with Danish headings. A period has two columns, its first and its
last day; numbers have a decimal comma, dates begin with the day, and no cell holds what a
spreadsheet would run, or take for something else than it is.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from attrs import field, frozen

from civic_partnership.model import KINDS, Register, plain
from civic_partnership.values import (
    PartialDate,
    Period,
    Range,
    danish_date,
    danish_number,
    iso_date,
)

from .cells import PLAIN, SEMICOLON_TABLE, Cell, Dialect, cell_of
from .sheets import Column, Key, Sheet, sheets

_MONTHS = "jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec"
_PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,10}")
_DIGITS = re.compile(r"[\d\s.,:/\\-]+")
_MISTAKEN = re.compile(
    rf"""\s*(?:
    \d+(?:[.,]\d+)?e[+-]?\d+                                # 4991e13
    | \d+(?:[.:]\d+)*\s+[ap]m?                              # 5 p
    | (?:\d+[\s./-]*)?(?:{_MONTHS})[a-zæøå]*[\s./-]*\d+     # maj-20, 1. oktober 2020
    | \d+[\s./-]*(?:{_MONTHS})[a-zæøå]*                     # 1. maj
    | kr\.?\s*\d[\d.,]* | \d[\d.,]*\s*(?:kr\.?|%|€|\$)          # 200 kr.
    | sand|falsk|true|false
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 64
"""No longer text is looked at for more than digits: no spreadsheet takes one for something else."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,99})(?:,[0-9]{1,99})?")


def guard_danish_cell(text: str) -> str:
    """A text that no Danish spreadsheet runs or takes for a number, date or truth; else `'` before it."""
    guarded = SEMICOLON_TABLE.guard(text)
    return f"'{text}" if guarded == text and _is_mistaken(text) else guarded


def _is_mistaken(text: str) -> bool:
    """Whether a spreadsheet would make another number, a date, a time or a truth of it, and show that."""
    if _DIGITS.fullmatch(text):  # 0101, 3-4, 18.12.01, 12:30, and more digits than a cell shows
        return any(map(str.isdigit, text)) and not _PLAIN_NUMBER.fullmatch(text)
    return len(text) <= _LONGEST and _MISTAKEN.fullmatch(text) is not None


def unguard_danish_cell(cell: str) -> str:
    """The text that was guarded; what needs no guard is as it was."""
    text = SEMICOLON_TABLE.unguard(cell)
    return cell[1:] if text == cell and cell[:1] == "'" and _is_mistaken(cell[1:]) else text


def _number_in(cell: str) -> int | Decimal | str:
    if not _NUMBER.fullmatch(cell):
        return cell
    return Decimal(cell.replace(",", ".")) if "," in cell else int(cell)


def _range_out(value: Range) -> str:
    return str(value.least) if value.least == value.most else f"{value.least} til {value.most}"


def _range_in(cell: str) -> Any:
    numbers = [_number_in(each) for each in cell.split(" til ")]
    return numbers if len(numbers) > 1 else numbers[0]


def _partial_date_out(value: PartialDate) -> str:
    """Guarded where it is not a day: a spreadsheet would make the first day of a month of it."""
    text = danish_date(value)
    return text if value.earliest == value.latest else guard_danish_cell(text)


DANISH = Dialect(
    cells={
        str: Cell("string", guard_danish_cell, unguard_danish_cell),
        bool: Cell(
            "boolean",
            lambda value: "ja" if value else "nej",
            lambda cell: {"ja": True, "nej": False}.get(cell, cell),
        ),
        int: Cell("integer", None, _number_in),
        Decimal: Cell("number", danish_number, _number_in),
        date: Cell("date", danish_date, iso_date),
        time: PLAIN.cells[time],
        PartialDate: Cell(
            "string",
            _partial_date_out,
            lambda cell: iso_date(unguard_danish_cell(cell)),
        ),
        Range: Cell("string", _range_out, _range_in),
    },
    start=(danish_date, iso_date),
    between=" og ",
    none="ingen",
)
"""Danish spreadsheets: decimal comma, day first."""

_PRESENCE = DANISH.cells[bool]._replace(write=lambda _: "ja", read=lambda cell: {} if cell == "ja" else cell)


@frozen(kw_only=True)
class DanishColumn:
    """A column of a Danish table.

    Attributes:
        name: its name in English, unique in the table: `period.start`.
        heading: its name in Danish, unique in the table too: `Periode fra`.
        cell: how a value stands in a text cell of it.
        column: the column of the plain table that it comes from, of which a period's gives two;
            None where it is a key.
        get: from the keys of a row and the row to the value; None where there is none.

    """

    name: str
    heading: str
    cell: Cell
    column: Column | None = None
    get: Callable[[tuple[str | int, ...], Any], Any] = field(repr=False, eq=False)

    def written(self, value: Any) -> str:
        """How a value, or None, stands in a text cell."""
        if value is None:
            return ""
        return str(value) if self.cell.write is None else self.cell.write(value)


@frozen(kw_only=True, eq=False)
class DanishTable:
    """A table of a register in Danish.

    Attributes:
        sheet: the plain table that it comes from.
        title: what it is called: `Partnerskaber: tilskud`.
        columns: its columns, those of the keys first.

    """

    sheet: Sheet
    title: str
    columns: tuple[DanishColumn, ...]

    @property
    def name(self) -> str:
        """Its title as the name of a file, without suffix: `partnerskaber-tilskud`."""
        plain = self.title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
        return re.sub(r"[^a-z0-9]+", "-", plain)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all columns."""
        return tuple(column.heading for column in self.columns)

    def rows(self, register: Register) -> Iterator[list[Any]]:
        """The values of each row, None where there is none."""
        for keys, row in self.sheet.rows(register):
            yield [column.get(keys, row) for column in self.columns]


@cache
def danish_tables() -> tuple[DanishTable, ...]:
    """Every table in Danish, each after the one that its rows belong to."""
    return tuple(
        DanishTable(sheet=sheet, title=_capital(sheet.label.da), columns=tuple(_columns(sheet)))
        for sheet in sheets().values()
    )


def _columns(sheet: Sheet) -> Iterator[DanishColumn]:
    for place, key in enumerate(sheet.keys):
        yield _of_key(sheet, key, place)
    for column in sheet.columns:
        yield from _of_column(column)


def _of_key(sheet: Sheet, key: Key, place: int) -> DanishColumn:
    value = itemgetter(place)
    get = lambda keys, _row: value(keys)  # noqa: E731 - as short as that
    if key.numbered:
        heading, cell = f"{_capital(key.label.da)} nr.", DANISH.cells[int]
    elif place == 0 and sheet.kind in KINDS:
        heading, cell = f"{_capital(KINDS[sheet.kind].LABEL.da)}-id", DANISH.cells[str]
    else:
        heading, cell = f"{_capital(key.label.da)}: navn", DANISH.cells[str]
    return DanishColumn(name=key.name, heading=heading, cell=cell, get=get)


def _of_column(column: Column) -> Iterator[DanishColumn]:
    if plain(column.type) is Period:
        for name, heading, end in (("start", "fra", _START), ("end", "til", _END)):
            yield _made(column, DANISH.cells[PartialDate], name=name, heading=heading, end=end)
    elif column.words:
        yield _made(column, _cell_of_words(column))
    else:
        yield _made(column, _PRESENCE if column.type is None else cell_of(column.type, DANISH))


def _cell_of_words(column: Column) -> Cell:
    """A cell that holds one of some words, each as it is called in Danish."""
    meant = {label.da: word for word, label in column.words.items()}
    return Cell("string", lambda word: column.words[word].da, lambda cell: meant.get(cell, cell))


_START, _END = attrgetter("start"), attrgetter("end")


def _made(
    column: Column, cell: Cell, *, name: str = "", heading: str = "", end: Callable[[Any], Any] | None = None
) -> DanishColumn:
    def get(_: tuple[str | int, ...], row: Any) -> Any:
        value = column.get(row)
        return value if end is None or value is None else end(value)

    return DanishColumn(
        name=".".join(filter(None, (column.name, name))),
        heading=" ".join(filter(None, (_capital(column.label.da), heading))),
        cell=cell,
        column=column,
        get=get,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
