"""Reading both formats back: what the exporters wrote, or somebody changed in Excel since."""

import io
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain, count, takewhile
from pathlib import PurePath
from typing import Any, Final, get_args, get_origin

from civic_partnership.plugins import Imported, Line, NoOptions, Unreadable, measure_workbook, missing_tables
from civic_partnership.storage import (
    DanishColumn,
    DanishSource,
    DanishTable,
    danish_lines,
    danish_tables,
    guard_danish_cell,
    read_danish,
)
from civic_partnership.values import Dated, Label, danish_date, danish_number

from .csv_da import CsvDa
from .layout import part_of, sheet_names
from .overview import NAME as OVERVIEW, TITLE as OVERVIEW_TITLE
from .xlsx import CONTENTS, FOUND, Xlsx

_NO_CHARACTER: Final = re.compile("_x(FFF[EF])_")
"""How two signs that XML lacks are written; all others are read as what they are."""
_ESCAPED: Final = re.compile(r"\\(\\|n)")
_BROKEN: Final = Unreadable(
    Label("filen er ikke en hel Excel-projektmappe", "the file is no whole Excel workbook"),
    Label("Gem den igen som .xlsx.", "Save it again as .xlsx."),
)
_FAR: Final = Unreadable(
    Label("der står noget i en celle langt fra tabellen", "something stands in a cell far from the table"),
    Label("Slet den, og gem filen igen.", "Delete it, and save the file again."),
)
_GONE: Final = Unreadable(
    Label("Indhold nævner dette ark, men det er der ikke", "Indhold names this sheet, but it is not there"),
    Label(
        "Giv arket dette navn igen. Hører det ikke med mere, så slet linjen i Indhold.",
        "Give the sheet this name again. If it no longer belongs there, delete the line in Indhold.",
    ),
)
_UNKNOWN: Final = Unreadable(
    Label("ingen tabel har dette navn", "no table has this name"),
    Label(
        "Giv den tabellens navn, eller flyt den ud.", "Give it the name of its table, or move it elsewhere."
    ),
)
_MOST_CELLS: Final = 16 * 1024 * 1024
"""The most cells of a sheet, counting those in which nothing stands: a million rows of sixteen columns."""
_BESIDE: Final = (OVERVIEW_TITLE, FOUND, CONTENTS)
"""The sheets that hold no records."""


class CsvDaReader:
    """The importer of the tables for Danish Excel; the overview repeats what stands in them."""

    name: Final = CsvDa.name
    title: Final = CsvDa.title
    options: Final = NoOptions

    def read(self, files: Mapping[str, bytes], _: NoOptions, /) -> Imported:
        """The register in all files that are named after a table."""
        tables = {table.name: table for table in danish_tables()}
        sources: list[DanishSource] = []
        unreadable = {
            name: error for name, error in missing_tables(files).items() if not _is_overview(PurePath(name))
        }
        for name, path in sorted((name, PurePath(name)) for name in files):
            if path.suffix.lower() != ".csv" or _is_overview(path):
                continue
            if path.stem.lower() in tables:
                sources.append(
                    DanishSource(name, tables[path.stem.lower()], partial(danish_lines, files[name]))
                )
            else:
                unreadable[name] = _UNKNOWN
        reading = read_danish(sources, unreadable)
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
                book = _Book(name, data)
                sources.extend(book.sources())
                unreadable.update(book.unreadable())
            except Unreadable as error:
                unreadable[name] = error
            except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no workbook that can be read
                unreadable[name] = _BROKEN
            except BaseException as error:  # what is written in Rust may panic, which is no Exception
                if type(error).__name__ != "PanicException":
                    raise
                unreadable[name] = _BROKEN
        reading = read_danish(sources, unreadable)
        return Imported(register=reading.register, findings=reading.findings)


class _Book:
    """A workbook, opened.

    Raises:
        Unreadable: it is damaged, or larger than is read.

    """

    def __init__(self, name: str, data: bytes) -> None:
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only who needs it waits for it

        if measure_workbook(io.BytesIO(data)).largest > _MOST_CELLS:  # it lays out each sheet as a whole
            raise _FAR
        self._name = name
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self._sheets = dict.fromkeys(self._book.sheet_names)

    def sources(self) -> Iterator[DanishSource]:
        """Every table of it."""
        for table in danish_tables():
            title = sheet_names()[table.sheet.name]
            parts = [self._rows(part) for part in _parts(title, self._sheets)]
            if parts:
                yield DanishSource(f"{self._name}: {title}", table, partial(list, _lines(table, parts)))

    def unreadable(self) -> dict[str, Unreadable]:
        """The sheets that are none of a table, and those of the contents that are not there."""
        known = {
            *_BESIDE,
            *(part for title in sheet_names().values() for part in _parts(title, self._sheets)),
        }
        found = dict.fromkeys(self._sheets.keys() - known, _UNKNOWN)
        if CONTENTS in self._sheets:
            named = [str(row[1]) for row in self._rows(CONTENTS)[1:] if len(row) > 1 and row[1] != ""]
            found.update({name: _GONE for name in named if name not in self._sheets})
        return {f"{self._name}: {name}": error for name, error in sorted(found.items())}

    def _rows(self, sheet: str) -> list[list[Any]]:
        return self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def _is_overview(path: PurePath) -> bool:
    """Whether it is the file of the overview, which repeats what stands in the tables."""
    return path.name.lower() == f"{OVERVIEW}.csv"


def _parts(name: str, titles: Container[str]) -> Iterator[str]:
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
        if not any(row):
            continue
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
