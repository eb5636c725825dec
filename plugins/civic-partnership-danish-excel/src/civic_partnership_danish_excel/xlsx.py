"""The format `xlsx`: a workbook with two overviews, the findings, and a sheet for each table."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve, field, frozen

from civic_partnership import Register
from civic_partnership.model import about
from civic_partnership.plugins import EVERYTHING, Artifact, FieldPath, Label, Loss
from civic_partnership.values import danish_date

from .danish_tables import DanishColumn
from .grant_overview import GrantOverview, OverviewOptions, read_functions
from .overview import AnyTable, Overview, overviews_with_rows
from .sheet_rows import FINDING_HEADINGS, Losses, build_rows, finding_rows
from .workbook_cells import cell_value, fit_text, number_format
from .workbook_layout import CellAddress, LinkedText, WorkbookLayout, lay_out
from .workbook_writer import Heading, Row, SheetCell, TotalRow, WorkbookWriter

_FILE = "partnerskaber.xlsx"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TITLE = "Partnerskaber mellem kommune og foreninger"
FINDINGS: Final = "Fund"
CONTENTS: Final = "Indhold"
_CONTENTS = ("Tabel", "Ark", "Rækker")
_CHUNK = 64 * 1024


@frozen(kw_only=True)
class XlsxOptions(OverviewOptions):
    """The options of the workbook. If `on` is not given, the workbook has no findings."""

    on: date | None = field(
        default=None,
        metadata=about("vis kontrollens fund pr. denne dag", "show what the check finds as of this day"),
    )


class Xlsx:
    """The exporter to a workbook of Excel: Danish headings, real dates and numbers, ids and codes as text."""

    name: Final = "xlsx"
    title: Final = Label("Excel-projektmappe på dansk", "Excel workbook in Danish")
    options: Final = XlsxOptions

    def carries(self, options: XlsxOptions, /) -> frozenset[FieldPath]:
        """Return all fields; raise an OptionsError for a wrong option."""
        read_functions(options)
        return EVERYTHING

    def export(self, register: Register, options: XlsxOptions, /) -> Iterator[Artifact | Loss]:
        """Yield the workbook, and then the losses; OptionsError: a wrong option, or too many rows."""
        overviews = overviews_with_rows(options, register)
        layout = lay_out(register)
        losses: Losses = {}
        book = WorkbookWriter(_TITLE)
        for overview in overviews:
            rows = _overview_rows(overview, register, layout)
            book.add(overview.title, overview.title, _headings(overview), rows, keys=3)
        if options.on is not None:
            title = f"Fund pr. {danish_date(options.on)}"
            book.add(
                FINDINGS,
                title,
                [Heading(text) for text in FINDING_HEADINGS],
                finding_rows(register, options.on, layout),
                keys=0,
            )
        book.add(CONTENTS, CONTENTS, [Heading(text) for text in _CONTENTS], _content_rows(layout), keys=0)
        for placed in layout.values():
            table = placed.table
            rows = build_rows(table, register, layout, losses)
            book.add(placed.name, table.title, _headings(table), rows, keys=len(table.layout.keys))
        data = book.close()
        pieces = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
        yield Artifact(name=_FILE, media_type=_MEDIA_TYPE, chunks=pieces)
        yield from losses


def _headings(table: AnyTable) -> list[Heading]:
    headings = [Heading(column.heading, number_format(column)) for column in table.columns]
    if not isinstance(table, Overview):
        return headings
    return [evolve(each, widest=width) for each, width in zip(headings, table.widths, strict=True)]


def _overview_rows(
    overview: GrantOverview | Overview, register: Register, layout: WorkbookLayout
) -> Iterator[Row]:
    """Yield the rows of an overview, each with a link to its partnership; the tables report the losses."""
    columns = overview.columns
    place = [column.name for column in columns].index("partnership")
    for values in overview.rows(register):
        cells = _overview_cells(columns, values)
        address = layout["partnerships"].address((values[place],))
        cells[place] = LinkedText(fit_text(values[place])[0], address) if address else cells[place]
        yield cells
    if isinstance(overview, Overview):
        yield from (TotalRow(_overview_cells(columns, values)) for values in overview.totals(register))


def _overview_cells(columns: Sequence[DanishColumn], values: Sequence[Any]) -> list[SheetCell]:
    cells = map(cell_value, columns, values)
    return [fit_text(cell)[0] if isinstance(cell, str) else cell for cell in cells]


def _content_rows(layout: WorkbookLayout) -> Iterator[Row]:
    for placed in layout.values():
        yield placed.table.title, LinkedText(placed.name, CellAddress(placed.name, 0)), len(placed.numbers)
