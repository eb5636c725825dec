"""The tables of a register with Danish headings, as a Danish spreadsheet holds them.

A period has two columns, its first and its last day. Numbers have a decimal comma, and dates begin with the
day. No cell contains a text that a spreadsheet would run as a formula, or change.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import KINDS, unwrap_type
from civic_partnership.plugins import DANISH, Cell, Column, Key, TableLayout, cell_of, table_layouts
from civic_partnership.values import PartialDate, Period

_PRESENCE = cell_of(bool, DANISH)._replace(
    write=lambda _: "ja", read=lambda cell: {} if cell == "ja" else cell
)
"""The cell of a column that says only whether a part exists: `ja` or empty."""


@frozen(kw_only=True)
class DanishColumn:
    """A column of a Danish table.

    Attributes:
        name: its name in English, unique in the table: `period.start`.
        heading: its name in Danish, unique in the table too: `Periode fra`.
        cell: the form of its cells.
        column: the column of the English table from which it comes; None for a key.
        get: a function from the keys of a row and the row to the value, or None.
    """

    name: str
    heading: str
    cell: Cell
    column: Column | None = None
    get: Callable[[tuple[str | int, ...], Any], Any] = field(repr=False, eq=False)

    def write(self, value: Any) -> str:
        """Write a value, or None, as the text of a cell."""
        if value is None:
            return ""
        return str(value) if self.cell.write is None else self.cell.write(value)


@frozen(kw_only=True, eq=False)
class DanishTable:
    """A table of a register in Danish.

    Attributes:
        layout: the English table from which it comes.
        title: its title: `Partnerskaber: tilskud`.
        columns: its columns, keys first.
    """

    layout: TableLayout
    title: str
    columns: tuple[DanishColumn, ...]

    @property
    def name(self) -> str:
        """The title as the name of a file, without suffix: `partnerskaber-tilskud`."""
        plain = self.title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
        return re.sub(r"[^a-z0-9]+", "-", plain)

    @property
    def keys(self) -> tuple[DanishColumn, ...]:
        """The columns of the keys, which are different in every row."""
        return self.columns[: len(self.layout.keys)]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all columns."""
        return tuple(column.heading for column in self.columns)

    def rows(self, register: Register) -> Iterator[list[Any]]:
        """Yield a list of values for each row; None stands for a missing value."""
        for keys, row in self.layout.rows(register):
            yield [column.get(keys, row) for column in self.columns]


@cache
def danish_tables() -> tuple[DanishTable, ...]:
    """Return every table in Danish, each after the table that it belongs to."""
    return tuple(
        DanishTable(layout=layout, title=_capitalize(layout.label.da), columns=tuple(_columns(layout)))
        for layout in table_layouts().values()
    )


def _columns(layout: TableLayout) -> Iterator[DanishColumn]:
    for place, key in enumerate(layout.keys):
        yield _key_column(layout, key, place)
    for column in layout.columns:
        if unwrap_type(column.type) is Period:
            for end, heading in (("start", "fra"), ("end", "til")):
                yield DanishColumn(
                    name=f"{column.name}.{end}",
                    heading=f"{_capitalize(column.label.da)} {heading}",
                    cell=cell_of(PartialDate, DANISH),
                    column=column,
                    get=_field_getter(column, attrgetter(end)),
                )
        else:
            yield DanishColumn(
                name=column.name,
                heading=_capitalize(column.label.da),
                cell=_cell(column),
                column=column,
                get=_field_getter(column, lambda value: value),
            )


def _key_column(layout: TableLayout, key: Key, place: int) -> DanishColumn:
    key_at = itemgetter(place)
    if key.numbered:
        heading, cell = f"{_capitalize(key.label.da)} nr.", cell_of(int, DANISH)
    elif place == 0 and layout.kind in KINDS:
        heading, cell = f"{_capitalize(KINDS[layout.kind].LABEL.da)}-id", cell_of(str, DANISH)
    else:
        heading, cell = f"{_capitalize(key.label.da)}: navn", cell_of(str, DANISH)
    return DanishColumn(name=key.name, heading=heading, cell=cell, get=lambda keys, _row: key_at(keys))


def _field_getter(column: Column, convert: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def get(_keys: Any, row: Any) -> Any:
        value = column.get(row)
        return None if value is None else convert(value)

    return get


def _cell(column: Column) -> Cell:
    if column.words:
        words = {label.da: word for word, label in column.words.items()}
        return Cell("string", lambda word: column.words[word].da, lambda cell: words.get(cell, cell))
    return _PRESENCE if column.type is None else cell_of(column.type, DANISH)


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
