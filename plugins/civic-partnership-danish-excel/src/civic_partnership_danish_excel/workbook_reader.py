"""Reads the tables of a workbook, also of one that somebody has changed in Excel."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final, get_args, get_origin

from civic_partnership.plugins import (
    Label,
    Line,
    TableSource,
    Unreadable,
    guard_danish_cell,
    measure_workbook,
)
from civic_partnership.values import Dated, danish_date, danish_number

from .danish_cells import REASON, read_reason_lines
from .danish_reader import danish_source
from .danish_tables import DanishColumn, DanishTable, danish_tables
from .grant_overview import TITLE as GRANT_OVERVIEW_TITLE
from .overview import TITLE as OVERVIEW_TITLE
from .workbook_layout import sheet_names
from .xlsx import CONTENTS, FINDINGS

_NO_CHARACTER: Final = re.compile("_x(FFF[EF])_")
"""How a workbook writes two characters that XML lacks; the library reads all others as what they are."""
_ESCAPED: Final = re.compile(r"\\(\\|n)")
_TOO_FAR: Final = Unreadable(
    Label("der står noget i en celle langt fra tabellen", "something stands in a cell far from the table"),
    Label("Slet den, og gem filen igen.", "Delete it, and save the file again."),
)
_MISSING: Final = Unreadable(
    Label("Indhold nævner dette ark, men det er der ikke", "Indhold names this sheet, but it is not there"),
    Label(
        "Giv arket dette navn igen. Hører det ikke længere med, så slet linjen i Indhold.",
        "Give the sheet this name again. If it no longer belongs there, delete the line in Indhold.",
    ),
)
UNKNOWN: Final = Unreadable(
    Label("ingen tabel har dette navn", "no table has this name"),
    Label(
        "Giv den tabellens navn, eller flyt den ud.", "Give it the name of its table, or move it elsewhere."
    ),
)
_MOST_CELLS: Final = 16 * 1024 * 1024
"""The most cells of a sheet, counting the empty ones: a million rows of sixteen columns."""
_WITHOUT_RECORDS: Final = (OVERVIEW_TITLE, GRANT_OVERVIEW_TITLE, FINDINGS, CONTENTS)
"""The sheets that hold no records."""


class WorkbookReader:
    """A workbook, opened.

    Raises:
        Unreadable: it is damaged, or larger than is read.
    """

    def __init__(self, name: str, data: bytes) -> None:
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only who needs it waits for it

        if measure_workbook(io.BytesIO(data)).largest > _MOST_CELLS:  # it lays out each sheet as a whole
            raise _TOO_FAR
        self._name = name
        self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self._sheets = set(self._workbook.sheet_names)

    def sources(self) -> Iterator[TableSource]:
        """Yield every table of it."""
        for table in danish_tables():
            name = sheet_names()[table.layout.name]
            if name in self._sheets:
                load = partial(_read_lines, table, self._rows(name))
                yield danish_source(f"{self._name}: {name}", table, load)

    def unreadable(self) -> dict[str, Unreadable]:
        """Return the sheets that are none of a table, and those that only the contents name."""
        known = {*_WITHOUT_RECORDS, *sheet_names().values()}
        errors = dict.fromkeys(self._sheets - known, UNKNOWN)
        if CONTENTS in self._sheets:
            named = [str(row[1]) for row in self._rows(CONTENTS)[1:] if len(row) > 1 and row[1] != ""]
            errors.update({name: _MISSING for name in named if name not in self._sheets})
        return {f"{self._name}: {name}": error for name, error in sorted(errors.items())}

    def _rows(self, sheet: str) -> list[list[Any]]:
        return self._workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def _read_lines(table: DanishTable, rows: Sequence[Sequence[Any]]) -> list[Line]:
    """Read the rows of a table as Danish CSV would hold them, the headings first."""
    headings: Sequence[Any] = rows[0] if rows else ()
    columns = {column.heading: column for column in table.columns}
    known = [columns.get(str(heading).strip()) for heading in headings]
    lines = [Line(1, list(map(str, headings)))] if headings else []
    for number, row in enumerate(rows[1:], 2):
        cells = [_to_danish_text(column, value) for column, value in zip(known, row, strict=False)]
        if any(row) and any(cells):
            lines.append(Line(number, cells))
    return lines


def _to_danish_text(column: DanishColumn | None, value: Any) -> str:
    """Write the value of a cell as Danish CSV would hold it."""
    if isinstance(value, str):
        text = _NO_CHARACTER.sub(lambda match: chr(int(match[1], 16)), value)
        return text if column is None or not text else _restore_text(column, text)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, (int, float)):
        return danish_number(Decimal(repr(value)))
    day = value.date() if isinstance(value, datetime) else value
    return danish_date(day) if isinstance(day, date) else str(day)


def _restore_text(column: DanishColumn, text: str) -> str:
    """Write a text as Danish CSV would hold it, where the workbook has a line for each value or date."""
    plain = column.column
    if column.cell is REASON:
        return read_reason_lines(text)
    if plain is not None and plain.words:
        return text.replace("\n", "|")
    if plain is not None and plain.several:
        lines = text.split("\n")
        values = (_ESCAPED.sub(lambda match: "\n" if match[1] == "n" else "\\", line) for line in lines)
        return column.write(tuple(values))
    if plain is not None and any(get_origin(each) is Dated for each in (plain.type, *get_args(plain.type))):
        return text.replace("\n", "|").replace(": ", "=")
    return guard_danish_cell(text) if column.cell.write is guard_danish_cell else text
