"""Reading both formats back: what the exporters wrote, or somebody changed in Excel since."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain, count, takewhile
from pathlib import PurePath
from typing import Any, Final, get_args, get_origin

from civic_partnership import (
    DanishColumn,
    DanishSource,
    DanishTable,
    Dated,
    Imported,
    Label,
    Line,
    NoOptions,
    Unreadable,
    danish_date,
    danish_lines,
    danish_number,
    danish_tables,
    guard_danish_cell,
    read_danish,
)

from .csv_da import CsvDa
from .layout import part_of, sheet_names
from .xlsx import Xlsx

_NO_CHARACTER: Final = re.compile("_x(FFF[EF])_")
"""How two signs that XML lacks are written; all others are read as what they are."""
_ESCAPED: Final = re.compile(r"\\(\\|n)")
_BROKEN: Final = Unreadable(
    Label("filen er ikke en hel Excel-projektmappe", "the file is no whole Excel workbook"),
    Label("Gem den igen som .xlsx.", "Save it again as .xlsx."),
)


class CsvDaReader:
    """The importer of the tables for Danish Excel; the overview repeats what stands in them."""

    name: Final = CsvDa.name
    title: Final = CsvDa.title
    options: Final = NoOptions

    def read(self, files: Mapping[str, bytes], _: NoOptions, /) -> Imported:
        """The register in all files that are named after a table."""
        tables = {table.name: table for table in danish_tables()}
        found = {name: PurePath(name) for name in files}
        reading = read_danish(
            DanishSource(name, tables[path.stem.lower()], partial(danish_lines, files[name]))
            for name, path in sorted(found.items())
            if path.suffix.lower() == ".csv" and path.stem.lower() in tables
        )
        return Imported(register=reading.register, findings=reading.findings)


class XlsxReader:
    """The importer of the workbook; the overview, the contents and what the check found are passed over."""

    name: Final = Xlsx.name
    title: Final = Xlsx.title
    options: Final = NoOptions

    def read(self, files: Mapping[str, bytes], _: NoOptions, /) -> Imported:
        """The register in all sheets that are named after a table."""
        sources: list[DanishSource] = []
        unreadable: dict[str, Unreadable] = {}
        for name, data in sorted(files.items()):
            if PurePath(name).suffix.lower() != ".xlsx":
                continue
            try:
                sources.extend(_sources(name, data))
            except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no workbook that can be read
                unreadable[name] = _BROKEN
        reading = read_danish(sources, unreadable)
        return Imported(register=reading.register, findings=reading.findings)


def _sources(name: str, data: bytes) -> Iterator[DanishSource]:
    """Every table of a workbook."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only who needs it waits for it

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for table in danish_tables():
        title = sheet_names()[table.sheet.name]
        parts = [
            book.get_sheet_by_name(part).to_python(skip_empty_area=False)
            for part in _parts(title, book.sheet_names)
        ]
        if parts:
            yield DanishSource(f"{name}: {title}", table, partial(_lines, table, parts))


def _parts(name: str, titles: Sequence[str]) -> Iterator[str]:
    """The sheets of a table: `Name`, `Name (2)`."""
    return takewhile(titles.__contains__, (part_of(name, number) for number in count()))


def _lines(table: DanishTable, parts: Sequence[Sequence[Sequence[Any]]]) -> list[Line]:
    """The rows of a table as Danish CSV would hold them, the headings first."""
    headings: Sequence[Any] = parts[0][0] if parts[0] else ()
    columns = {column.heading: column for column in table.columns}
    known = [columns.get(str(heading).strip()) for heading in headings]
    rows = chain.from_iterable(part[1:] for part in parts)
    found = [Line(1, list(map(str, headings)))] if headings else []
    for number, row in enumerate(rows, 2):
        cells = [_written(column, value) for column, value in zip(known, row, strict=False)]
        if any(cells):
            found.append(Line(number, cells))
    return found


def _written(column: DanishColumn | None, value: Any) -> str:
    """What stands in a cell, as Danish CSV would hold it."""
    if isinstance(value, str):
        text = _NO_CHARACTER.sub(lambda found: chr(int(found[1], 16)), value)
        return text if column is None or not text else _of_text(column, text)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, (int, float)):
        return danish_number(Decimal(repr(value)))
    day = value.date() if isinstance(value, datetime) else value
    return danish_date(day) if isinstance(day, date) else str(day)


def _of_text(column: DanishColumn, text: str) -> str:
    plain = column.column
    if plain is not None and plain.several:
        values = (
            _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else "\\", each) for each in text.split("\n")
        )
        return column.written(tuple(values))
    if plain is not None and any(get_origin(each) is Dated for each in (plain.type, *get_args(plain.type))):
        return text.replace("\n", "|").replace(": ", "=")
    return guard_danish_cell(text) if column.cell.write is guard_danish_cell else text


def _plain(escaped: re.Match[str]) -> str:
    return "\n" if escaped[1] == "n" else "\\"
