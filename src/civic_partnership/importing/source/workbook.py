"""Read the rows of a sheet in an Excel file. This module needs the extra `excel`."""

import io
import posixpath
import re
import warnings
from contextlib import closing
from operator import attrgetter
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.packaging.relationship import get_dependents
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from civic_partnership.findings import sanitize
from civic_partnership.storage import MAX_COLUMNS, Unreadable, WorkbookSize, measure_workbook
from civic_partnership.values import Label

from .cell_text import has_lost_letters, is_blank, remove_invisible, unescape
from .cell_values import show_value
from .sheets import OpenSheet, SheetSize, choose_sheet
from .source_table import (
    NOT_COMPUTED,
    FileSettings,
    Row,
    SourceTable,
    read_error,
    translate_errors,
    wide_row_error,
)

_DAMAGED = Label(
    "det er ikke en hel Excel-fil. Gem den igen som .xlsx eller CSV",
    "it is no whole Excel file. Save it again as .xlsx or CSV",
)
_STRICT = Label(
    'det er en Excel-fil i formatet "Strict Open XML". Gem den som "Excel-projektmappe (*.xlsx)"',
    'it is a workbook in "Strict Open XML". Save it as "Excel Workbook (*.xlsx)"',
)
_STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/"
_ROW, _VALUE, _FORMULA, _INLINE, _SHARED = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "v", "f", "is", "si")
)
_TEXTS = (f"{{{SHEET_MAIN_NS}}}t", f"{{{SHEET_MAIN_NS}}}r/{{{SHEET_MAIN_NS}}}t")
_COMMENT = re.compile(rb"<(?:\w+:)?comment[\s>]")
_TRUE = ("1", "true")


def read_workbook(path: Path, settings: FileSettings) -> SourceTable:
    """Read the rows of the sheet that is asked for, else of the first that can be seen and holds something.

    Refuse a workbook without this sheet.
    """
    size = _measure(path)
    with translate_errors(path, _DAMAGED), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they tell of things that are no tables
        data = io.BytesIO(path.read_bytes())  # a file of its own would stay open where it is damaged
        with closing(openpyxl.load_workbook(data, read_only=True, data_only=True)) as book:
            return _read_book(path, book, size, settings)


def _measure(path: Path) -> WorkbookSize:
    """Measure a workbook; refuse one that is damaged, or larger than is read."""
    try:
        with path.open("rb") as file:
            return measure_workbook(file)
    except Unreadable as error:
        reason, remedy = error.reason, error.remedy
        message = Label(f"{reason.da}. {remedy.da[:-1]}", f"{reason.en}. {remedy.en[:-1]}")
        raise read_error(path, message) from None


def _read_book(path: Path, book: Any, size: WorkbookSize, settings: FileSettings) -> SourceTable:
    sheets = book.worksheets
    if not sheets:
        is_strict = _STRICT_NAMESPACE in book._archive.read("xl/workbook.xml")  # noqa: SLF001 - no other way tells
        raise read_error(path, _STRICT if is_strict else _DAMAGED)
    sizes = [
        SheetSize(
            sheet.title,
            sheet.sheet_state == "visible",
            size.filled_rows.get(sheet._worksheet_path, 0),  # noqa: SLF001
        )
        for sheet in sheets
    ]
    chosen = choose_sheet(sizes, settings.sheet)
    sheet = sheets[chosen]
    if size.has_escapes:
        sheet._shared_strings[:] = _read_strings(book)  # noqa: SLF001 - all sheets have this list
    rows, hidden_rows, struck_rows = _read_rows(path, sheet, has_escapes=size.has_escapes)
    shown = sanitize(sheet.title)
    return SourceTable(
        rows=iter(rows),
        description=Label(f'arket "{shown}" i en Excel-fil', f'the sheet "{shown}" of a workbook'),
        sheet=OpenSheet(
            size=sizes[chosen],
            others=[each for each in sizes if each.rows and each is not sizes[chosen]],
            hidden_rows=hidden_rows,
            struck_rows=struck_rows,
            comments=_count_comments(book, sheet),
        ),
        days_from_1904=book.epoch == MAC_EPOCH,
    )


def _read_strings(book: Any) -> list[str]:
    """Read the shared strings as they stand; `openpyxl` takes parts of escapes out of them."""
    strings: list[str] = []
    for name in book._archive.namelist():  # noqa: SLF001 - no other way gives the strings
        if name.lower().endswith("/sharedstrings.xml"):
            with book._archive.open(name) as source:  # noqa: SLF001
                for _, element in iterparse(source):
                    if element.tag == _SHARED:
                        strings.append(_join_text(element))
                        element.clear()
    return strings


