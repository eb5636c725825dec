"""Read the rows of a sheet in a workbook, each cell as a Danish spreadsheet shows it."""

import contextlib
import io
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice, repeat
from pathlib import Path
from typing import Any

from civic_partnership.findings import sanitize
from civic_partnership.storage import MAX_COLUMNS, Unreadable, WorkbookSize, measure_workbook
from civic_partnership.values import Label

from .cell_text import has_lost_letters, remove_invisible, unescape
from .sheet_notes import SheetNotes, count_comments, struck_styles
from .sheets import SheetSize, choose_sheet, wide_row_error
from .source_table import (
    FileSettings,
    Row,
    SourceTable,
    is_blank,
    read_error,
)

_BATCH = 200
"""So many rows are parsed at a time."""

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
    from .workbook_cells import Cells, CellTexts, parse_rows  # noqa: PLC0415 - the same extra

    with contextlib.ExitStack() as stack:
        book = sheet.parent
        stack.callback(book.close)
        formulas: Iterator[Cells] = repeat({})
        if size.has_formulas:
            with_formulas = _load(path, size, data_only=False)
            stack.callback(with_formulas.close)
            formulas = (cells for _, cells, _ in parse_rows(with_formulas[sheet.title], size))
        rows = zip(parse_rows(sheet, size), formulas, strict=False)
        struck = struck_styles(book)
        texts_of = CellTexts(book)
        while True:
            with _translate_errors(path):  # one for many rows, for it takes its time
                batch = [(*row, texts_of.write_row(row[1], extra)) for row, extra in islice(rows, _BATCH)]
            if not batch:
                return
            for number, cells, is_hidden, texts in batch:
                is_damaged = _clean(texts, has_escapes=size.has_escapes)
                if is_blank(texts.values()):
                    continue
                width = max(texts)
                notes.hidden_rows += is_hidden
                if struck:
                    notes.struck_rows += any(cells[column].style in struck for column in texts)
                if width > MAX_COLUMNS:
                    raise wide_row_error(path, number)
                yield Row(
                    number, [texts.get(column, "") for column in range(1, width + 1)], damaged=is_damaged
                )


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
