"""Read the rows of a sheet in an OpenDocument spreadsheet (`.ods`) as a Danish spreadsheet shows them."""

import contextlib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from civic_partnership.errors import PathError
from civic_partnership.findings import sanitize
from civic_partnership.storage import MAX_UNPACKED
from civic_partnership.values import Label

from .open_document_parser import ContentParser
from .open_document_rows import ContentRow
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


class _Content(NamedTuple):
    """What is known of a spreadsheet before the rows of a sheet are read."""

    sheets: list[SheetSize]
    places: list[int]
    """The place of each sheet in the content, which also has sheets that no one sees."""
    comments: list[int]
    counts_from_1904: bool


def read_open_document(path: Path, settings: FileSettings) -> SourceTable:
    """Read the rows of the sheet that is asked for, else of the first that can be seen and holds something.

    Refuse a spreadsheet without this sheet.
    """
    content = _survey(path)
    chosen = choose_sheet(content.sheets, settings.sheet)
    others = [sheet for place, sheet in enumerate(content.sheets) if place != chosen]
    notes = SheetNotes(
        others=others,
        comments=content.comments[chosen],
    )
    shown = sanitize(content.sheets[chosen].title)
    return SourceTable(
        rows=_read_rows(path, content.places[chosen], notes),
        description=Label(
            f'arket "{shown}" i et OpenDocument-regneark',
            f'the sheet "{shown}" of an OpenDocument spreadsheet',
        ),
        is_workbook=True,
        days_from_1904=content.counts_from_1904,
        notes=notes.labels,
    )


def list_open_document_sheets(path: Path) -> list[SheetSize]:
    """Return the sheets of a spreadsheet with their rows."""
    return _survey(path).sheets


def _survey(path: Path) -> _Content:
    """Read the whole content once; refuse a spreadsheet that is damaged, or larger than is read."""
    parser = ContentParser(path)
    rows: Counter[int] = Counter()
    for row in _parse(path, parser):
        rows[row.sheet] += row.repeated
    places = [place for place, sheet in enumerate(parser.sheets) if not sheet.is_external]
    if not places:
        raise read_error(path, _DAMAGED)
    sheets = [parser.sheets[place] for place in places]
    return _Content(
        sheets=[
            SheetSize(sheet.title, not sheet.is_hidden, rows[place])
            for place, sheet in zip(places, sheets, strict=True)
        ],
        places=places,
        comments=[sheet.comments for sheet in sheets],
        counts_from_1904=parser.counts_from_1904,
    )


def _parse(path: Path, parser: ContentParser) -> Iterator[ContentRow]:
    with _translate_errors(path), zipfile.ZipFile(path) as archive:
        if archive.getinfo(_CONTENT).file_size > MAX_UNPACKED:  # no more is unpacked than it says
            raise read_error(path, _TOO_LARGE)
        with archive.open(_CONTENT) as content:
            yield from parser.parse(content)


def _read_rows(path: Path, place: int, notes: SheetNotes) -> Iterator[Row]:
    """Yield the rows that are not blank."""
    for row in _parse(path, ContentParser(path, only=place)):
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