def _join_text(element: Any) -> str:
    """Return a text that may have parts in several fonts; how it is pronounced is no part of it."""
    return "".join(part.text or "" for way in _TEXTS for part in element.findall(way))


def _count_comments(book: Any, sheet: Any) -> int:
    """Count the comments on cells of a sheet."""
    archive = book._archive  # noqa: SLF001 - no other way tells
    folder, name = posixpath.split(sheet._worksheet_path.lstrip("/"))  # noqa: SLF001
    links = f"{folder}/_rels/{name}.rels"
    if links not in archive.namelist():
        return 0
    return sum(
        len(_COMMENT.findall(archive.read(link.target.lstrip("/"))))
        for link in get_dependents(archive, links)
        if link.Type.endswith("/comments")
    )


def _find_struck_styles(book: Any) -> frozenset[int]:
    """Return the numbers of the cell styles that strike the text out."""
    fonts = book._fonts  # noqa: SLF001 - the cells only have the numbers of their styles
    return frozenset(
        number
        for number, style in enumerate(book._cell_styles)  # noqa: SLF001
        if style.fontId < len(fonts) and fonts[style.fontId].strike
    )


class _CellReader:
    """Reads the cells of one sheet."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._strings = sheet._shared_strings  # noqa: SLF001 - no other way gives the cells as they are
        self._dates = sheet.parent._date_formats  # noqa: SLF001
        self._durations = sheet.parent._timedelta_formats  # noqa: SLF001
        self._formats: dict[int, str] = {}

    def read(self, cell: Any, style: int) -> str:
        """Return the text that a cell shows; `NOT_COMPUTED` for a formula without a result."""
        kind = cell.get("t", "n")
        written = cell.findtext(_VALUE)
        if kind == "inlineStr":
            inline = cell.find(_INLINE)
            return "" if inline is None else _join_text(inline)
        if not written:
            is_missing = kind != "str" and cell.find(_FORMULA) is not None
            return NOT_COMPUTED if is_missing else ""
        if kind == "s":
            return str(self._strings[int(written)])
        if kind == "b":
            return show_value(bool(int(written)), "")
        if kind == "d":
            moment = from_ISO8601(written)  # type: ignore[no-untyped-call] # it has no types
            return show_value(moment, self._find_format(style))
        return self._show_number(written, style) if kind == "n" else written

    def _show_number(self, written: str, style: int) -> str:
        value = int(written) if written.lstrip("-").isdecimal() else float(written)
        if style in self._dates:
            try:
                value = from_excel(value, self._sheet.parent.epoch, timedelta=style in self._durations)
            except (OverflowError, ValueError):
                return "#VALUE!"
        return show_value(value, self._find_format(style))

    def _find_format(self, style: int) -> str:
        """Return the number format of a style."""
        found = self._formats.get(style)
        if found is None:
            found = ReadOnlyCell(self._sheet, 1, 1, None, style_id=style).number_format
            self._formats[style] = found
        return found


def _read_rows(path: Path, sheet: Any, *, has_escapes: bool) -> tuple[list[Row], int, int]:
    """Return the rows that are not blank, and how many are hidden and how many have struck-out text.

    The iterator of `openpyxl` would also make the cells that are not there, and a small sheet may claim
    billions of them. It would leave out a row that stands behind rows with higher numbers.
    """
    struck = _find_struck_styles(sheet.parent)
    reader = _CellReader(sheet)
    rows: list[Row] = []
    number = hidden_rows = struck_rows = 0
    with sheet._get_source() as source:  # noqa: SLF001 - no other way gives the rows as they are
        for _, element in iterparse(source):
            if element.tag != _ROW:
                continue
            number = int(element.get("r", number + 1))
            texts: dict[int, str] = {}
            column = 0
            is_struck = is_damaged = False
            for cell in element:
                place = cell.get("r", "").rstrip("0123456789")
                column = column_index_from_string(place) if place else column + 1
                style = int(cell.get("s", 0))
                text = reader.read(cell, style)
                if has_escapes and "_x" in text:
                    text = unescape(text)
                if not text.isascii():
                    is_damaged = is_damaged or has_lost_letters(text)
                    text = remove_invisible(text)
                if text:
                    texts[column] = text
                    is_struck = is_struck or style in struck
            if not is_blank(texts.values()):
                width = max(texts)
                if width > MAX_COLUMNS:
                    raise wide_row_error(path, number)
                cells = [texts.get(column, "") for column in range(1, width + 1)]
                rows.append(Row(number, cells, damaged=is_damaged))
                hidden_rows += element.get("hidden") in _TRUE
                struck_rows += is_struck
            element.clear()
    return sorted(rows, key=attrgetter("number")), hidden_rows, struck_rows
