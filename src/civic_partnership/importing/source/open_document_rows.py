"""Parse the rows of a sheet in an OpenDocument spreadsheet."""

from pathlib import Path
from typing import Final, NamedTuple

from civic_partnership.storage import MAX_COLUMNS, MAX_ROWS

from .cell_text import has_lost_letters, remove_invisible
from .open_document_cells import BLANK, BREAK, TAB, fold_text, show_cell
from .open_document_parser import STYLE, TABLE, TEXT, Attributes, ContentParser, count_repeats
from .sheets import wide_row_error
from .source_table import is_blank

MAX_CELLS: Final = 3_000_000
"""The most cells of a sheet up to the last one of each row that is not blank, repeated rows too."""
MAX_REPEATED_ROWS: Final = 100_000
"""The most rows that a sheet may have by repeating rows that are not blank."""
MAX_ROW_TEXT: Final = 1_000_000
"""The most characters in a row: a cell has at most some 65,000."""

_HIDDEN = ("collapse", "filter")


class ContentRow(NamedTuple):
    """A row that is not blank, which may stand several times, one below the other.

    Attributes:
        number: the number of the first such row, counted from 1.
        repeated: how many there are.
        cells: the texts of its cells up to the last that is not empty.
        is_hidden: whether it is hidden.
        is_struck: whether a cell with a text is struck out.
        is_damaged: whether a text has lost letters.
    """

    number: int
    repeated: int
    cells: list[str]
    is_hidden: bool
    is_struck: bool
    is_damaged: bool


class RowParser(ContentParser[ContentRow]):
    """Parses the rows of one sheet."""

    def __init__(self, path: Path, place: int) -> None:
        """Prepare to parse the sheet at a place among all in the content."""
        super().__init__(path)
        self._place = place
        self._style = ""
        self._struck_styles: set[str] = set()
        self._number = self._cell_count = self._repeated_rows = 0
        self._start_row({})
        self._start_cell({})
        self._in_cell = self._in_paragraph = False
        self.starts |= {
            f"{STYLE}style": self._start_style,
            f"{STYLE}text-properties": self._start_text_properties,
            f"{TABLE}table-row": self._start_row,
            f"{TABLE}table-cell": self._start_cell,
            f"{TABLE}covered-table-cell": self._start_cell,
            f"{TEXT}p": self._start_paragraph,
            f"{TEXT}s": self._start_blanks,
            f"{TEXT}tab": lambda _: self.add_text(TAB),
            f"{TEXT}line-break": lambda _: self.add_text(BREAK),
        }
        self.ends |= {
            f"{TABLE}table-row": self._end_row,
            f"{TABLE}table-cell": self._end_cell,
            f"{TABLE}covered-table-cell": self._end_cell,
            f"{TEXT}p": self._end_paragraph,
        }

    def start_sheet(self, attributes: Attributes) -> None:
        """Begin the next sheet; skip it if it is not the one."""
        super().start_sheet(attributes)
        if self.sheet != self._place:
            self.skip()

    def add_text(self, text: str) -> None:
        """Add a text to the cell if it stands in a paragraph."""
        if self._in_paragraph:
            self._text_size += len(text)
            if self._text_size > MAX_ROW_TEXT:
                number = self._number + 1
                raise self.error(
                    f"række {number} har mere end {MAX_ROW_TEXT} tegn. Del den, eller slet den",
                    f"row {number} has more than {MAX_ROW_TEXT} characters. Split it or delete it",
                )
            self._texts.append(text)

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{STYLE}name", "")

    def _start_text_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{STYLE}text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    def _start_row(self, attributes: Attributes) -> None:
        self._row = attributes
        self._cells: list[str] = []
        self._column = self._text_size = 0
        self._is_struck = self._is_damaged = False

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._texts: list[str] = []
        self._in_cell = True

    def _start_paragraph(self, _: Attributes) -> None:
        self._in_paragraph = self._in_cell
        if self._texts:
            self._texts.append(BREAK)

    def _start_blanks(self, attributes: Attributes) -> None:
        count = int(attributes.get(f"{TEXT}c", 1))
        self.add_text(BLANK * min(count, MAX_ROW_TEXT + 1))

    def _end_paragraph(self) -> None:
        self._in_paragraph = False

    def _end_cell(self) -> None:
        self._in_cell = False
        repeated = count_repeats(self._cell, "columns")
        text = show_cell(self._cell, fold_text("".join(self._texts)) if self._texts else "")
        if text:
            if self._column + repeated > MAX_COLUMNS:
                raise wide_row_error(self.path, self._number + 1)
            if not text.isascii():
                self._is_damaged = self._is_damaged or has_lost_letters(text)
                text = remove_invisible(text)
            self._is_struck |= self._cell.get(f"{TABLE}style-name") in self._struck_styles
            self._cells += [""] * (self._column - len(self._cells))
            self._cells += [text] * repeated
        self._column += repeated

    def _end_row(self) -> None:
        repeated = count_repeats(self._row, "rows")
        first = self._number + 1
        self._number += repeated
        if not is_blank(self._cells):
            self._check_size(first, repeated)
            is_hidden = self._row.get(f"{TABLE}visibility") in _HIDDEN
            self.made.append(
                ContentRow(first, repeated, self._cells, is_hidden, self._is_struck, self._is_damaged)
            )

    def _check_size(self, first: int, repeated: int) -> None:
        """Refuse a row that is not blank if it makes the sheet larger than is read."""
        if self._number > MAX_ROWS:
            raise self.error(
                f"der står noget i en celle efter række {MAX_ROWS}. Slet cellerne langt fra tabellen",
                f"something stands in a cell beyond row {MAX_ROWS}. Delete the cells far from the table",
            )
        self._repeated_rows += repeated - 1
        if self._repeated_rows > MAX_REPEATED_ROWS:
            raise self.error(
                f"række {first} står {repeated} gange, og så mange rækker læses ikke. Slet gentagelserne",
                f"row {first} stands {repeated} times, and so many are not read. Delete the repeated ones",
            )
        self._cell_count += repeated * len(self._cells)
        if self._cell_count > MAX_CELLS:
            raise self.error(
                f"arket har mere end {MAX_CELLS} celler. Del det i flere, eller gem det som CSV",
                f"the sheet has more than {MAX_CELLS} cells. Split it, or save it as CSV",
            )
