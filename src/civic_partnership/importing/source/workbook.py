"""Read the rows of a sheet in a workbook, each cell as a Danish spreadsheet shows it."""

import contextlib
import datetime
import io
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import Any

from civic_partnership.findings import sanitize
from civic_partnership.storage import MAX_COLUMNS, Unreadable, WorkbookSize, measure_workbook
from civic_partnership.values import Label, danish_date, danish_number

from .source_table import (
    NOT_COMPUTED,
    FileSettings,
    MissingSheetError,
    Row,
    SourceTable,
    is_blank,
    normalize_heading,
    read_error,
)

_Cells = dict[int, Any]
"""Number of a column -> its cell."""
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""The parts of a number format that are shown as they stand, and its colours and languages."""
_ZEROS = re.compile("0{2,}")

_NO_EXTRA = Label(
    "det kræver udvidelsen excel: pip install 'civic-partnership[excel]'",
    "that takes the extra excel: pip install 'civic-partnership[excel]'",
)
_DAMAGED = Label(
    "det er ikke en hel Excel-fil. Gem den igen som .xlsx eller CSV",
    "it is no whole Excel file. Save it again as .xlsx or CSV",
)


def read_workbook(path: Path, settings: FileSettings) -> SourceTable:
    """Read the rows of the sheet that is asked for, else of the first; refuse a workbook without it."""
    size = _measure(path)
    book = _load(path, data_only=True)
    sheets = {normalize_heading(sheet.title): sheet.title for sheet in book.worksheets}
    wanted = next(iter(sheets), "") if settings.sheet is None else normalize_heading(settings.sheet)
    if wanted not in sheets:
        known = ", ".join(map(sanitize, sheets.values()))
        raise MissingSheetError(
            Label(
                f"Filen har ikke dette ark. Den har: {known}.",
                f"The file has no such sheet. It has: {known}.",
            )
        )
    title = sheets[wanted]
    shown = sanitize(title)
    return SourceTable(
        rows=_read_rows(path, book, title, size),
        description=Label(f'arket "{shown}" i en Excel-fil', f'the sheet "{shown}" of a workbook'),
    )


def _load(path: Path, *, data_only: bool) -> Any:
    try:
        import openpyxl  # noqa: PLC0415 - an extra, and only for workbooks
    except ImportError:
        raise read_error(path, _NO_EXTRA) from None
    with _translate_errors(path):
        data = io.BytesIO(path.read_bytes())  # a file of its own would stay open where it is damaged
        return openpyxl.load_workbook(data, read_only=True, data_only=data_only)


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


def _read_rows(path: Path, book: Any, title: str, size: WorkbookSize) -> Iterator[Row]:
    """Yield the rows that are not blank; report any error as a damaged workbook."""
    with contextlib.ExitStack() as stack:
        stack.callback(book.close)
        formulas: Iterator[_Cells] = repeat({})
        if size.has_formulas:
            with_formulas = _load(path, data_only=False)
            stack.callback(with_formulas.close)
            formulas = (cells for _, cells in _cells(with_formulas[title], size))
        rows = zip(_cells(book[title], size), formulas, strict=False)
        while True:
            with _translate_errors(path):
                row = next(rows, None)
                texts = _row_texts(row[0][1], row[1]) if row else {}
            if row is None:
                return
            if is_blank(texts.values()):
                continue
            number, width = row[0][0], max(texts)
            if width > MAX_COLUMNS:
                reason = Label(
                    f"række {number} går ud over kolonne {MAX_COLUMNS} (ZZ). "
                    "Slet cellerne langt fra tabellen",
                    f"row {number} goes beyond column {MAX_COLUMNS} (ZZ). "
                    "Delete the cells far from the table",
                )
                raise read_error(path, reason)
            yield Row(number, [texts.get(column, "") for column in range(1, width + 1)])


def _row_texts(cells: _Cells, formulas: _Cells) -> dict[int, str]:
    """Return number of a column -> text of its cell; a formula without a result gives `NOT_COMPUTED`."""
    texts = {column: text for column, cell in cells.items() if (text := _show(cell))}
    for column, formula in formulas.items():
        has_result = column in texts or (column in cells and cells[column].data_type == "str")
        if formula.data_type == "f" and not has_result:
            texts[column] = NOT_COMPUTED
    return texts


def _cells(sheet: Any, size: WorkbookSize) -> Iterator[tuple[int, _Cells]]:
    """Yield the number of each row and the cells that the file has, by their columns.

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
            (number, {cell["column"]: ReadOnlyCell(sheet, **cell) for cell in cells})
            for number, cells in parser.parse()
        )
        yield from rows if size.in_order else sorted(rows, key=itemgetter(0))


def _show(cell: Any) -> str:  # noqa: PLR0911 - a case a kind of value
    """Write a cell as a Danish spreadsheet shows it."""
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "ja" if value else "nej"
        case int(value) | float(value):
            return _number(value, cell.number_format)
        case datetime.datetime() as moment:
            day = _day(moment.date(), cell.number_format)
            return day if moment.time() == datetime.time() else f"{day} {moment.time():%H:%M:%S}"
        case datetime.date() as day:
            return _day(day, cell.number_format)
        case datetime.time() as time:
            return f"{time:%H:%M:%S}"
        case datetime.timedelta() as lasts:
            minutes = round(lasts.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case value:
            return str(value)


def _number(value: float, number_format: str) -> str:
    exact = Decimal(value if isinstance(value, int) else f"{value:.15g}")  # as many digits as are kept
    if not exact.is_finite():
        raise ValueError(value)  # no spreadsheet holds one
    bare = _QUOTED.sub("", number_format)
    if "%" in bare:
        return f"{danish_number(exact * 100)} %"
    if "E+" in bare.upper():
        return f"{exact.normalize():E}".replace(".", ",")
    if _ZEROS.fullmatch(bare) and exact == int(exact):
        return f"{int(exact):0{len(bare)}}"
    return danish_number(exact)


def _day(value: datetime.date, number_format: str) -> str:
    """Write a day, or only its month or year if the format shows no more."""
    shown = _QUOTED.sub("", number_format).lower()
    steps = danish_date(value).split("-")
    if "y" in shown and "d" not in shown:
        steps = steps[1:] if "m" in shown else steps[2:]
    return "-".join(steps)
