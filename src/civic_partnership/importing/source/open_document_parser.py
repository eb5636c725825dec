"""Parse the content of an OpenDocument spreadsheet piece by piece; refuse what would take too much."""

from collections.abc import Callable
from pathlib import Path
from typing import IO, Final
from xml.parsers.expat import ParserCreate

from attrs import field, mutable

from civic_partnership.errors import PathError
from civic_partnership.storage import MAX_COLUMNS, MAX_ROWS
from civic_partnership.values import Label

from .cell_text import has_lost_letters, is_blank, remove_invisible
from .open_document_cells import BLANK, BREAK, OFFICE, TAB, TABLE, Attributes, fold_text, show_cell
from .source_table import Row, read_error, wide_row_error

MAX_TAG: Final = 1024 * 1024
"""The most bytes in a tag: a cell of one formula has some hundred."""
MAX_DEPTH: Final = 200
"""The most tags in one another: a spreadsheet has some twelve."""
MAX_NAMES: Final = 5_000
"""The most names of tags and attributes: all of OpenDocument has some two thousand."""
MAX_SHEETS: Final = 1_000
"""The most sheets of a file."""
MAX_CELLS: Final = 3_000_000
"""The most cells of a file up to the last one of each row that is not blank, repeated rows too."""
MAX_REPEATED_ROWS: Final = 100_000
"""The most rows that a file may have by repeating rows that are not blank."""
MAX_TEXT: Final = 100_000_000
"""The most characters in the cells of a file, each repeated cell once."""

_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_COMMENT = f"{OFFICE}annotation"
_SKIPPED = frozenset(
    (_COMMENT, f"{OFFICE}forms", f"{TABLE}shapes", f"{TABLE}tracked-changes", f"{TABLE}dde-links")
)
"""What stands beside the cells, though it may have paragraphs and tables."""
_HIDDEN = ("collapse", "filter")
_CHUNK = 64 * 1024
_DECLARATIONS = "no spreadsheet declares entities, and they may grow without end"


@mutable
class ContentSheet:
    """A sheet of a spreadsheet.

    Attributes:
        title: its title.
        is_visible: whether it can be seen.
        rows: the rows that are not blank, each with the number of times that it stands, one below the other.
        row_count: how many these are.
        hidden_rows: how many of them are hidden.
        struck_rows: how many have a cell with a text that is struck out.
        comments: how many comments stand at its cells.
        last_row: the number of the last row, which may be blank.
        is_cache: whether it only keeps what a formula has read in another file; no one sees such a sheet.
        error: why it cannot be read; None if it can.
    """

    title: str
    is_visible: bool
    rows: list[tuple[Row, int]] = field(factory=list)
    row_count: int = 0
    hidden_rows: int = 0
    struck_rows: int = 0
    comments: int = 0
    last_row: int = 0
    is_cache: bool = False
    error: Exception | None = None


