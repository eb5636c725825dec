"""Open a foreign file, whatever kind of file it is."""

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
from .file_kinds import START_BYTES, find_kind
from .open_document import read_open_document
from .rejects import remove_reason_headings, restore_rows
from .source_table import FileSettings, IsHeading, Row, SourceTable, read_error

_NO_EXTRA = Label(
    "det kræver udvidelsen excel: pip install 'civic-partnership[excel]'",
    "that takes the extra excel: pip install 'civic-partnership[excel]'",
)


def open_table(path: Path, settings: FileSettings, is_heading: IsHeading) -> SourceTable:
    """Open a CSV file, or a sheet of a workbook (`.xlsx`, `.xlsm`, `.ods`); undo what rejects added.

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
        start: bytes | None = opened.read(START_BYTES)
    if start is None:  # a system's own file, such as the log of its kernel, in which nothing stands yet
        raise read_error(path, Label("det er ikke en almindelig fil", "it is not an ordinary file"))
    kind = find_kind(path, start)
    if isinstance(kind, Label):
        raise read_error(path, kind)
    if kind == "text":
        return read_delimited(path, settings, is_heading)
    if kind == "open document":
        return read_open_document(path, settings)
    try:
        from .workbook import read_workbook  # noqa: PLC0415 - it needs an extra
    except ImportError:
        raise read_error(path, _NO_EXTRA) from None
    return read_workbook(path, settings)
