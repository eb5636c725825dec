"""Read the rows of a sheet in a workbook, each cell as a Danish spreadsheet shows it."""

import contextlib
import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import Any

from civic_partnership.findings import sanitize
from civic_partnership.storage import MAX_COLUMNS, Unreadable, WorkbookSize, measure_workbook
from civic_partnership.values import Label

from .cell_text import has_lost_letters, remove_invisible, unescape
from .cell_values import show_day, show_moment, show_number
from .sheet_notes import SheetNotes, count_comments, hides_row, struck_styles
from .sheets import SheetSize, choose_sheet, wide_row_error
from .source_table import (
    NOT_COMPUTED,
    FileSettings,
    Row,
    SourceTable,
    is_blank,
    read_error,
)

_Cells = dict[int, Any]
"""Number of a column -> its cell."""
_NO_EXTRA = Label(
    "det kræver udvidelsen excel: pip install 'civic-partnership[excel]'",
    "that takes the extra excel: pip install 'civic-partnership[excel]'",
)
_DAMAGED = Label(
    "det er ikke en hel Excel-fil. Gem den igen som .xlsx eller CSV",
    "it is no whole Excel file. Save it again as .xlsx or CSV",
)

_STRICT = Label(
    'det er en Excel-fil i formatet "Strict Open XML". Gem den som "Excel-projektmappe (*.xlsx)"',
    'it is a workbook in "Strict Open XML". Save it as "Excel Workbook (*.xlsx)"',
)


def read_workbook(path: Path, settings: FileSettings) -> SourceTable:
    """Read the rows of the sheet that is asked for, else of the first that can be seen and holds something.

    Refuse a workbook without this sheet.
    """
    size = _measure(path)
    book = _load(path, size, data_only=True)
    with _translate_errors(path):
        from openpyxl.utils.datetime import MAC_EPOCH  # noqa: PLC0415 - the same extra

        sheets = list(book.worksheets)
        sizes = [
            SheetSize(
                sheet.title,
                sheet.sheet_state == "visible",
                size.filled_rows.get(sheet._worksheet_path, 0),  # noqa: SLF001
            )
            for sheet in sheets
        ]
    if not sheets:
        book.close()
        raise read_error(path, _STRICT if _is_strict(path) else _DAMAGED)
    chosen = choose_sheet(sizes, settings.sheet)
    sheet = sheets[chosen]
    others = [each for place, each in enumerate(sizes) if place != chosen]
    shown = sanitize(sheet.title)
    with _translate_errors(path):
        notes = SheetNotes(
            others=others,
            comments=count_comments(book, sheet),
        )
    return SourceTable(
        rows=_read_rows(path, sheet, size, notes),
        description=Label(f'arket "{shown}" i en Excel-fil', f'the sheet "{shown}" of a workbook'),
        is_workbook=True,
        days_from_1904=book.epoch == MAC_EPOCH,
        notes=notes.labels,
    )


def _is_strict(path: Path) -> bool:
    """Tell whether a workbook without sheets is one in Strict Open XML."""
    with _translate_errors(path), zipfile.ZipFile(path) as archive:
        return b"http://purl.oclc.org/ooxml/" in archive.read("xl/workbook.xml")


def _load(path: Path, size: WorkbookSize, *, data_only: bool) -> Any:
    try:
        import openpyxl  # noqa: PLC0415 - an extra, and only for workbooks
    except ImportError:
        raise read_error(path, _NO_EXTRA) from None
    with _translate_errors(path):
        data = io.BytesIO(path.read_bytes())  # a file of its own would stay open where it is damaged
        book: Any = openpyxl.load_workbook(data, read_only=True, data_only=data_only)
        if size.has_escapes and book.worksheets:
            book.worksheets[0]._shared_strings[:] = _read_strings(book)  # noqa: SLF001 - all sheets have this list
        return book


def _read_strings(book: Any) -> list[str]:
    """Read the shared strings as they stand; `openpyxl` takes parts of escapes out of them."""
    from openpyxl.cell.text import Text  # noqa: PLC0415 - the same extra
    from openpyxl.xml.constants import SHEET_MAIN_NS  # noqa: PLC0415
    from openpyxl.xml.functions import iterparse  # noqa: PLC0415

    strings: list[str] = []
    for name in book._archive.namelist():  # noqa: SLF001 - no other way gives the strings
        if name.lower().endswith("/sharedstrings.xml"):
            with book._archive.open(name) as source:  # noqa: SLF001
                for _, node in iterparse(source):
                    if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                        text: Any = Text.from_tree(node)
                        strings.append(text.content)
                        node.clear()
    return strings


