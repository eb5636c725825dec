"""The rows of a sheet in a workbook, each cell as a Danish spreadsheet shows it."""

import codecs
import contextlib
import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import repeat
from pathlib import Path
from typing import Any

from civic_partnership.findings import harmless
from civic_partnership.values import Label, danish_date, danish_number

from .cells import NOT_COMPUTED
from .headings import folded
from .mapping import Mapping
from .tables import ForeignTable, Row, Written, is_blank, unreadable

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_LONGEST_TAG = 64
_CHUNK = 1024 * 1024
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
    plain = _opened(path, data_only=True)
    sheets = {folded(sheet.title): sheet.title for sheet in plain.worksheets}
    title = next(iter(sheets.values()), None) if file.sheet is None else sheets.get(folded(file.sheet))
    if title is None:
        known = ", ".join(map(harmless, sheets.values()))
        told = Label(
            f"Filen har ikke dette ark. Den har: {known}.", f"The file has no such sheet. It has: {known}."
        )
        raise mapping.wrong((("file", "sheet"), told))
    written = Written(encoding="utf-8", delimiter=file.delimiter or ";", mark=codecs.BOM_UTF8)
    shown = harmless(title)
    return ForeignTable(
        written=written,
        rows=_rows(path, plain, title, written),
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
        return openpyxl.load_workbook(path, read_only=True, data_only=data_only)


@contextlib.contextmanager
def _as_workbook(path: Path) -> Iterator[None]:
    """Read a part of a workbook: what its format knows beyond tables is of no interest here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no workbook that can be read
            raise unreadable(
                path,
                "det er ikke en hel Excel-fil. Gem den igen som .xlsx eller CSV",
                "it is no whole Excel file. Save it again as .xlsx or CSV",
            ) from None


def _rows(path: Path, plain: Any, title: str, written: Written) -> Iterator[Row]:
    with contextlib.ExitStack() as stack:
        stack.callback(plain.close)
        shown = _cells(path, plain[title])
        formulas: Iterator[Sequence[Any]] = repeat(())
        if _has_formulas(path):
            book = _opened(path, data_only=False)
            stack.callback(book.close)
            formulas = _cells(path, book[title])
        for number, (row, asked) in enumerate(zip(shown, formulas, strict=False), 1):
            cells = [_shown(cell) for cell in row]
            for place, formula in enumerate(asked):
                if formula.data_type == "f" and not cells[place] and row[place].data_type != "str":
                    cells[place] = NOT_COMPUTED
            if not is_blank(cells):
                while not cells[-1]:
                    cells.pop()
                yield Row(number, cells, written.joined(cells) + written.end)


def _cells(path: Path, sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows of a sheet, however large it claims to be."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows()
    while True:
        with _as_workbook(path):
            row = next(rows, None)
        if row is None:
            return
        yield row


def _has_formulas(path: Path) -> bool:
    """Whether there are formulas at all: only then is it asked which of them have no result."""
    with _as_workbook(path), zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    before = b""
                    while chunk := part.read(_CHUNK):
                        if _FORMULA.search(before + chunk):
                            return True
                        before = chunk[-_LONGEST_TAG:]
    return False


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
