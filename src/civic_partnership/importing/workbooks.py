"""The rows of a sheet in a workbook, each cell as a Danish spreadsheet shows it."""

import codecs
import contextlib
import datetime
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import Any

from civic_partnership.errors import PathError
from civic_partnership.findings import sanitize
from civic_partnership.storage import Unreadable, WorkbookSize, measure_workbook
from civic_partnership.storage.cells import ANY_TABLE
from civic_partnership.storage.workbook_size import MAX_COLUMNS
from civic_partnership.values import Label, danish_date, danish_number

from .cells import NOT_COMPUTED
from .headings import normalize_heading
from .mapping import Mapping
from .tables import ForeignTable, Row, Written, is_blank, unreadable

_Cells = dict[int, Any]
"""Number of a column -> its cell."""
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""What a number format shows as it stands, and its colours and languages."""
_ZEROS = re.compile("0{2,}")


def workbook_table(path: Path, mapping: Mapping) -> ForeignTable:
    """The rows of the sheet that a mapping names, else of the first.

    Raises:
        MappingError: there is no such sheet.
        PathError: it is no workbook that can be read, or the extra that reads them is missing.

    """
    file = mapping.file
    size = _size(path)
    plain = _opened(path, data_only=True)
    sheets = {normalize_heading(sheet.title): sheet.title for sheet in plain.worksheets}
    title = (
        next(iter(sheets.values()), None) if file.sheet is None else sheets.get(normalize_heading(file.sheet))
    )
    if title is None:
        known = ", ".join(map(sanitize, sheets.values()))
        told = Label(
            f"Filen har ikke dette ark. Den har: {known}.", f"The file has no such sheet. It has: {known}."
        )
        raise mapping.wrong((("file", "sheet"), told))
    written = Written(encoding="utf-8", delimiter=file.delimiter or ";", mark=codecs.BOM_UTF8, guarded=True)
    shown = sanitize(title)
    return ForeignTable(
        written=written,
        rows=_rows(path, plain, title, size, written),
        read_as=Label(f'arket "{shown}" i en Excel-fil', f'the sheet "{shown}" of a workbook'),
    )


def _opened(path: Path, *, data_only: bool) -> Any:
    try:
        import openpyxl  # noqa: PLC0415 - an extra, and only for workbooks
    except ImportError:
        raise unreadable(
            path,
            "det kræver udvidelsen excel: pip install 'civic-partnership[excel]'",
            "that takes the extra excel: pip install 'civic-partnership[excel]'",
        ) from None
    with _as_workbook(path):
        data = io.BytesIO(path.read_bytes())  # a file of its own would stay open where it is damaged
        return openpyxl.load_workbook(data, read_only=True, data_only=data_only)


@contextlib.contextmanager
def _as_workbook(path: Path) -> Iterator[None]:
    """Read a part of a workbook: what its format knows beyond tables is of no interest here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except PathError:
            raise
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no workbook that can be read
            raise unreadable(
                path,
                "det er ikke en hel Excel-fil. Gem den igen som .xlsx eller CSV",
                "it is no whole Excel file. Save it again as .xlsx or CSV",
            ) from None


def _size(path: Path) -> WorkbookSize:
    """How much a workbook holds.

    Raises:
        PathError: it is damaged, or larger than is read.

    """
    try:
        with path.open("rb") as file:
            return measure_workbook(file)
    except Unreadable as error:
        reason, remedy = error.reason, error.remedy
        raise unreadable(path, f"{reason.da}. {remedy.da[:-1]}", f"{reason.en}. {remedy.en[:-1]}") from None


def _rows(path: Path, plain: Any, title: str, size: WorkbookSize, written: Written) -> Iterator[Row]:
    """The rows in which something stands; whatever goes wrong at any step is told of the workbook."""
    with contextlib.ExitStack() as stack:
        stack.callback(plain.close)
        shown = _cells(plain[title], size)
        formulas: Iterator[_Cells] = repeat({})
        if size.has_formulas:
            book = _opened(path, data_only=False)
            stack.callback(book.close)
            formulas = (cells for _, cells in _cells(book[title], size))
        rows = _read(path, zip(shown, formulas, strict=False), written)
        while True:
            with _as_workbook(path):
                row = next(rows, None)
            if row is None:
                return
            yield row


def _read(path: Path, rows: Iterable[tuple[tuple[int, _Cells], _Cells]], written: Written) -> Iterator[Row]:
    for (number, row), asked in rows:
        texts = {column: text for column, cell in row.items() if (text := _shown(cell))}
        for column, formula in asked.items():
            has_result = column in texts or (column in row and row[column].data_type == "str")
            if formula.data_type == "f" and not has_result:
                texts[column] = NOT_COMPUTED
        if is_blank(texts.values()):
            continue
        if max(texts) > MAX_COLUMNS:
            raise unreadable(
                path,
                f"række {number} går ud over kolonne {MAX_COLUMNS} (ZZ). Slet cellerne langt fra tabellen",
                f"row {number} goes beyond column {MAX_COLUMNS} (ZZ). Delete the cells far from the table",
            )
        cells = [texts.get(column, "") for column in range(1, max(texts) + 1)]
        yield Row(number, cells, written.joined(map(ANY_TABLE.guard, cells)) + written.end)


def _cells(sheet: Any, size: WorkbookSize) -> Iterator[tuple[int, _Cells]]:
    """The rows of a sheet with their numbers, and of each the cells that the file has, by their columns.

    This is what the sheet itself does to give whole rows, without the cells that are not there: a small sheet
    may claim milliards of them. It also leaves out rows that come behind later ones.
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


def _shown(cell: Any) -> str:  # noqa: PLR0911 - a case a kind of value
    """What a cell says, as Danish CSV would; a number that is shown as a percentage as one."""
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
    """A day, or the month or year that is all that is shown of it."""
    shown = _QUOTED.sub("", number_format).lower()
    steps = danish_date(value).split("-")
    if "y" in shown and "d" not in shown:
        steps = steps[1:] if "m" in shown else steps[2:]
    return "-".join(steps)
