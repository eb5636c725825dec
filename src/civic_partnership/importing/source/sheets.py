"""The sheets of a workbook: which one is read, and how wide its rows may be."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from civic_partnership.errors import PathError
from civic_partnership.findings import sanitize
from civic_partnership.storage import MAX_COLUMNS
from civic_partnership.values import Label

from .source_table import MissingSheetError, normalize_heading, read_error


class SheetSize(NamedTuple):
    """A sheet of a workbook, whether it can be seen, and how many of its rows are not blank."""

    title: str
    is_visible: bool
    rows: int

    def describe(self) -> Label:
        """Name the sheet, and say how many rows it has and whether it is hidden."""
        shown = sanitize(self.title)
        da, en = ("række", "row") if self.rows == 1 else ("rækker", "rows")
        hidden = Label("", "") if self.is_visible else Label("skjult, ", "hidden, ")
        return Label(f'"{shown}" ({hidden.da}{self.rows} {da})', f'"{shown}" ({hidden.en}{self.rows} {en})')


def choose_sheet(sheets: Sequence[SheetSize], title: str | None) -> int:
    """Return the place of the sheet with a title, else of the first that can be seen and holds something.

    Raises:
        MissingSheetError: no sheet has this title.
    """
    places = range(len(sheets))
    if title is None:
        visible = [place for place in places if sheets[place].is_visible]
        filled = (place for place in visible if sheets[place].rows)
        return next(chain(filled, visible, places))
    wanted = normalize_heading(title)
    for place in places:
        if normalize_heading(sheets[place].title) == wanted:
            return place
    known = ", ".join(sanitize(sheet.title) for sheet in sheets)
    raise MissingSheetError(
        Label(f"Filen har ikke dette ark. Den har: {known}.", f"The file has no such sheet. It has: {known}.")
    )


def wide_row_error(path: Path, number: int) -> PathError:
    """Make the error for a row with a cell beyond the last column that is read."""
    return read_error(
        path,
        Label(
            f"række {number} går ud over kolonne {MAX_COLUMNS} (ZZ). Slet cellerne langt fra tabellen",
            f"row {number} goes beyond column {MAX_COLUMNS} (ZZ). Delete the cells far from the table",
        ),
    )
