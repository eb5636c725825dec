"""Build the rows of an OpenDocument spreadsheet from their cells; refuse what is too large."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from civic_partnership.errors import PathError
from civic_partnership.storage import MAX_COLUMNS, MAX_ROWS
from civic_partnership.values import Label

from .cell_text import has_lost_letters, remove_invisible
from .open_document_cells import TABLE, fold_text, show_cell
from .sheets import wide_row_error
from .source_table import is_blank, read_error

MAX_CELLS: Final = 3_000_000
"""The most cells of a file up to the last one of each row that is not blank, repeated rows too."""
MAX_REPEATED_ROWS: Final = 100_000
"""The most rows that a file may have by repeating rows that are not blank."""
MAX_ROW_TEXT: Final = 1_000_000
"""The most characters in a row: a cell has at most some 65,000."""

_HIDDEN = ("collapse", "filter")


class ContentRow(NamedTuple):
    """A row that is not blank, which may stand several times, one below the other.

    Attributes:
        sheet: the place of its sheet among all of the content.
        number: the number of the first such row, counted from 1.
        repeated: how many there are.
        cells: the texts of its cells up to the last that is not empty.
        is_hidden: whether it is hidden.
        is_struck: whether a cell with a text is struck out.
        is_damaged: whether a text has lost letters.
    """

    sheet: int
    number: int
    repeated: int
    cells: list[str]
    is_hidden: bool
    is_struck: bool
    is_damaged: bool


class RowBuilder:
    """Builds one row after the other."""

    def __init__(self, path: Path) -> None:
        """Prepare to build; `path` is the file, for messages."""
        self._path = path
        self._sheet = -1
        self._number = 0
        self._cell_count = self._repeated_rows = 0
        self.start_row({})

    def start_sheet(self) -> None:
        """Begin the next sheet."""
        self._sheet += 1
        self._number = 0

    def start_row(self, attributes: Mapping[str, str]) -> None:
        """Begin a row without cells."""
        self._attributes = attributes
        self._cells: list[str] = []
        self._column = self._text_size = 0
        self._is_struck = self._is_damaged = False

    def count_text(self, size: int) -> None:
        """Count the characters of a row; raise `PathError` if there are too many."""
        self._text_size += size
        if self._text_size > MAX_ROW_TEXT:
            number = self._number + 1
            raise self._error(
                f"række {number} har mere end {MAX_ROW_TEXT} tegn. Del den, eller slet den",
                f"row {number} has more than {MAX_ROW_TEXT} characters. Split it or delete it",
            )

    def add_cell(self, attributes: Mapping[str, str], raw: str, *, is_struck: bool) -> None:
        """Add a cell as many times as it is repeated."""
        repeated = _repeats(attributes, "columns")
        text = show_cell(attributes, fold_text(raw))
        if text:
            if self._column + repeated > MAX_COLUMNS:
                raise wide_row_error(self._path, self._number + 1)
            if not text.isascii():
                self._is_damaged = self._is_damaged or has_lost_letters(text)
                text = remove_invisible(text)
            self._is_struck = self._is_struck or is_struck
            self._cells += [""] * (self._column - len(self._cells))
            self._cells += [text] * repeated
        self._column += repeated

    def end_row(self) -> ContentRow | None:
        """Return the row; None if it is blank."""
        repeated = _repeats(self._attributes, "rows")
        first = self._number + 1
        self._number += repeated
        if is_blank(self._cells):
            return None
        self._check_size(first, repeated)
        is_hidden = self._attributes.get(f"{TABLE}visibility") in _HIDDEN
        return ContentRow(
            self._sheet, first, repeated, self._cells, is_hidden, self._is_struck, self._is_damaged
        )

    def _check_size(self, first: int, repeated: int) -> None:
        """Refuse a row that is not blank if it makes the file larger than is read."""
        if self._number > MAX_ROWS:
            raise self._error(
                f"der står noget i en celle efter række {MAX_ROWS}. Slet cellerne langt fra tabellen",
                f"something stands in a cell beyond row {MAX_ROWS}. Delete the cells far from the table",
            )
        self._repeated_rows += repeated - 1
        if self._repeated_rows > MAX_REPEATED_ROWS:
            raise self._error(
                f"række {first} står {repeated} gange, og så mange rækker læses ikke. Slet gentagelserne",
                f"row {first} stands {repeated} times, and so many are not read. Delete the repeated ones",
            )
        self._cell_count += repeated * len(self._cells)
        if self._cell_count > MAX_CELLS:
            raise self._error(
                f"regnearket har mere end {MAX_CELLS} celler. Del det i flere, eller gem arket som CSV",
                f"the spreadsheet has more than {MAX_CELLS} cells. Split it, or save the sheet as CSV",
            )

    def _error(self, da: str, en: str) -> PathError:
        return read_error(self._path, Label(da, en))


def _repeats(attributes: Mapping[str, str], what: str) -> int:
    """Return how many times a row or cell stands; raise `ValueError` if that is no number from 1 on."""
    number = int(attributes.get(f"{TABLE}number-{what}-repeated", 1))
    if number < 1:
        raise ValueError(number)
    return number
