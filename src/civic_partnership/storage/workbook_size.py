"""The size of a workbook, measured before it is read: a small file may unpack to more than memory holds."""

import copy
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from attrs import field, frozen

from civic_partnership.values import Label, Table

from .parsing import Unreadable

MAX_UNPACKED = 256 * 1024 * 1024
"""The most bytes that a workbook may unpack to: 256 MiB, some three million cells."""
MAX_PARTS = 10_000
"""The most files inside a workbook: one has some ten for each sheet."""
MAX_TAGS = 12_000_000
"""The most tags inside a workbook, four for each of three million cells: each takes its time to read."""
MAX_COLUMNS = 702
"""The most columns of a sheet, up to ZZ: the widest table has some fifty."""
MAX_ROWS = 1_048_576
"""The most rows of a sheet, as many as Excel has."""

_CHUNK = 1024 * 1024
_LONGEST_TAG = 4096
_ESCAPE = re.compile(rb"x[0-9A-Fa-f]{4}_")
_ROW = re.compile(rb"""<(?:\w+:)?row\b(?:[^>]*?\sr\s*=\s*["']([^"']*)["'])?""")
_CELL = re.compile(rb"""<(?:\w+:)?c\b(?:[^>]*?\sr\s*=\s*["']([A-Z]*)([^"']*)["'])?[^>]*+(?<!/)>""")
"""A cell in which something stands; an empty one, which only has a format, ends at once."""

_RESAVE = Label("Gem den igen som .xlsx eller CSV.", "Save it again as .xlsx or CSV.")
_SMALLER = Label(
    "Del den i flere, eller gem arket som CSV.", "Split it into several, or save the sheet as CSV."
)
_NEARER = Label(
    "Slet cellerne langt fra tabellen, eller flyt dem hen til den.",
    "Delete the cells far from the table, or move them next to it.",
)


@frozen(kw_only=True)
class WorkbookSize:
    """The size of a workbook.

    Attributes:
        largest: the number of cells of the largest sheet, with the empty cells between others.
        has_escapes: whether there are escapes such as `_x000D_` in its texts.
        filled_rows: name of the file of a sheet in the workbook -> number of rows in which something stands.
    """

    largest: int
    has_escapes: bool
    filled_rows: Table[int] = field(repr=False)


def measure_workbook(file: IO[bytes]) -> WorkbookSize:
    """Measure a workbook without unpacking it in memory.

    Raises:
        Unreadable: the workbook is damaged, or larger than the limits of this module.
    """
    try:
        return _measure(file)
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no workbook that can be read
        raise _damaged() from None


def _measure(file: IO[bytes]) -> WorkbookSize:
    left = MAX_UNPACKED
    tags = 0
    sheets: dict[str, _SheetSize] = {}
    has_escapes = False
    with zipfile.ZipFile(file) as archive:
        if len(archive.filelist) > MAX_PARTS:
            raise _too_large(f"{MAX_PARTS} dele", f"{MAX_PARTS} parts")
        for part in archive.infolist():
            is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
            sheet = _SheetSize()
            size = 0
            for piece, length in _pieces(archive, part, left):
                size += length
                if size > left:
                    mebibytes = f"{MAX_UNPACKED // 1024 // 1024} MiB"
                    raise _too_large(mebibytes, mebibytes)
                tags += piece.count(b"<")
                if tags > MAX_TAGS:
                    raise _too_large(f"{MAX_TAGS // 4} celler", f"{MAX_TAGS // 4} cells")
                if b"<!DOCTYPE" in piece.replace(b"\0", b""):
                    raise _damaged()  # no spreadsheet writes one, and what it declares may grow without end
                if is_sheet:
                    sheet.add(piece)
                has_escapes = has_escapes or _ESCAPE.search(piece) is not None
            if size != part.file_size:
                raise _damaged()
            left -= size
            if is_sheet:
                sheets[part.filename] = sheet
    return WorkbookSize(
        largest=max((sheet.area for sheet in sheets.values()), default=0),
        has_escapes=has_escapes,
        filled_rows=Table({name: sheet.filled_rows for name, sheet in sheets.items()}),
    )


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> Iterator[tuple[bytes, int]]:
    """Yield a part of a workbook in pieces that cut no tag in two, with the number of bytes read for each."""
    whole = copy.copy(part)
    whole.file_size = most + 2 * _CHUNK  # else no more is unpacked than the archive says that there is
    with archive.open(whole) as opened:
        rest = b""
        while chunk := opened.read(_CHUNK):
            piece, tag, begun = (rest + chunk).rpartition(b"<")
            rest = tag + begun if len(begun) < _LONGEST_TAG else b""
            yield (piece if rest else piece + tag + begun), len(chunk)
        yield rest, 0


class _SheetSize:
    def __init__(self) -> None:
        self._row = self._last_row = self._last_column = 0
        self._unplaced_rows = self._unplaced_cells = 0
        self.filled_rows = 0
        self._last_filled = b"none"

    @property
    def area(self) -> int:
        """The most cells that it may have, from the first one to the last."""
        return (self._last_row + self._unplaced_rows) * (self._last_column + self._unplaced_cells)

    def add(self, piece: bytes) -> None:
        """Count the rows and cells of a piece; raise `Unreadable` if one is too far from the first."""
        numbers = _ROW.findall(piece)
        for number in numbers:
            self._row = int(number) if number else self._row + 1
            self._unplaced_rows += not number
            if self._row > MAX_ROWS:
                raise _too_far(f"række {MAX_ROWS}", f"row {MAX_ROWS}")
        cells = _CELL.findall(piece)
        for column in {column for column, _ in cells}:
            self._last_column = max(self._last_column, _column_number(column))
            if self._last_column > MAX_COLUMNS:
                raise _too_far("kolonne ZZ", "column ZZ")
        self._last_row = max(self._last_row, *(int(row) for _, row in cells if row), 0)
        self._unplaced_cells += sum(not column for column, _ in cells)
        if cells:
            filled = {row for _, row in cells}
            self.filled_rows += (len(filled) if filled != {b""} else len(numbers)) - (
                self._last_filled in filled
            )
            self._last_filled = cells[-1][1] or b"none"


def _column_number(letters: bytes) -> int:
    """Return the number of a column, counted from 1, from its letters: `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _damaged() -> Unreadable:
    return Unreadable(Label("det er ikke en hel Excel-fil", "it is no whole Excel file"), _RESAVE)


def _too_large(da: str, en: str) -> Unreadable:
    return Unreadable(Label(f"projektmappen har mere end {da}", f"the workbook has more than {en}"), _SMALLER)


def _too_far(da: str, en: str) -> Unreadable:
    return Unreadable(
        Label(f"der står noget i en celle efter {da}", f"something stands in a cell beyond {en}"), _NEARER
    )
