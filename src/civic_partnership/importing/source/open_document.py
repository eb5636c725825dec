"""Read the rows of a sheet in an OpenDocument spreadsheet (`.ods`) as a Danish spreadsheet shows them."""

import contextlib
import zipfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.findings import sanitize
from civic_partnership.storage import MAX_UNPACKED
from civic_partnership.values import Label

from .open_document_parser import ContentParser, RowT
from .open_document_rows import RowParser
from .open_document_survey import ContentSheet, ContentSurvey
from .sheet_notes import SheetNotes
from .sheets import SheetSize, choose_sheet
from .source_table import FileSettings, Row, SourceTable, read_error

_DAMAGED = Label(
    "det er ikke et helt OpenDocument-regneark. Gem det igen som .ods, .xlsx eller CSV",
    "it is no whole OpenDocument spreadsheet. Save it again as .ods, .xlsx or CSV",
)
_TOO_LARGE = Label(
    f"regnearket har mere end {MAX_UNPACKED // 2**20} MiB. Del det i flere, eller gem arket som CSV",
    f"the spreadsheet has more than {MAX_UNPACKED // 2**20} MiB. Split it, or save the sheet as CSV",
)
_CONTENT = "content.xml"


def read_open_document(path: Path, settings: FileSettings) -> SourceTable:
    """Read the rows of the sheet that is asked for, else of the first that can be seen and holds something.

    Refuse a spreadsheet without this sheet.
    """
    survey, sheets = _survey(path)
    sizes = [SheetSize(sheet.title, sheet.is_visible, sheet.rows) for sheet in sheets]
    chosen = choose_sheet(sizes, settings.sheet)
    others = [size for place, size in enumerate(sizes) if place != chosen]
    sheet = sheets[chosen]
    notes = SheetNotes(others=others, comments=sheet.comments)
    shown = sanitize(sheet.title)
    return SourceTable(
        rows=_read_rows(path, sheet.place, notes),
        description=Label(
            f'arket "{shown}" i et OpenDocument-regneark',
            f'the sheet "{shown}" of an OpenDocument spreadsheet',
        ),
        is_workbook=True,
        days_from_1904=survey.counts_from_1904,
        notes=notes.labels,
    )


def list_open_document_sheets(path: Path) -> list[SheetSize]:
    """Return the sheets of a spreadsheet with their rows."""
    _, sheets = _survey(path)
    return [SheetSize(sheet.title, sheet.is_visible, sheet.rows) for sheet in sheets]


def _survey(path: Path) -> tuple[ContentSurvey, list[ContentSheet]]:
    """Read the whole content once; return also its sheets but for those that no one sees."""
    survey = ContentSurvey(path)
    deque(_parse(path, survey), maxlen=0)  # it makes no rows
    sheets = [sheet for sheet in survey.sheets if not sheet.is_cache]
    if not sheets:
        raise read_error(path, _DAMAGED)
    return survey, sheets


def _parse(path: Path, parser: ContentParser[RowT]) -> Iterator[RowT]:
    with _translate_errors(path), zipfile.ZipFile(path) as archive:
        if archive.getinfo(_CONTENT).file_size > MAX_UNPACKED:  # no more is unpacked than it says
            raise read_error(path, _TOO_LARGE)
        with archive.open(_CONTENT) as content:
            yield from parser.parse(content)


def _read_rows(path: Path, place: int, notes: SheetNotes) -> Iterator[Row]:
    """Yield the rows that are not blank."""
    for row in _parse(path, RowParser(path, place)):
        for number in range(row.number, row.number + row.repeated):
            notes.hidden_rows += row.is_hidden
            notes.struck_rows += row.is_struck
            yield Row(number, row.cells, damaged=row.is_damaged)


@contextlib.contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    """Turn any error about the content into one sentence."""
    try:
        yield
    except PathError:
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no spreadsheet that can be read
        raise read_error(path, _DAMAGED) from None