class ContentParser:
    """Parses the content of one spreadsheet.

    What is wrong with one sheet is kept beside it, for the others can be read.

    Attributes:
        sheets: the sheets with their rows.
        counts_from_1904: whether day numbers count from 1904.
    """

    def __init__(self, path: Path) -> None:
        """Prepare to parse; messages name the path."""
        self.sheets: list[ContentSheet] = []
        self.counts_from_1904 = False
        self._path = path
        self._skipped = self._depth = self._sheet_depth = 0
        self._cell_count = self._repeated_rows = self._text_size = 0
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._start_row({})
        self._start_cell({})
        self._in_cell = self._in_paragraph = False
        self._starts: dict[str, Callable[[Attributes], object]] = {
            f"{TABLE}null-date": self._start_null_date,
            f"{_STYLE}style": self._start_style,
            f"{_STYLE}table-properties": self._start_table_properties,
            f"{_STYLE}text-properties": self._start_text_properties,
            f"{TABLE}table": self._start_sheet,
            f"{TABLE}table-source": self._start_source,
            f"{TABLE}table-row": self._start_row,
            f"{TABLE}table-cell": self._start_cell,
            f"{TABLE}covered-table-cell": self._start_cell,
            f"{_TEXT}p": self._start_paragraph,
            f"{_TEXT}s": lambda attributes: self._add_text(BLANK, int(attributes.get(f"{_TEXT}c", 1))),
            f"{_TEXT}tab": lambda _: self._add_text(TAB),
            f"{_TEXT}line-break": lambda _: self._add_text(BREAK),
        }
        self._ends: dict[str, Callable[[], object]] = {
            f"{TABLE}table-row": self._end_row,
            f"{TABLE}table-cell": self._end_cell,
            f"{TABLE}covered-table-cell": self._end_cell,
            f"{_TEXT}p": self._end_paragraph,
        }

    def parse(self, content: IO[bytes]) -> None:
        """Parse the content; raise `PathError` for what is too large, and any error for what is damaged."""
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add_text
        parser.StartDoctypeDeclHandler = _refuse_declarations
        read = 0
        while chunk := content.read(_CHUNK):
            parser.Parse(chunk)
            read += len(chunk)
            is_too_much = read - parser.CurrentByteIndex > MAX_TAG or len(parser.intern) > MAX_NAMES
            if is_too_much or len(self.sheets) > MAX_SHEETS:
                raise ValueError(read)
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError(name)
        if self._skipped:
            self._skipped += 1
        elif start := self._starts.get(name):
            try:
                start(attributes)
            except Exception as error:  # noqa: BLE001 - it is raised if this sheet is wanted
                self._give_up_sheet(error)
        elif name in _SKIPPED or name.startswith(_DRAW):
            self._skipped = 1
            if name == _COMMENT:
                self.sheets[-1].comments += 1

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        elif end := self._ends.get(name):
            try:
                end()
            except Exception as error:  # noqa: BLE001 - it is raised if this sheet is wanted
                self._give_up_sheet(error)

    def _give_up_sheet(self, error: Exception) -> None:
        """Note why the current sheet cannot be read, and skip the rest of it; raise what is in no sheet."""
        if not self.sheets:
            raise error
        sheet = self.sheets[-1]
        sheet.error = error
        sheet.row_count += 1  # something stands in it
        sheet.rows.clear()
        self._cell_count, self._repeated_rows, self._text_size = self._before_sheet
        self._in_cell = self._in_paragraph = False
        self._skipped = self._depth - self._sheet_depth + 1

    def _start_null_date(self, attributes: Attributes) -> None:
        self.counts_from_1904 = attributes.get(f"{TABLE}date-value") == "1904-01-01"

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def _start_table_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _start_text_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{_STYLE}text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    def _start_sheet(self, attributes: Attributes) -> None:
        if self._sheet_depth and self._depth != self._sheet_depth:
            raise ValueError(self._depth)  # no spreadsheet has a sheet in a cell
        self._sheet_depth = self._depth
        self._before_sheet = self._cell_count, self._repeated_rows, self._text_size
        is_visible = attributes.get(f"{TABLE}style-name") not in self._hidden_styles
        self.sheets.append(ContentSheet(attributes.get(f"{TABLE}name", ""), is_visible))

    def _start_source(self, _: Attributes) -> None:
        self.sheets[-1].is_cache = True

    def _start_row(self, attributes: Attributes) -> None:
        self._row = attributes
        self._cells: list[str] = []
        self._column = 0
        self._is_struck = self._is_damaged = False

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._texts: list[str] = []
        self._in_cell = True

    def _start_paragraph(self, _: Attributes) -> None:
        self._in_paragraph = self._in_cell
        if self._texts:
            self._texts.append(BREAK)

    def _add_text(self, text: str, times: int = 1) -> None:
        if self._in_paragraph and not self._skipped:
            self._text_size += len(text) * times
            if self._text_size > MAX_TEXT:
                self._give_up_sheet(self._too_large(f"{MAX_TEXT} tegn", f"{MAX_TEXT} characters"))
            else:
                self._texts.append(text * times)

    def _end_paragraph(self) -> None:
        self._in_paragraph = False

    def _end_cell(self) -> None:
        self._in_cell = False
        repeated = _count_repeats(self._cell, "columns")
        text = show_cell(self._cell, fold_text("".join(self._texts)) if self._texts else "")
        if text:
            if self._column + repeated > MAX_COLUMNS:
                raise wide_row_error(self._path, self.sheets[-1].last_row + 1)
            if not text.isascii():
                self._is_damaged = self._is_damaged or has_lost_letters(text)
                text = remove_invisible(text)
            self._is_struck |= self._cell.get(f"{TABLE}style-name") in self._struck_styles
            self._cells += [""] * (self._column - len(self._cells))
            self._cells += [text] * repeated
        self._column += repeated

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        repeated = _count_repeats(self._row, "rows")
        first = sheet.last_row + 1
        sheet.last_row += repeated
        if is_blank(self._cells):
            return
        if sheet.last_row > MAX_ROWS:
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
            raise self._too_large(f"{MAX_CELLS} celler", f"{MAX_CELLS} cells")
        sheet.rows.append((Row(first, self._cells, damaged=self._is_damaged), repeated))
        sheet.row_count += repeated
        sheet.hidden_rows += repeated * (self._row.get(f"{TABLE}visibility") in _HIDDEN)
        sheet.struck_rows += repeated * self._is_struck

    def _too_large(self, da: str, en: str) -> PathError:
        return self._error(
            f"regnearket har mere end {da}. Del det i flere, eller gem arket som CSV",
            f"the spreadsheet has more than {en}. Split it, or save the sheet as CSV",
        )

    def _error(self, da: str, en: str) -> PathError:
        return read_error(self._path, Label(da, en))


def _count_repeats(attributes: Attributes, what: str) -> int:
    """Return how many times a row or cell stands; raise `ValueError` if that is no number from 1 on."""
    number = int(attributes.get(f"{TABLE}number-{what}-repeated", 1))
    if number < 1:
        raise ValueError(number)
    return number


def _refuse_declarations(*_: object) -> None:
    raise ValueError(_DECLARATIONS)
