"""Read the rows of a sheet in an OpenDocument spreadsheet (`.ods`) as a Danish spreadsheet shows them."""

import zipfile
from pathlib import Path

from civic_partnership.findings import sanitize
from civic_partnership.storage import MAX_UNPACKED
from civic_partnership.values import Label

from .open_document_parser import ContentParser
from .sheets import OpenSheet, SheetSize, choose_sheet
from .source_table import FileSettings, SourceTable, read_error, translate_errors

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
    parser = ContentParser(path)
    with translate_errors(path, _DAMAGED), zipfile.ZipFile(path) as archive:
        if archive.getinfo(_CONTENT).file_size > MAX_UNPACKED:  # no more is unpacked than it says
            raise read_error(path, _TOO_LARGE)
        with archive.open(_CONTENT) as content:
            parser.parse(content)
    sheets = [sheet for sheet in parser.sheets if not sheet.is_cache]
    if not sheets:
        raise read_error(path, _DAMAGED)
    sizes = [SheetSize(sheet.title, sheet.is_visible, sheet.row_count) for sheet in sheets]
    chosen = choose_sheet(sizes, settings.sheet)
    sheet = sheets[chosen]
    if sheet.error is not None:
        with translate_errors(path, _DAMAGED):
            raise sheet.error
    shown = sanitize(sheet.title)
    return SourceTable(
        rows=(
            row._replace(number=row.number + below)
            for row, repeated in sheet.rows
            for below in range(repeated)
        ),
        description=Label(
            f'arket "{shown}" i et OpenDocument-regneark',
            f'the sheet "{shown}" of an OpenDocument spreadsheet',
        ),
        sheet=OpenSheet(
            size=sizes[chosen],
            others=[each for each in sizes if each.rows and each is not sizes[chosen]],
            hidden_rows=sheet.hidden_rows,
            struck_rows=sheet.struck_rows,
            comments=sheet.comments,
        ),
        days_from_1904=parser.counts_from_1904,
    )
