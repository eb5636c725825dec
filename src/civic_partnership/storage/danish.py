"""The tables of a register as a Danish spreadsheet holds them.

The tables are those of `sheets`, with Danish headings. A period has two columns, its first and its
last day; numbers have a decimal comma, dates begin with the day, and no cell holds what a
spreadsheet would run, or take for something else than it is.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from attrs import field, frozen

from civic_partnership.model import KINDS, Register, unwrap_type
from civic_partnership.values import (
    PartialDate,
    Period,
)

from .cells import Cell, cell_of
from .danish_cells import DANISH
from .table_layout import Column, Key, TableLayout, table_layouts

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

    sheet: TableLayout
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
        for sheet in table_layouts().values()
    )


def _columns(sheet: TableLayout) -> Iterator[DanishColumn]:
    for place, key in enumerate(sheet.keys):
        yield _of_key(sheet, key, place)
    for column in sheet.columns:
        yield from _of_column(column)


def _of_key(sheet: TableLayout, key: Key, place: int) -> DanishColumn:
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
    if unwrap_type(column.type) is Period:
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
