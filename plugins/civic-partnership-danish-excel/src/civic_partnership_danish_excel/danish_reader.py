"""The reader of Danish tables: it knows the columns by their Danish headings."""

from collections.abc import Callable, Sequence
from functools import partial

from attrs import evolve

from civic_partnership.model import unwrap_type
from civic_partnership.plugins import (
    Label,
    Line,
    TableSource,
    Unreadable,
    decode_text,
    guard_cell,
    read_lines,
    unguard_danish_cell,
)
from civic_partnership.values import Period

from .danish_cells import DAY, END
from .danish_tables import DanishColumn, DanishTable

DELIMITER = ";"
"""The sign between two cells of a Danish CSV file."""


def read_danish_csv(data: bytes) -> list[Line]:
    """Read the rows of a CSV file in UTF-8, with `;` between cells; raise `Unreadable` for another file."""
    return read_lines(decode_text(data), DELIMITER)


def danish_source(name: str, table: DanishTable, load: Callable[[], Sequence[Line]]) -> TableSource:
    """Return the source of a Danish table for `read_tables`.

    Args:
        name: the name of the file, or of the sheet.
        table: the table in it.
        load: a function that returns the rows, headings first; it may raise `Unreadable`.
    """
    columns = {}
    for each in table.columns:
        if each.column is not None:  # the ends of a period are read together, in _load_plain
            cell = each.cell._replace(read=str) if _is_period(each) else each.cell
            columns[each.name] = evolve(each.column, name=each.name, cell=cell)
    return TableSource(
        name=name, table=table.layout.name, load=partial(_load_plain, table, load), columns=columns
    )


def _is_period(column: DanishColumn) -> bool:
    return column.column is not None and unwrap_type(column.column.type) is Period


def _load_plain(table: DanishTable, load: Callable[[], Sequence[Line]]) -> list[Line]:
    """Load the rows of a Danish table, and give them the headings and cells of an English table.

    Raises:
        Unreadable: the heading of a key is missing.
    """
    lines = load()
    if not lines:
        return []
    columns = {column.heading: column for column in table.columns}
    headings = [heading.strip() for heading in lines[0].cells]
    for key in table.keys:
        if key.heading not in headings:
            raise _no_key(key.heading)
    known = [columns.get(heading) for heading in headings]
    names = [column.name if column else heading for column, heading in zip(known, headings, strict=True)]
    return [Line(lines[0].number, names), *(_plain_line(line, known) for line in lines[1:])]


def _plain_line(line: Line, columns: Sequence[DanishColumn | None]) -> Line:
    """Return a row in which each key has no Danish guard, and each period stands in one cell."""
    cells = list(line.cells)
    period_ends: dict[str, dict[str, int]] = {}
    for place, (column, cell) in enumerate(zip(columns, line.cells, strict=False)):
        if column is None:
            continue
        if column.column is None:
            cells[place] = guard_cell(unguard_danish_cell(cell))
        else:
            cells[place] = cell if cell.strip() else ""
            if _is_period(column):
                period_ends.setdefault(column.column.name, {})[column.name] = place
    for name, places in period_ends.items():
        start, end = (
            cells[places[each]] if each in places else "" for each in (f"{name}.start", f"{name}.end")
        )
        for place in places.values():
            cells[place] = ""
        if start or end:
            first, *_ = places.values()
            cells[first] = f"{DAY.read(start)}/{END.read(end)}"
    return Line(line.number, cells)


def _no_key(heading: str) -> Unreadable:
    return Unreadable(
        Label(f'overskriften mangler kolonnen "{heading}"', f'the header lacks the column "{heading}"'),
        Label("Skriv kolonnernes navne i første linje.", "Write the names of the columns in the first line."),
    )
