"""Writes a workbook with XlsxWriter: how its sheets look, and how a cell is written."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cache
from textwrap import wrap
from typing import Any, Final, NamedTuple

from attrs import frozen

from civic_partnership import OptionsError

from .workbook_cells import CellValue
from .workbook_layout import LinkedText

_CREATED: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - as old as every file in a workbook, of no time zone
_TEXT, _DAY, _TIME = "@", r"dd\-mm\-yyyy", r"hh\.mm"
_TIME_WITH_SECONDS = r"hh\.mm\.ss"
_WIDEST = 60
"""The widest column, in characters."""
_WIDER = 4
"""The room that a line of text may need beside its characters, whatever the font and the words."""
_LINE, _HIGHEST = 15, 405
"""The height of a line, and the most height of a row, in points."""
_HEADING, _MARGIN = 14, 3
"""The characters in a line of a heading, and the room for the button to filter by."""
_PAGE = 280
"""The most characters side by side that are still legible on a page."""
_MOST_LINKS = 65_000
"""The most links of a sheet: Excel opens none with more than 65,530."""
_MOST_ROWS = 1_048_576
"""The most rows of a sheet, that of the headings among them."""
_A4 = 9


@frozen
class Heading:
    """The heading of a column, and how its cells are shown.

    Attributes:
        text: the heading.
        number_format: the format of its numbers.
        widest: the most characters in a line of its cells.
    """

    text: str
    number_format: str = "General"
    widest: int = _WIDEST


class _SheetSize(NamedTuple):
    """The size of a sheet: its last row without the totals, and the width of each column in characters."""

    last_row: int
    widths: Sequence[int]


SheetCell = CellValue | LinkedText
Row = Sequence[SheetCell]


class TotalRow(tuple[SheetCell, ...]):
    """A row of totals below all other rows: in bold, and out of reach of the filters."""

    __slots__ = ()


class WorkbookWriter:
    """A workbook that is being written, in memory."""

    def __init__(self, title: str) -> None:
        """Begin a workbook with a title in its properties."""
        import xlsxwriter.utility  # type: ignore[import-untyped] # noqa: PLC0415 - only who needs it waits for it

        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self._book.set_properties({"title": title, "created": _CREATED})
        self._heading = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "bottom": 1}
        )
        self._to_cell_name = xlsxwriter.utility.xl_rowcol_to_cell
        self._formats: dict[tuple[str, bool], Any] = {}
        self._link = self._add_format(_TEXT, font_color="#0563C1", underline=1)

    def add(
        self, name: str, title: str, headings: Sequence[Heading], rows: Iterable[Row], *, keys: int = 1
    ) -> None:
        """Add a sheet.

        Args:
            name: its name.
            title: the text above it in print.
            headings: its columns.
            rows: its rows, each with a cell for every column.
            keys: the number of columns that stay in sight where it is scrolled sideways.

        Raises:
            OptionsError: there are more rows than a sheet can have.
        """
        sheet = self._book.add_worksheet(name)
        _finish(sheet, title, self._fill(sheet, headings, rows), keys)

    def _fill(self, sheet: Any, headings: Sequence[Heading], rows: Iterable[Row]) -> _SheetSize:
        """Write the headings and the rows of a sheet; return its size."""
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading.text, self._heading)
        sheet.set_row(0, _LINE * max(len(_wrap_heading(heading)) for heading in headings))
        widths = [max(map(len, _wrap_heading(heading))) + _MARGIN for heading in headings]
        last_row = links = 0
        for row, cells in enumerate(rows, 1):
            if row == _MOST_ROWS:
                raise OptionsError(
                    f"Arket {sheet.name} får flere rækker, end Excel kan åbne. Vælg formatet csv-da.",
                    f"The sheet {sheet.name} gets more rows than Excel opens. Choose the format csv-da.",
                )
            lines, bold = 1, isinstance(cells, TotalRow)
            last_row = last_row if bold else row
            for place, cell in enumerate(cells):
                if cell is None:
                    continue
                shown = cell
                if isinstance(cell, LinkedText):
                    links += 1
                    shown = cell if links <= _MOST_LINKS else cell.text
                width, needed = self._write(sheet, row, place, shown, headings[place], bold=bold)
                widths[place] = max(widths[place], width)
                lines = max(lines, needed)
            if lines > 1:  # not every program makes a row as high as its texts need
                sheet.set_row(row, min(lines * _LINE, _HIGHEST))
        widths = [min(width + 1, heading.widest) for width, heading in zip(widths, headings, strict=True)]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return _SheetSize(last_row, widths)

    def _write(
        self, sheet: Any, row: int, place: int, cell: SheetCell, heading: Heading, *, bold: bool
    ) -> tuple[int, int]:
        """Write a cell; return its width in characters and its number of lines."""
        if isinstance(cell, str):
            sheet.write_string(row, place, cell, self._format(_TEXT, bold=bold))
            return _size(cell, heading.widest - _WIDER)
        if isinstance(cell, LinkedText):
            self._link_to(sheet, row, place, cell)
            return _size(cell.text, heading.widest - _WIDER)
        if isinstance(cell, date):
            sheet.write_datetime(row, place, cell, self._format(_DAY))
            return len("31-12-2024"), 1
        if isinstance(cell, time):
            shown = _TIME_WITH_SECONDS if cell.second else _TIME
            sheet.write_datetime(row, place, cell, self._format(shown))
            return len("17.30.15"), 1
        sheet.write_number(row, place, cell, self._format(heading.number_format, bold=bold))
        return len(f"{cell:,.2f}"), 1

    def _link_to(self, sheet: Any, row: int, place: int, link: LinkedText) -> None:
        text, address = link.text, link.address
        target = f"internal:'{address.sheet}'!{self._to_cell_name(address.row, address.column)}"
        sheet.write_url(row, place, target, self._link, text if text.isprintable() else address.sheet)
        if not text.isprintable():  # only what writes texts escapes what XML cannot hold
            sheet.write_string(row, place, text, self._link)

    def _format(self, number_format: str, *, bold: bool = False) -> Any:
        key = number_format, bold
        if key not in self._formats:
            self._formats[key] = self._add_format(number_format, **({"bold": True} if bold else {}))
        return self._formats[key]

    def _add_format(self, number_format: str, **more: Any) -> Any:
        style = {"valign": "top", "text_wrap": number_format == _TEXT}
        return self._book.add_format({"num_format": number_format, **style, **more})

    def close(self) -> bytes:
        """Return the workbook, to which nothing can be added any more."""
        self._book.close()
        return self._out.getvalue()


def _size(text: str, in_a_line: int) -> tuple[int, int]:
    """Return the width of a text in characters and its number of lines, as far as a row can show it."""
    if len(text) <= in_a_line and "\n" not in text:
        return len(text), 1
    lines = text[: _HIGHEST * in_a_line].split("\n")
    return max(map(len, lines)), sum(max(1, -(-len(line) // in_a_line)) for line in lines)


@cache
def _wrap_heading(heading: Heading) -> list[str]:
    """Wrap a heading into lines."""
    return wrap(heading.text, _HEADING, break_long_words=False, break_on_hyphens=False)


def _finish(sheet: Any, title: str, size: _SheetSize, keys: int) -> None:
    """Set headings that stay in sight, filters, and how the sheet is printed."""
    sheet.freeze_panes(1, keys)
    sheet.autofilter(0, 0, size.last_row, len(size.widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # ids and codes are meant to be text
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(-(-sum(size.widths) // _PAGE), 0)
    sheet.repeat_rows(0)
    if keys:
        sheet.repeat_columns(0, keys - 1)
    sheet.hide_gridlines(0)
    sheet.set_header(f"&L&B{title}")
    sheet.set_footer("&RSide &P af &N")
