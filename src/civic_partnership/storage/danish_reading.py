"""Reading the tables that `danish_tables` lays out: the same rows, by their Danish headings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from civic_partnership.model import unwrap_type
from civic_partnership.values import Label, Period

from .csv_text import Line, read_lines
from .danish import DanishColumn, DanishTable
from .danish_cells import unguard_danish_cell
from .parsing import InputFile, Unreadable, decode_text
from .table_file import TableFile, set_at_path
from .table_reader import TableSource


class DanishSource(NamedTuple):
    """A table of a Danish file.

    Attributes:
        name: the file, or the sheet in it.
        table: which table it is.
        lines: what gives its rows, the headings first; it raises `Unreadable` where there are none.

    """

    name: str
    table: DanishTable
    lines: Callable[[], Sequence[Line]]


def danish_lines(data: bytes) -> list[Line]:
    """The rows of a Danish CSV file: UTF-8 with or without byte order mark, and `;` between cells.

    Raises:
        Unreadable: it is none.

    """
    return read_lines(decode_text(data), ";")


def danish_source(source: DanishSource) -> TableSource:
    """A Danish table on its way into a register."""

    def opened() -> tuple[InputFile, TableFile]:
        document = InputFile(name=source.name, format="other", size=0, digest=b"")
        return document, _DanishFile(source.table, source.name, source.lines())

    return TableSource(source.name, source.table.sheet.name, opened)


class _DanishFile(TableFile):
    """One table of a Danish file, whose headings are in order.

    Raises:
        Unreadable: there are no headings, or some with which no row can be put in its place.

    """

    read_key = staticmethod(unguard_danish_cell)

    def __init__(self, table: DanishTable, name: str, lines: Sequence[Line]) -> None:
        self._table = table
        names = {column.heading: column.name for column in table.columns}
        if lines:
            headings = [heading.strip() for heading in lines[0].cells]
            for key in table.columns[: len(table.sheet.keys)]:
                if key.heading not in headings:
                    raise _no_key(key.heading)
            header = Line(lines[0].number, [names.get(heading, heading) for heading in headings])
            lines = [header, *lines[1:]]
        super().__init__(table.sheet, name, lines)

    def known_columns(self) -> Mapping[str, DanishColumn]:
        """Name in English -> column, of all but the keys."""
        return {column.name: column for column in self._table.columns if column.column is not None}

    def fields(self, line: Line) -> Any:
        """What the cells of a row hold; the two columns of a period together."""
        table: dict[str, Any] = {}
        for place, each in self._columns:
            column, cell = each.column, line.cells[place].strip() and line.cells[place]
            if not column.path:
                return each.cell.read(cell)
            if unwrap_type(column.type) is Period:
                if each.name.endswith(".start"):
                    end = self._cell(line, f"{column.name}.end")
                    if cell or end:
                        set_at_path(
                            table, column.path, f"{each.cell.read(cell)}/{each.cell.read(end) or '..'}"
                        )
            elif cell:
                set_at_path(table, column.path, each.cell.read(cell))
            elif column.required and column.several:
                set_at_path(table, column.path, [])
        return table

    def _cell(self, line: Line, name: str) -> str:
        return next((line.cells[place] for place, each in self._columns if each.name == name), "")


def _no_key(heading: str) -> Unreadable:
    return Unreadable(
        Label(f'overskriften mangler kolonnen "{heading}"', f'the header lacks the column "{heading}"'),
        Label("Skriv kolonnernes navne i første linje.", "Write the names of the columns in the first line."),
    )
