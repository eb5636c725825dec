"""Parse the cells of a sheet in an Excel file; write them as a Danish spreadsheet shows them.

This module needs the extra `excel`.
"""

import datetime
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from civic_partnership.storage import WorkbookSize

from .cell_values import show_day, show_moment, show_number
from .sheet_notes import hides_row
from .source_table import NOT_COMPUTED

_TEXT_TAG = f"{{{SHEET_MAIN_NS}}}t"


class WorkbookCell(NamedTuple):
    """A cell of a sheet.

    Attributes:
        column: the number of its column, counted from 1.
        value: its value, as `openpyxl` makes it.
        data_type: the type of the value, as `openpyxl` names it; `f` is a formula.
        style: the number of its style.
    """

    column: int
    value: Any
    data_type: str
    style: int


Cells = Mapping[int, WorkbookCell]
"""Number of a column -> its cell."""


def parse_rows(sheet: Any, size: WorkbookSize) -> Iterator[tuple[int, Cells, bool]]:
    """Yield the number of each row, the cells that the file has, by their columns, and if the row is hidden.

    The iterator of `openpyxl` would also make the cells that are not there, and a small sheet may claim
    billions of them. It would leave out a row that stands behind rows with higher numbers.
    """
    book = sheet.parent
    with sheet._get_source() as source:  # noqa: SLF001 - no other way gives the rows as they are
        parser = _CellParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        rows = (
            (number, {cell.column: cell for cell in cells}, hides_row(parser, number))
            for number, cells in parser.parse()
        )
        yield from rows if size.in_order else sorted(rows, key=itemgetter(0))


class _CellParser(WorkSheetParser):
    """Parses cells as `openpyxl` does, and those of the usual kinds in less time."""

    def __init__(self, source: Any, shared_strings: Any, **how: Any) -> None:
        super().__init__(source, shared_strings, **how)
        self._columns: dict[str, int] = {}

    def parse_cell(self, element: Any) -> Any:
        """Parse a cell: a number, a shared text and a plain text here, any other by `openpyxl`."""
        place = element.get("r")
        if self.data_only and place:
            kind = element.get("t", "n")
            style = int(element.get("s", 0))
            if kind == "s":
                number = element.findtext(VALUE_TAG)
                if number:
                    return WorkbookCell(
                        self._find_column(place), self.shared_strings[int(number)], kind, style
                    )
            elif kind == "n":
                number = element.findtext(VALUE_TAG)
                if number and style not in self.date_formats:
                    return WorkbookCell(self._find_column(place), _make_number(number), kind, style)
            elif kind == "inlineStr":
                text = element.find(INLINE_STRING)
                if text is not None and len(text) == 1 and text[0].tag == _TEXT_TAG:
                    return WorkbookCell(self._find_column(place), text[0].text or "", "s", style)
        cell: Any = super().parse_cell(element)
        return WorkbookCell(cell["column"], cell["value"], cell["data_type"], cell["style_id"])

    def _find_column(self, place: str) -> int:
        """Return the number of the column of a place such as `AB12`."""
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            _, column = coordinate_to_tuple(place)
            self._columns[letters] = column
        self.col_counter = column
        return column


class CellTexts:
    """Writes the cells of one workbook."""

    def __init__(self, book: Any) -> None:
        """Prepare to write."""
        self._sheet = book.worksheets[0]
        self._formats: dict[int, str] = {}

    def write_row(self, cells: Cells, formulas: Cells) -> dict[int, str]:
        """Return number of a column -> text of its cell; a formula without a result gives `NOT_COMPUTED`."""
        texts: dict[int, str] = {}
        for column, cell in cells.items():
            value = cell.value
            text = value if value.__class__ is str else self._show(value, cell.style)
            if text:
                texts[column] = text
        for column, formula in formulas.items():
            has_result = column in texts or (column in cells and cells[column].data_type == "str")
            if formula.data_type == "f" and not has_result:
                texts[column] = NOT_COMPUTED
        return texts

    def _show(self, value: Any, style: int) -> str:
        """Write a value that is no text as a Danish spreadsheet shows it."""
        match value:
            case None:
                return ""
            case bool():
                return "ja" if value else "nej"
            case int() | float():
                return show_number(value, self._find_format(style))
            case datetime.date():
                return self._show_date(value, style)
            case datetime.time():
                return f"{value:%H:%M:%S}"
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"

    def _show_date(self, value: datetime.date, style: int) -> str:
        number_format = self._find_format(style)
        if isinstance(value, datetime.datetime):
            return show_moment(value, number_format)
        return show_day(value, number_format)

    def _find_format(self, style: int) -> str:
        """Return the number format of a style."""
        found = self._formats.get(style)
        if found is None:
            found = ReadOnlyCell(self._sheet, 1, 1, None, style_id=style).number_format
            self._formats[style] = found
        return found


def _make_number(written: str) -> float:
    """Return an integer or a number with decimals, as `openpyxl` does."""
    is_integer = not ("." in written or "E" in written or "e" in written)
    return int(written) if is_integer else float(written)
