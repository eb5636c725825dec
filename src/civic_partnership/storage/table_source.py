"""The rows of one table, with their keys and what their cells hold."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from attrs import frozen

from civic_partnership.values import Label

from .cells import unguard_cell
from .csv_text import Line, read_lines
from .parsing import InputFile, Unreadable, compute_digest, decode_text
from .structure_errors import Shape, unknown
from .table_layout import Column, Key, TableLayout

Keys = tuple[str | int, ...]
"""The keys of a row: ids and names as texts, numbers as numbers."""

_NUMBER = re.compile("[1-9][0-9]{0,17}")


@frozen(kw_only=True)
class TableSource:
    """A table from which records are read, not opened yet.

    Attributes:
        name: the file, or the sheet in it, as findings name it.
        table: the name of its layout.
        load: returns its lines, the header first; keys are guarded as by `guard_cell`; raises `Unreadable`.
        columns: name in the header -> column, of all but the keys; those of the layout where it is None.

    """

    name: str
    table: str
    load: Callable[[], Sequence[Line]]
    columns: Mapping[str, Column] | None = None

    def open(self) -> tuple[InputFile, Sequence[Line]]:
        """Load its lines.

        Raises:
            Unreadable: there are none.

        """
        return InputFile(name=self.name, format="other"), self.load()


@frozen(kw_only=True)
class CsvSource:
    """A CSV file, not opened yet, that is named after its table.

    Attributes:
        name: the file.
        load: returns its bytes; raises `Unreadable`.
        keep_text: whether its text is kept, because there is no file to read again.

    """

    name: str
    load: Callable[[], bytes]
    keep_text: bool = False
    columns: None = None

    @property
    def table(self) -> str:
        """The name of its layout, if there is one."""
        return PurePath(self.name).stem

    def open(self) -> tuple[InputFile, Sequence[Line]]:
        """Load its lines.

        Raises:
            Unreadable: it cannot be read, or is no CSV.

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
    """Read the keys of a row from their cells; what should be a number and is none stays a text."""
    return tuple(
        int(cell) if key.numbered and _NUMBER.fullmatch(cell) else unguard_cell(cell)
        for key, cell in zip(keys, cells, strict=True)
    )


def set_at_path(table: Any, path: Sequence[str], value: Any) -> None:
    """Set a value at the end of a path; the mark that a part is there does not replace its content."""
    *way, last = path
    for step in way:
        table = table.setdefault(step, {})
        if type(table) is not dict:  # a text stands for the part, and is refused later
            return
    table[last] = value or table.get(last, value)


class TableRows:
    """The rows of one table, whose header is in order.

    Raises:
        Unreadable: there is no header, or one with which no row can be put in its place.

    """

    def __init__(
        self, layout: TableLayout, name: str, lines: Sequence[Line], columns: Mapping[str, Column] | None
    ) -> None:
        if not lines:
            raise _no_header(layout)
        self.layout = layout
        self.name = name
        self.header, *self.lines = lines
        names = self.header.cells
        places = {column: place for place, column in enumerate(names)}
        for key in layout.keys:
            if key.name not in places:
                raise _semicolons() if ";" in names[0] else missing_column(key.name)
        if len(places) < len(names):
            raise _column_twice()
        self._known = {each.name: each for each in layout.columns} if columns is None else columns
        self._keys = [places.pop(key.name) for key in layout.keys]
        self._columns = [(place, self._known[name]) for name, place in places.items() if name in self._known]
        self._unknown = {name: place for name, place in places.items() if name not in self._known}

    def unknown_columns(self) -> Iterator[Shape]:
        """Yield a fault for each column that is none of this table."""
        return unknown(list(self._unknown), list(self._known))

    def is_complete(self, line: Line) -> bool:
        """Whether a row has a cell for each column."""
        return len(line.cells) == len(self.header.cells)

    def has_unknown_cells(self, line: Line) -> bool:
        """Whether something stands in an unknown column of a row."""
        return any(line.cells[place] for place in self._unknown.values())

    def keys(self, line: Line) -> Keys:
        """Return the keys of a row; those that it is too short for are empty."""
        cells = [line.cells[place] if place < len(line.cells) else "" for place in self._keys]
        return read_keys(self.layout.keys, cells)

    def fields(self, line: Line) -> Any:
        """Return what the cells of a row hold."""
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


def missing_column(name: str) -> Unreadable:
    """Say that the header lacks a column."""
    return Unreadable(
        Label(f'overskriften mangler kolonnen "{name}"', f'the header lacks the column "{name}"'),
        Label("Skriv kolonnernes navne i første linje.", "Write the names of the columns in the first line."),
    )


def _no_header(layout: TableLayout) -> Unreadable:
    return Unreadable(
        Label("filen er tom", "the file is empty"),
        Label(
            f"Skriv overskriften {','.join(layout.header)}, eller fjern filen.",
            f"Write the header {','.join(layout.header)}, or remove the file.",
        ),
    )


def _semicolons() -> Unreadable:
    return Unreadable(
        Label("der er semikolon mellem cellerne", "there are semicolons between the cells"),
        Label("Gem filen som CSV med komma og UTF-8.", "Save the file as CSV with commas, in UTF-8."),
    )


def _column_twice() -> Unreadable:
    return Unreadable(
        Label("en kolonne står to gange i overskriften", "a column stands twice in the header"),
        Label("Behold den ene.", "Keep one of them."),
    )
