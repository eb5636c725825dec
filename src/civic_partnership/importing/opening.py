"""Opening a foreign file: what kind of file it is, and whether it is one of rejected rows that comes back."""

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from attrs import evolve

from civic_partnership.errors import PathError
from civic_partnership.files import os_reason
from civic_partnership.findings import format_path
from civic_partnership.storage.cells import ANY_TABLE
from civic_partnership.storage.discovery import open_without_waiting
from civic_partnership.values import Label

from .delimited import delimited_table
from .mapping import Mapping
from .tables import GUARDED_HEADINGS, REJECT_HEADINGS, ForeignTable, Row, Written, is_blank, unreadable
from .workbooks import workbook_table

_NO_REASONS = Label(
    f"rækken har ikke de {len(REJECT_HEADINGS)} kolonner foran, som filen med afviste rækker har",
    f"the row lacks the {len(REJECT_HEADINGS)} columns in front that a file of rejected rows has",
)


def foreign_table(path: Path, mapping: Mapping) -> ForeignTable:
    """The rows of a CSV file, or of a sheet of a workbook (`.xlsx`, `.xlsm`).

    Of a file of rejected rows the columns that say why are taken off.

    Raises:
        MappingError: a workbook has no such sheet.
        PathError: it cannot be read, or is neither.

    """
    try:
        if not path.is_file():
            shown = format_path(path)
            raise PathError(
                f"Der findes ingen fil {shown}. Ret stien.", f"There is no file {shown}. Correct the path."
            )
        table = _table(path, mapping)
        first = next(table.rows, None)
    except (OSError, ValueError) as error:
        reason = os_reason(error)
        raise unreadable(path, reason.da, reason.en) from None
    if first is None:
        raise unreadable(path, "den er tom", "it is empty")
    rows = _read(path, chain([first], table.rows))
    headings = tuple(first.cells[: len(REJECT_HEADINGS)])
    if headings in (REJECT_HEADINGS, GUARDED_HEADINGS):
        written = evolve(table.written, guarded=headings == GUARDED_HEADINGS)
        return evolve(table, written=written, rows=_without_reasons(rows, written), comes_back=True)
    return evolve(table, rows=rows)


def _read(path: Path, rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows; what the system says against reading one is told with the path."""
    try:
        yield from rows
    except OSError as error:
        reason = os_reason(error)
        raise unreadable(path, reason.da, reason.en) from None


def _table(path: Path, mapping: Mapping) -> ForeignTable:
    with open_without_waiting(path) as opened:
        begins: bytes | None = opened.read(8)
    if begins is None:  # a system's own file, such as the log of its kernel, in which nothing stands yet
        raise unreadable(path, "det er ikke en almindelig fil", "it is not an ordinary file")
    if begins.startswith(b"PK\x03\x04"):
        return workbook_table(path, mapping)
    if begins.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable(
            path,
            "det er en gammel Excel-fil, eller en med adgangskode. Gem den som .xlsx uden adgangskode",
            "it is an old Excel file, or one with a password. Save it as .xlsx without a password",
        )
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in begins:
        raise unreadable(
            path, 'den er i UTF-16. Gem den som "CSV UTF-8"', 'it is in UTF-16. Save it as "CSV UTF-8"'
        )
    return delimited_table(path, mapping)


def _without_reasons(rows: Iterator[Row], written: Written) -> Iterator[Row]:
    """The rows as they were before it was said why they are rejected."""
    number = len(REJECT_HEADINGS)
    sign = re.escape(written.delimiter.encode(written.encoding))
    reasons = re.compile(rb'(?:(?:"(?:[^"]|"")*"|[^"\r\n]*?)%s){%d}' % (sign, number))
    for row in rows:
        found = reasons.match(row.raw)
        if found is None:
            yield row._replace(broken=row.broken or _NO_REASONS)
        elif row.broken or not is_blank(row.cells[number:]):
            cells = row.cells[number:]
            if written.guarded:
                cells = [*map(ANY_TABLE.unguard, cells)]
            yield row._replace(cells=cells, raw=row.raw[found.end() :])
