"""One file of a table: its rows, with their keys and what their cells hold."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from civic_partnership.values import Label

from .cells import unguard_cell
from .csv_text import Line
from .parsing import Unreadable
from .structure_errors import Shape, unknown
from .table_layout import Key, TableLayout

Keys = tuple[str | int, ...]
"""The keys of a row: ids and names as texts, numbers as numbers."""

_NUMBER = re.compile("[1-9][0-9]{0,17}")


def keys_of(keys: Sequence[Key], cells: Sequence[str], read: Callable[[str], str] = unguard_cell) -> Keys:
    """The keys of a row from their cells; what should be a number and is none stays a text."""
    return tuple(
        int(cell) if key.numbered and _NUMBER.fullmatch(cell) else read(cell)
        for key, cell in zip(keys, cells, strict=True)
    )


def set_at_path(table: Any, path: Sequence[str], value: Any) -> None:
    """Put a value at the end of a path; that a part is there says no more than what stands in it."""
    *way, last = path
    for step in way:
        table = table.setdefault(step, {})
        if type(table) is not dict:  # a text stands for the part, and is refused later
            return
    table[last] = value or table.get(last, value)


class TableFile:
    """One file of a table, whose header is in order.

    Raises:
        Unreadable: there is no header, or one with which no row can be put in its place.

    """

    def __init__(self, sheet: TableLayout, name: str, lines: Sequence[Line]) -> None:
        if not lines:
            raise _no_header(sheet)
        self.sheet = sheet
        self.name = name
        self.header, *self.lines = lines
        names = self.header.cells
        places = {column: place for place, column in enumerate(names)}
        for key in sheet.keys:
            if key.name not in places:
                raise _no_key(key.name) if ";" not in names[0] else _semicolons()
        if len(places) < len(names):
            raise _twice()
        known = self.known_columns()
        self._keys = [places.pop(key.name) for key in sheet.keys]
        self._columns = [(place, known[column]) for column, place in places.items() if column in known]
        self._unknown = {column: place for column, place in places.items() if column not in known}

    read_key = staticmethod(unguard_cell)
    """From the cell of an id or a name to what stands in it."""

    def known_columns(self) -> Mapping[str, Any]:
        """Name in the header -> column, of all but the keys."""
        return {column.name: column for column in self.sheet.columns}

    def unknown(self) -> Iterator[Shape]:
        """The columns that are none of this table."""
        return unknown(list(self._unknown), list(self.known_columns()))

    def complete(self, line: Line) -> bool:
        """Whether a row has a cell for each column."""
        return len(line.cells) == len(self.header.cells)

    def holds_unknown(self, line: Line) -> bool:
        """Whether something stands in an unknown column of a row."""
        return any(line.cells[place] for place in self._unknown.values())

    def keys(self, line: Line) -> Keys:
        """The keys of a row; those that it is too short for are empty."""
        cells = [line.cells[place] if place < len(line.cells) else "" for place in self._keys]
        return keys_of(self.sheet.keys, cells, self.read_key)

    def fields(self, line: Line) -> Any:
        """What the cells of a row hold."""
        table: dict[str, Any] = {}
        for place, column in self._columns:
            cell = line.cells[place]
            if not column.path:
                return column.cell.read(cell)
            if cell:
                set_at_path(table, column.path, column.cell.read(cell))
            elif column.required and column.several:
                set_at_path(table, column.path, [])
        return table


def _no_header(sheet: TableLayout) -> Unreadable:
    return Unreadable(
        Label("filen er tom", "the file is empty"),
        Label(
            f"Skriv overskriften {','.join(sheet.header)}, eller fjern filen.",
            f"Write the header {','.join(sheet.header)}, or remove the file.",
        ),
    )


def _no_key(name: str) -> Unreadable:
    return Unreadable(
        Label(f'overskriften mangler kolonnen "{name}"', f'the header lacks the column "{name}"'),
        Label("Skriv kolonnernes navne i første linje.", "Write the names of the columns in the first line."),
    )


def _semicolons() -> Unreadable:
    return Unreadable(
        Label("der er semikolon mellem cellerne", "there are semicolons between the cells"),
        Label("Gem filen som CSV med komma og UTF-8.", "Save the file as CSV with commas, in UTF-8."),
    )


def _twice() -> Unreadable:
    return Unreadable(
        Label("en kolonne står to gange i overskriften", "a column stands twice in the header"),
        Label("Behold den ene.", "Keep one of them."),
    )
