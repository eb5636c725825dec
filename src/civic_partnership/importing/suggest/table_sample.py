"""Read as much of a foreign file as a suggestion needs: its best sheet, its first rows and its last rows."""

import contextlib
import warnings
from collections import deque
from itertools import islice
from pathlib import Path

from attrs import frozen

from civic_partnership.errors import PathError
from civic_partnership.importing.source import (
    FileSettings,
    Row,
    SheetSize,
    SourceTable,
    is_open_document,
    list_open_document_sheets,
    open_table,
)
from civic_partnership.storage import measure_workbook
from civic_partnership.values import Label

from .heading_words import is_known

_FIRST = 5_000
"""So many rows from the first on are looked at."""
_LAST = 100
"""So many rows up to the last are looked at."""


@frozen(kw_only=True)
class TableSample:
    """The rows of a foreign file that a suggestion is made of.

    Attributes:
        description: how the file was read.
        sheet: the sheet that was read; None for a file without sheets.
        other_sheets: the other sheets that have rows.
        rows: the first rows and the last ones; in a long file those between are missing.
    """

    description: Label
    sheet: SheetSize | None
    other_sheets: tuple[SheetSize, ...]
    rows: tuple[Row, ...]


def read_sample(path: Path) -> TableSample:
    """Read a foreign file; of a workbook, the sheet with most rows that can be seen."""
    sheets = _measure_sheets(path)
    if not sheets:
        table = open_table(path, FileSettings(), is_known)
        return TableSample(description=table.description, sheet=None, other_sheets=(), rows=_keep_rows(table))
    best = max(sheets, key=lambda sheet: (sheet.is_visible, sheet.rows))  # of equal ones, the first
    table = open_table(path, FileSettings(sheet=best.title), is_known)
    others = tuple(sheet for sheet in sheets if sheet is not best and sheet.rows)
    return TableSample(description=table.description, sheet=best, other_sheets=others, rows=_keep_rows(table))


def _keep_rows(table: SourceTable) -> tuple[Row, ...]:
    first = list(islice(table.rows, _FIRST))
    return (*first, *deque(table.rows, _LAST))


def _measure_sheets(path: Path) -> list[SheetSize]:
    """Return the sheets of a workbook with their rows; none for another file, or one that is damaged."""
    with contextlib.suppress(Exception), warnings.catch_warnings():  # opening the table tells what is wrong
        warnings.simplefilter("ignore")
        return list_open_document_sheets(path) if is_open_document(path) else _list_sheets(path)
    return []


def _list_sheets(path: Path) -> list[SheetSize]:
    """Return the sheets of an Excel file with their rows."""
    import openpyxl  # noqa: PLC0415 - an extra, and only for workbooks

    with path.open("rb") as file:
        measure_workbook(file)
        sheets = openpyxl.load_workbook(file, read_only=True).worksheets
        titles = [(sheet.title, sheet.sheet_state == "visible") for sheet in sheets]
    return [SheetSize(title, is_visible, _count_rows(path, title)) for title, is_visible in titles]


def _count_rows(path: Path, title: str) -> int:
    try:
        return sum(1 for _ in open_table(path, FileSettings(sheet=title), is_known).rows)
    except PathError:  # it is empty
        return 0
