"""The tables of a register with Danish headings, as a Danish spreadsheet holds them.

A period has two columns, its first and its last day. Numbers have a decimal comma, and dates begin with the
day. No cell contains a text that a spreadsheet would run as a formula, or change.
"""

import re
from collections.abc import Callable, Iterator
from datetime import time
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, Final

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import KINDS, RuleLevel, unwrap_type
from civic_partnership.plugins import DANISH, Cell, Column, Key, TableLayout, cell_of, table_layouts
from civic_partnership.values import Period, ReasonType, find_value_type

from .danish_cells import DAY, END, LEVEL_CELL, PRESENCE, REASON, TIME, end_of, words_cell

_SINGULAR: Final = {
    "af": "part",
    "aftaleperioder": "aftaleperiode",
    "ansættelser": "ansættelse",
    "ansøgninger": "ansøgning",
    "beslutninger": "beslutning",
    "dagsorden": "punkt",
    "erklæringer": "erklæring",
    "evalueringer": "evaluering",
    "forpligtelser": "forpligtelse",
    "handleplaner": "handleplan",
    "høringsparter": "høringspart",
    "kilder": "kilde",
    "konferencer": "konference",
    "konsulenter": "konsulent",
    "medlemmer": "medlem",
    "målsætninger": "målsætning",
    "parter": "part",
    "partnere": "partner",
    "temperaturmålinger": "temperaturmåling",
    "tidligere navne": "tidligere navn",
    "tilbagebetalinger": "tilbagebetaling",
    "udbetalinger": "udbetaling",
}
"""Name of a list -> the name of one row of it; the others are alike."""
_NAME_KEYS: Final = {
    "exempt": "Regel",
    "focus_areas": "Indsatsområde-id",
    "parameter_sources": "Krav",
    "rule_levels": "Regel",
}
"""Key of a row with a name -> its heading."""
_VALUES: Final = {"exempt": "Begrundelse", "rule_levels": "Niveau"}
"""Table from name to value -> the heading of the value."""


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

    @property
    def referenced_kind(self) -> str | None:
        """The kind of record whose id the column holds; None if it holds no id, or several ids."""
        plain = self.column
        return plain.refers_to if plain and not plain.several and plain.refers_to in KINDS else None

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
        DanishTable(layout=layout, title=capitalize(layout.label.da), columns=tuple(_columns(layout)))
        for layout in table_layouts().values()
    )


@cache
def danish_columns() -> dict[str, DanishColumn]:
    """Return every column by the names of its table and itself: `partnerships.grants.amount`."""
    return {
        f"{table.layout.name}.{column.name}": column for table in danish_tables() for column in table.columns
    }


def _columns(layout: TableLayout) -> Iterator[DanishColumn]:
    for place, key in enumerate(layout.keys):
        yield _key_column(layout, key, place)
    for column in layout.columns:
        if unwrap_type(column.type) is Period:
            for end, heading in (("start", "fra"), ("end", "til")):
                yield DanishColumn(
                    name=f"{column.name}.{end}",
                    heading=f"{capitalize(column.label.da)} {heading}",
                    cell=END if end == "end" else DAY,
                    column=column,
                    get=_field_getter(column, end_of if end == "end" else attrgetter(end)),
                )
        else:
            yield DanishColumn(
                name=column.name,
                heading=capitalize(column.label.da if column.path else _VALUES[layout.path[-1]]),
                cell=_cell(column),
                column=column,
                get=_field_getter(column, lambda value: value),
            )


def _key_column(layout: TableLayout, key: Key, place: int) -> DanishColumn:
    key_at = itemgetter(place)
    if key.numbered:
        several = key.label.da.rpartition(": ")[2]
        heading, cell = f"{capitalize(_SINGULAR.get(several, several))} nr.", cell_of(int, DANISH)
    elif place == 0 and layout.kind in KINDS:
        heading, cell = f"{capitalize(KINDS[layout.kind].LABEL.da)}-id", cell_of(str, DANISH)
    else:
        heading, cell = _NAME_KEYS[key.name], cell_of(str, DANISH)
    return DanishColumn(name=key.name, heading=heading, cell=cell, get=lambda keys, _row: key_at(keys))


def _field_getter(column: Column, convert: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def get(_keys: Any, row: Any) -> Any:
        value = column.get(row)
        return None if value is None else convert(value)

    return get


def _cell(column: Column) -> Cell:
    if column.words:
        return words_cell(column.words, several=column.several)
    if column.type is None:
        return PRESENCE
    if column.type == RuleLevel:
        return LEVEL_CELL
    if unwrap_type(column.type) is time:
        return TIME
    return REASON if isinstance(find_value_type(column.type), ReasonType) else cell_of(column.type, DANISH)


def capitalize(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]
