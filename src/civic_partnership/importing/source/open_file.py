"""Open a foreign file, whatever kind of file it is."""

import codecs
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from attrs import evolve

from civic_partnership.errors import PathError
from civic_partnership.files import os_reason
from civic_partnership.findings import format_path
from civic_partnership.storage import open_without_waiting
from civic_partnership.values import Label

from .delimited import read_delimited
from .rejects import remove_reason_headings, restore_rows
from .source_table import FileSettings, IsHeading, Row, SourceTable, read_error
from .workbook import read_workbook

_OLD_EXCEL = Label(
    "det er en gammel Excel-fil, eller en med adgangskode. Gem den som .xlsx uden adgangskode",
    "it is an old Excel file, or one with a password. Save it as .xlsx without a password",
)
_UTF16 = Label('den er i UTF-16. Gem den som "CSV UTF-8"', 'it is in UTF-16. Save it as "CSV UTF-8"')


def open_table(path: Path, settings: FileSettings, is_heading: IsHeading) -> SourceTable:
    """Open a CSV file, or a sheet of a workbook (`.xlsx`, `.xlsm`); undo what a file of rejects added.

    `is_heading` tells which texts are headings that the mapping names.
    """
    try:
        if not path.is_file():
            shown = format_path(path)
            raise PathError(
                f"Der findes ingen fil {shown}. Ret stien.", f"There is no file {shown}. Correct the path."
            )
        table = _open(path, settings, is_heading)
        first = next(table.rows, None)
    except (OSError, ValueError) as error:
        raise read_error(path, os_reason(error)) from None
    if first is None:
        raise read_error(path, Label("den er tom", "it is empty"))
    rows = _translate_errors(path, table.rows)
    headings = remove_reason_headings(first)
    if headings is None:
        return evolve(table, rows=chain([first], rows))
    return evolve(table, rows=chain([headings], restore_rows(rows)), holds_rejects=True)


def _translate_errors(path: Path, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows; an error of the system becomes a `PathError` with the path."""
    try:
        yield from rows
    except OSError as error:
        raise read_error(path, os_reason(error)) from None


def _open(path: Path, settings: FileSettings, is_heading: IsHeading) -> SourceTable:
    with open_without_waiting(path) as opened:
        start: bytes | None = opened.read(8)
    if start is None:  # a system's own file, such as the log of its kernel, in which nothing stands yet
        raise read_error(path, Label("det er ikke en almindelig fil", "it is not an ordinary file"))
    if start.startswith(b"PK\x03\x04"):
        return read_workbook(path, settings)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise read_error(path, _OLD_EXCEL)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start:
        raise read_error(path, _UTF16)
    return read_delimited(path, settings, is_heading)