@contextlib.contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    """Turn any error into one sentence; ignore warnings about things that are no tables."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no workbook that can be read
            raise read_error(path, _DAMAGED) from None


def _measure(path: Path) -> WorkbookSize:
    """Measure a workbook; refuse one that is damaged, or larger than is read."""
    try:
        with path.open("rb") as file:
            return measure_workbook(file)
    except Unreadable as error:
        reason, remedy = error.reason, error.remedy
        message = Label(f"{reason.da}. {remedy.da[:-1]}", f"{reason.en}. {remedy.en[:-1]}")
        raise read_error(path, message) from None


def _read_rows(path: Path, sheet: Any, size: WorkbookSize, notes: SheetNotes) -> Iterator[Row]:
    """Yield the rows that are not blank; report any error as a damaged workbook."""
    with contextlib.ExitStack() as stack:
        book = sheet.parent
        stack.callback(book.close)
        formulas: Iterator[_Cells] = repeat({})
        if size.has_formulas:
            with_formulas = _load(path, size, data_only=False)
            stack.callback(with_formulas.close)
            formulas = (cells for _, cells, _ in _cells(with_formulas[sheet.title], size))
        rows = zip(_cells(sheet, size), formulas, strict=False)
        struck = struck_styles(book)
        while True:
            with _translate_errors(path):
                row = next(rows, None)
                texts = _row_texts(row[0][1], row[1]) if row else {}
            if row is None:
                return
            is_damaged = _clean(texts, has_escapes=size.has_escapes)
            if is_blank(texts.values()):
                continue
            (number, cells, is_hidden), width = row[0], max(texts)
            notes.hidden_rows += is_hidden
            if struck:
                notes.struck_rows += any(cells[column]._style_id in struck for column in texts)  # noqa: SLF001
            if width > MAX_COLUMNS:
                raise wide_row_error(path, number)
            yield Row(number, [texts.get(column, "") for column in range(1, width + 1)], damaged=is_damaged)


def _clean(texts: dict[int, str], *, has_escapes: bool) -> bool:
    """Undo escapes in texts and remove letters without width; tell whether a text has lost letters."""
    is_damaged = False
    for column, text in texts.items():
        if has_escapes and "_x" in text:
            texts[column] = text = unescape(text)  # noqa: PLW2901 - the same text
        if not text.isascii():
            is_damaged = is_damaged or has_lost_letters(text)
            texts[column] = remove_invisible(text)
    return is_damaged


def _row_texts(cells: _Cells, formulas: _Cells) -> dict[int, str]:
    """Return number of a column -> text of its cell; a formula without a result gives `NOT_COMPUTED`."""
    texts = {column: text for column, cell in cells.items() if (text := _show(cell))}
    for column, formula in formulas.items():
        has_result = column in texts or (column in cells and cells[column].data_type == "str")
        if formula.data_type == "f" and not has_result:
            texts[column] = NOT_COMPUTED
    return texts


def _cells(sheet: Any, size: WorkbookSize) -> Iterator[tuple[int, _Cells, bool]]:
    """Yield the number of each row, the cells that the file has, by their columns, and if the row is hidden.

    The iterator of `openpyxl` would also make the cells that are not there, and a small sheet may claim
    billions of them. It would leave out a row that stands behind rows with higher numbers.
    """
    from openpyxl.cell.read_only import ReadOnlyCell  # noqa: PLC0415 - the same extra
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415

    book = sheet.parent
    with sheet._get_source() as source:  # noqa: SLF001 - no other way gives the rows as they are
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        rows = (
            (
                number,
                {cell["column"]: ReadOnlyCell(sheet, **cell) for cell in cells},
                hides_row(parser, number),
            )
            for number, cells in parser.parse()
        )
        yield from rows if size.in_order else sorted(rows, key=itemgetter(0))


def _show(cell: Any) -> str:  # noqa: PLR0911 - a case a kind of value
    """Write a cell as a Danish spreadsheet shows it."""
    match cell.value:
        case str(text):
            return text
        case None:
            return ""
        case bool(value):
            return "ja" if value else "nej"
        case int(value) | float(value):
            return show_number(value, cell.number_format)
        case datetime.datetime() as moment:
            return show_moment(moment, cell.number_format)
        case datetime.date() as day:
            return show_day(day, cell.number_format)
        case datetime.time() as time:
            return f"{time:%H:%M:%S}"
        case lasts:
            minutes = round(lasts.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
