"""One table that is read: its header, its rows, their keys, and the fields in their cells."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from attrs import frozen

from civic_partnership.values import Label

from .cells import unguard_cell
from .csv_text import Line, read_lines
from .parsing import InputFile, Unreadable, compute_digest, decode_text
from .structure_errors import unknown
from .table_layout import Column, Key, TableLayout

Keys = tuple[str | int, ...]
"""The keys of a row: ids and names as `str`, numbers of rows as `int`."""

_NUMBER = re.compile("[1-9][0-9]{0,17}")


@frozen(kw_only=True)
class TableSource:
    """A table from which records are read, not opened yet.

    Attributes:
        name: the file, or the sheet in it, as findings name it.
        table: the name of its layout.
        load: returns its lines, the header first, with keys guarded as by `guard_cell`; raises `Unreadable`.
        columns: name in the header -> column, without the keys; None for the columns of the layout.
    """

    name: str
    table: str
    load: Callable[[], Sequence[Line]]
    columns: Mapping[str, Column] | None = None

    def open(self) -> tuple[InputFile, Sequence[Line]]:
        """Load the table; return its file and its lines, the header first.

        Raises:
            Unreadable: the table cannot be loaded.
        """
        return InputFile(name=self.name, format="other"), self.load()


@frozen(kw_only=True)
class CsvSource:
    """A CSV file, not opened yet, that is named after its table; `load` reads its bytes.

    The text is kept in memory if there is no file from which it can be read again.
    """

    name: str
    load: Callable[[], bytes]
    keep_text: bool = False
    columns: None = None

    @property
    def table(self) -> str:
        """The name of its layout."""
        return PurePath(self.name).stem

    def open(self) -> tuple[InputFile, Sequence[Line]]:
        """Load the table; return its file and its lines, the header first.

        Raises:
            Unreadable: the table cannot be loaded.
        """
        data = self.load()
        text = decode_text(data)
        file = InputFile(
            name=self.name,
            format="csv",
            size=len(data),
            digest=compute_digest(data),
            text=text if self.keep_text else None,
        )
        return file, read_lines(text)


def read_keys(keys: Sequence[Key], cells: Sequence[str]) -> Keys:
    """Read the keys of a row from their cells; a number that is wrong stays a text."""
    return tuple([_read_key(cell, key.numbered) for key, cell in zip(keys, cells, strict=True)])


@lru_cache(maxsize=4096)  # each stands in every row of its record
def _read_key(cell: str, numbered: bool) -> str | int:  # noqa: FBT001 - of a private function
    return int(cell) if numbered and _NUMBER.fullmatch(cell) else unguard_cell(cell)


def set_at_path(table: Any, path: Sequence[str], value: Any) -> None:
    """Set a value at the end of a path in dicts; an empty value replaces nothing."""
    for step in path[:-1]:
        table = table.setdefault(step, {})
        if type(table) is not dict:  # a text in place of the part, which is refused later
            return
    last = path[-1]
    table[last] = value or table.get(last, value)


class TableRows:
    """The rows of one table; `Unreadable` is raised if its header is missing or wrong."""

    def __init__(
        self, layout: TableLayout, name: str, lines: Sequence[Line], columns: Mapping[str, Column] | None
    ) -> None:
        self.layout = layout
        self.name = name
        _check_header(layout, lines)
        self.header, *self.lines = lines
        known = {each.name: each for each in layout.columns} if columns is None else columns
        places = {column: place for place, column in enumerate(self.header.cells)}
        self._keys = [(places.pop(key.name), key.numbered) for key in layout.keys]
        self._columns = [
            (place, known[name].path, known[name].cell.read)
            for name, place in places.items()
            if name in known
        ]
        self._unknown = {name: place for name, place in places.items() if name not in known}
        self.unknown_columns = list(unknown(list(self._unknown), list(known)))

    def has_unknown_cells(self, line: Line) -> bool:
        """Tell whether a row has text in an unknown column."""
        return bool(self._unknown) and any(line.cells[place] for place in self._unknown.values())

    def keys(self, line: Line) -> Keys:
        """Return the keys of a row; if the row is too short, the last ones are empty."""
        cells, number = line.cells, len(line.cells)
        return tuple(
            [_read_key(cells[place] if place < number else "", numbered) for place, numbered in self._keys]
        )

    def fields(self, line: Line) -> Any:
        """Return the fields in the cells of a row as a dict, or its value if the row is only a value."""
        table: dict[str, Any] = {}
        cells = line.cells
        for place, path, read in self._columns:
            cell = cells[place]
            if not path:
                return read(cell)
            if cell:
                set_at_path(table, path, read(cell))
        return table


def _check_header(layout: TableLayout, lines: Sequence[Line]) -> None:
    if not lines:
        header = ",".join(layout.header)
        raise Unreadable(
            Label("filen er tom", "the file is empty"),
            Label(
                f"Skriv overskriften {header}, eller fjern filen.",
                f"Write the header {header}, or remove the file.",
            ),
        )
    names = lines[0].cells
    missing = next((key.name for key in layout.keys if key.name not in names), None)
    if missing and ";" in names[0]:
        raise Unreadable(
            Label("der er semikolon mellem cellerne", "there are semicolons between the cells"),
            Label("Gem filen som CSV med komma og UTF-8.", "Save the file as CSV with commas, in UTF-8."),
        )
    if missing:
        raise Unreadable(
            Label(f'overskriften mangler kolonnen "{missing}"', f'the header lacks the column "{missing}"'),
            Label(
                "Skriv kolonnernes navne i første linje.", "Write the names of the columns in the first line."
            ),
        )
    if len(set(names)) < len(names):
        raise Unreadable(
            Label("en kolonne står to gange i overskriften", "a column stands twice in the header"),
            Label("Behold den ene.", "Keep one of them."),
        )
