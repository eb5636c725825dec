"""The format `xlsx`: a workbook with the grant overview, what the check finds, and a sheet for each table."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import about
from civic_partnership.plugins import EVERYTHING, Artifact, FieldPath, Loss
from civic_partnership.values import Label, danish_date

from .book import Book, Cell, Heading, Row
from .cells import fitted, format_of, held
from .findings import HEADINGS, findings
from .layout import ROWS, Layout, Linked, Spot, laid_out
from .overview import Laid, Overview, OverviewOptions, functions
from .records import Losses, rows

_FILE = "partnerskaber.xlsx"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TITLE = "Partnerskaber mellem kommune og foreninger"
FOUND: Final = "Fund"
CONTENTS: Final = "Indhold"
_CONTENTS = ("Tabel", "Ark", "Rækker")
_CHUNK = 64 * 1024


@frozen(kw_only=True)
class XlsxOptions(OverviewOptions):
    """What the workbook shows beside the tables.

    Attributes:
        on: the day as of which the register is checked; no findings are shown where there is none.

    """

    on: date | None = field(
        default=None,
        metadata=about("vis kontrollens fund pr. denne dag", "show what the check finds as of this day"),
    )


class Xlsx:
    """The exporter to a workbook of Excel: Danish headings, real dates and numbers, ids and codes as text."""

    name: Final = "xlsx"
    title: Final = Label("Excel-projektmappe på dansk", "Excel workbook in Danish")
    options: Final = XlsxOptions

    def __init__(self, most_rows: int = ROWS) -> None:
        """Make one.

        Args:
            most_rows: the most rows of a sheet; a table that has more goes on in the next one.

        """
        self._most_rows = most_rows

    def carries(self, options: XlsxOptions, /) -> frozenset[FieldPath]:
        """Everything.

        Raises:
            OptionsError: an option is not written as it should be.

        """
        functions(options)
        return EVERYTHING

    def export(self, register: Register, options: XlsxOptions, /) -> Iterator[Artifact | Loss]:
        """The workbook, then what its cells could not hold.

        Raises:
            OptionsError: an option is not written as it should be, or names what there is not.

        """
        overview = Overview.asked(options, register)
        layout = laid_out(register, self._most_rows)
        losses: Losses = {}
        book = Book(_TITLE, self._most_rows)
        book.add(
            overview.title, overview.title, _headings(overview), _lines(overview, register, layout), keys=3
        )
        if options.on is not None:
            title = f"Fund pr. {danish_date(options.on)}"
            book.add(
                FOUND,
                title,
                [Heading(text) for text in HEADINGS],
                findings(register, options.on, layout),
                keys=0,
            )
        book.add(CONTENTS, CONTENTS, [Heading(text) for text in _CONTENTS], _contents(layout), keys=0)
        for placed in layout.values():
            table = placed.table
            made = rows(table, register, layout, losses)
            book.add(placed.name, table.title, _headings(table), made, keys=len(table.sheet.keys))
        data = book.closed()
        pieces = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
        yield Artifact(name=_FILE, media_type=_MEDIA_TYPE, chunks=pieces)
        yield from losses


def _headings(table: Laid) -> list[Heading]:
    return [Heading(column.heading, format_of(column)) for column in table.columns]


def _lines(overview: Overview, register: Register, layout: Layout) -> Iterator[Row]:
    """The rows of the overview, each with a link to its partnership; the tables tell what does not fit."""
    columns = overview.columns
    place = [column.name for column in columns].index("partnership")
    for values in overview.rows(register):
        cells: list[Cell] = []
        for column, value in zip(columns, values, strict=True):
            cell = held(column, value)
            cells.append(fitted(cell)[0] if isinstance(cell, str) else cell)
        spot = layout["partnerships"].spot((values[place],))
        cells[place] = Linked(fitted(values[place])[0], spot) if spot else cells[place]
        yield cells


def _contents(layout: Layout) -> Iterator[Row]:
    for placed in layout.values():
        yield placed.table.title, Linked(placed.name, Spot(placed.name, 0)), len(placed.numbers)
