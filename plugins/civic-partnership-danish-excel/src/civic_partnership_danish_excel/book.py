"""A workbook as XlsxWriter makes it: how its sheets look, and how a cell is written."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cache
from itertools import chain, count, islice
from textwrap import wrap
from typing import Any, Final, NamedTuple

from attrs import frozen

from .cells import Held
from .layout import Linked, part_of

_MADE: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - as old as every file in a workbook, of no time zone
_TEXT, _DAY, _TIME = "@", r"dd\-mm\-yyyy", "hh:mm:ss"
_WIDEST = 60
"""The widest column, in characters."""
_IN_A_LINE = 56
"""So many characters of a text stand in a line of the widest column, whatever the font and the words."""
_LINE, _HIGHEST = 15, 405
"""How high a line and a row are, in points."""
_HEADING, _MARGIN = 14, 3
"""The characters in a line of a heading, and the room for the button to filter by."""
_PAGE = 280
"""So many characters side by side are still legible on a page."""
_MOST_LINKS = 65_000
"""No sheet has more links: Excel opens none with more than 65,530."""
_A4 = 9


@frozen
class Heading:
    """What stands on top of a column, and how its numbers are shown."""

    text: str
    number_format: str = "General"


class _Filled(NamedTuple):
    """How large a sheet is: its last row, and the width of each column in characters."""

    last_row: int
    widths: Sequence[int]


Cell = Held | Linked
Row = Sequence[Cell]


class Book:
    """A workbook that is being written, in memory."""

    def __init__(self, title: str, most_rows: int) -> None:
        """Begin one.

        Args:
            title: what it is called in its properties.
            most_rows: the most rows of a sheet, that of the headings among them.

        """
        import xlsxwriter.utility  # type: ignore[import-untyped] # noqa: PLC0415 - only who needs it waits for it

        self._out = io.BytesIO()
        self._rows = most_rows - 1
        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self._book.set_properties({"title": title, "created": _MADE})
        self._heading = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "bottom": 1}
        )
        self._address = xlsxwriter.utility.xl_rowcol_to_cell
        self._formats: dict[str, Any] = {}
        self._link = self._made(_TEXT, font_color="#0563C1", underline=1)

    def add(
        self, name: str, title: str, headings: Sequence[Heading], rows: Iterable[Row], *, keys: int = 1
    ) -> None:
        """Add a sheet, and more of them where it takes more to hold the rows.

        Args:
            name: its name.
            title: what stands above it in print.
            headings: its columns.
            rows: its rows, each with a cell for every column.
            keys: how many columns stay in sight where it is scrolled sideways.

        """
        waiting = iter(rows)
        batch: Iterable[Row] = islice(waiting, self._rows)
        for number in count():
            sheet = self._book.add_worksheet(part_of(name, number))
            _finish(sheet, title, self._fill(sheet, headings, batch), keys)
            following = next(waiting, None)
            if following is None:
                return
            batch = chain([following], islice(waiting, self._rows - 1))

    def _fill(self, sheet: Any, headings: Sequence[Heading], rows: Iterable[Row]) -> _Filled:
        """Write the headings and the rows of a sheet; how large it has become."""
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading.text, self._heading)
        sheet.set_row(0, _LINE * max(len(_wrapped(heading)) for heading in headings))
        formats = [self._format(heading.number_format) for heading in headings]
        widths = [max(map(len, _wrapped(heading))) + _MARGIN for heading in headings]
        row = links = 0
        for row, cells in enumerate(rows, 1):
            lines = 1
            for place, cell in enumerate(cells):
                if cell is None:
                    continue
                shown = cell
                if isinstance(cell, Linked):
                    links += 1
                    shown = cell if links <= _MOST_LINKS else cell.text
                width, needed = self._write(sheet, row, place, shown, formats[place])
                widths[place] = max(widths[place], width)
                lines = max(lines, needed)
            if lines > 1:  # not every program makes a row as high as its texts need
                sheet.set_row(row, min(lines * _LINE, _HIGHEST))
        widths = [min(width + 1, _WIDEST) for width in widths]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return _Filled(row, widths)

    def _write(self, sheet: Any, row: int, place: int, cell: Cell, number_format: Any) -> tuple[int, int]:
        """Write a cell; how wide it is in characters, and in how many lines."""
        if isinstance(cell, str):
            sheet.write_string(row, place, cell, self._format(_TEXT))
            return _size(cell)
        if isinstance(cell, Linked):
            self._link_to(sheet, row, place, cell)
            return _size(cell.text)
        if isinstance(cell, date):
            sheet.write_datetime(row, place, cell, self._format(_DAY))
            return len("31-12-2024"), 1
        if isinstance(cell, time):
            sheet.write_datetime(row, place, cell, self._format(_TIME))
            return len("17:30:00"), 1
        sheet.write_number(row, place, cell, number_format)
        return len(f"{cell:,.2f}"), 1

    def _link_to(self, sheet: Any, row: int, place: int, link: Linked) -> None:
        text, spot = link.text, link.spot
        target = f"internal:'{spot.sheet}'!{self._address(spot.row, spot.column)}"
        sheet.write_url(row, place, target, self._link, text if text.isprintable() else spot.sheet)
        if not text.isprintable():  # only what writes texts escapes what XML cannot hold
            sheet.write_string(row, place, text, self._link)

    def _format(self, number_format: str) -> Any:
        if number_format not in self._formats:
            self._formats[number_format] = self._made(number_format)
        return self._formats[number_format]

    def _made(self, number_format: str, **more: Any) -> Any:
        look = {"valign": "top", "text_wrap": number_format == _TEXT}
        return self._book.add_format({"num_format": number_format, **look, **more})

    def closed(self) -> bytes:
        """The workbook, to which nothing can be added any more."""
        self._book.close()
        return self._out.getvalue()


def _size(text: str) -> tuple[int, int]:
    """How wide a text is in characters, and in how many lines; no row is higher than what is looked at."""
    if len(text) <= _IN_A_LINE and "\n" not in text:
        return len(text), 1
    lines = text[: _HIGHEST * _IN_A_LINE].split("\n")
    return max(map(len, lines)), sum(max(1, -(-len(line) // _IN_A_LINE)) for line in lines)


@cache
def _wrapped(heading: Heading) -> list[str]:
    """The lines of a heading."""
    return wrap(heading.text, _HEADING, break_long_words=False, break_on_hyphens=False)


def _finish(sheet: Any, title: str, filled: _Filled, keys: int) -> None:
    """Headings that stay in sight, filters, and how the sheet is printed."""
    sheet.freeze_panes(1, keys)
    sheet.autofilter(0, 0, filled.last_row, len(filled.widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # ids and codes are meant to be text
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(-(-sum(filled.widths) // _PAGE), 0)
    sheet.repeat_rows(0)
    if keys:
        sheet.repeat_columns(0, keys - 1)
    sheet.hide_gridlines(0)
    sheet.set_header(f"&L&B{title}")
    sheet.set_footer("&RSide &P af &N")
