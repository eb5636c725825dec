"""The layout of a workbook: its sheets, and the row in which each record stands."""

from collections import Counter
from functools import cache
from typing import Final, NamedTuple

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import RecordKey
from civic_partnership.plugins import TableLayout, table_layouts

from .danish_tables import DanishTable, capitalize, danish_tables

_SHORT: Final = {
    "af": "part",
    "ansøgningsrunder": "runder",
    "samarbejdsaftaler": "aftaler",
    "udsatte byområder": "byområder",
}
"""Words of titles that are too long, or say too little, for the name of a sheet -> another word."""

Keys = tuple[str | int, ...]
"""The keys that tell a row of a table from all others."""
Path = tuple[str | int, ...]
"""The path to a place inside a record."""


class CellAddress(NamedTuple):
    """A row of a sheet, or a cell in it; both counted from 0."""

    sheet: str
    row: int
    column: int = 0


@frozen
class LinkedText:
    """A text that leads to a cell."""

    text: str
    address: CellAddress


@frozen
class PlacedTable:
    """A table and its sheet.

    Attributes:
        table: the table.
        name: the name of its sheet.
        numbers: the keys of a row -> which row of the sheet it is; the headings are row 0.
    """

    table: DanishTable
    name: str
    numbers: dict[Keys, int] = field(repr=False)

    def address(self, keys: Keys) -> CellAddress | None:
        """Return where the row with these keys stands; None where there is none."""
        number = self.numbers.get(keys)
        return None if number is None else CellAddress(self.name, number)


WorkbookLayout = dict[str, PlacedTable]
"""Name of a table -> where it stands; those that have rows, each after the one that its rows belong to."""


def lay_out(register: Register) -> WorkbookLayout:
    """Lay a register out on sheets."""
    layout: WorkbookLayout = {}
    for table in danish_tables():
        numbers = {keys: number for number, (keys, _) in enumerate(table.layout.rows(register), 1)}
        if numbers or table.layout.is_needed(register):
            name = table.layout.name
            layout[name] = PlacedTable(table, sheet_names()[name], numbers)
    return layout


@cache
def sheet_names() -> dict[str, str]:
    """Return table -> name of its sheet: the last words of its title that no other title ends with."""
    endings = {table.layout.name: _endings(table.title) for table in danish_tables()}
    counts = Counter(ending for each in endings.values() for ending in each)
    return {
        name: next(capitalize(ending) for ending in each if counts[ending] == 1)
        for name, each in endings.items()
    }


def _endings(title: str) -> list[str]:
    """Return the ends of a title, the shortest first: `kilder`, `tilskud, kilder` and so on."""
    words = title.lower().split(": ")
    if len(words) > 1:
        words = [_SHORT.get(word, word) for word in words]
    return [", ".join(words[start:]) for start in reversed(range(len(words)))]


def place_in_record(layout: TableLayout, keys: Keys) -> tuple[RecordKey, Path]:
    """Return the record that a row of a table belongs to, and the path to the row in it."""
    if layout.parent is None:
        return RecordKey(layout.kind, str(keys[0]) if keys else None), ()
    record, path = place_in_record(layout.parent, keys[:-1])
    key = keys[-1]
    return record, (*path, *layout.list_path, key - 1 if isinstance(key, int) else key)


def row_of_place(record: RecordKey, path: Path) -> tuple[str, Keys, str]:
    """Return table and keys of the row that holds a place, and the rest of the path: `hearing.opens`."""
    name, keys = record.kind, () if record.id is None else (record.id,)
    rest: tuple[str, ...] = ()
    for step in path:
        below = ".".join((name, *rest))
        if rest and below in table_layouts():
            name, rest = below, ()
            keys = (*keys, step + 1 if isinstance(step, int) else step)
        elif isinstance(step, str):  # a number counts the values of a list, which share one cell
            rest = (*rest, step)
    return name, keys, ".".join(rest)
