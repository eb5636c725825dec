"""The part of the package `python_calamine` that plugins use, over openpyxl: for the page only."""

from typing import IO, Any

import openpyxl
from openpyxl.utils.escape import unescape


class CalamineWorkbook:
    """A workbook, opened.

    Attributes:
        sheet_names: the names of its sheets.
    """

    def __init__(self, workbook: openpyxl.Workbook) -> None:
        self._workbook = workbook
        self.sheet_names: list[str] = [sheet.title for sheet in workbook.worksheets]

    @classmethod
    def from_filelike(cls, file: IO[bytes]) -> "CalamineWorkbook":
        """Open a workbook; its values are those that stand in the file, and no formulas."""
        return cls(openpyxl.load_workbook(file, read_only=True, data_only=True))

    def get_sheet_by_name(self, name: str) -> "CalamineSheet":
        """Return the sheet with a name."""
        return CalamineSheet(self._workbook[name])


class CalamineSheet:
    """A sheet of a workbook."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def to_python(self, *, skip_empty_area: bool) -> list[list[Any]]:
        """Return the values of its rows, all of one length; an empty cell is an empty text."""
        assert not skip_empty_area  # noqa: S101 - nobody asks for another area
        self._sheet.reset_dimensions()  # what the file says of them need not be true
        rows = [list(map(_read, row)) for row in self._sheet.iter_rows(values_only=True)]
        width = max(map(len, rows), default=0)
        return [row + [""] * (width - len(row)) for row in rows]


def _read(value: Any) -> Any:
    if isinstance(value, str):
        return unescape(value)
    return "" if value is None else value
