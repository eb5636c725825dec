"""Parse the content of an OpenDocument spreadsheet, piece by piece, into the rows of its sheets."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final
from xml.parsers.expat import ParserCreate

from civic_partnership.values import Label

from .open_document_cells import BLANK, BREAK, OFFICE, TAB, TABLE
from .open_document_rows import MAX_ROW_TEXT, ContentRow, RowBuilder
from .source_table import read_error

MAX_TAG: Final = 1024 * 1024
"""The most bytes in a tag: a cell of one formula has some hundred."""
MAX_SHEETS: Final = 1_000
"""The most sheets of a file."""
MAX_DEPTH: Final = 200
"""The most tags in one another: a spreadsheet has some twelve."""
MAX_NAMES: Final = 5_000
"""The most names of tags and attributes: all of OpenDocument has some two thousand."""

_CHUNK = 64 * 1024
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_COMMENT = f"{OFFICE}annotation"
_SKIPPED = frozenset(
    (_COMMENT, f"{OFFICE}forms", f"{TABLE}shapes", f"{TABLE}tracked-changes", f"{TABLE}dde-links")
)
"""What stands beside the cells, though it may have paragraphs and tables."""
_DECLARATIONS = "no spreadsheet declares entities, and they may grow without end"


class ContentSheet:
    """A sheet in the content of a spreadsheet.

    Attributes:
        title: its title.
        is_hidden: whether it cannot be seen.
        is_external: whether it only keeps what a formula has read in another file; no one sees such a sheet.
        comments: how many comments stand at its cells.
    """

    def __init__(self, title: str, *, is_hidden: bool) -> None:
        """Begin without rows."""
        self.title = title
        self.is_hidden = is_hidden
        self.is_external = False
        self.comments = 0


class ContentParser:
    """Parses the content of one spreadsheet.

    Attributes:
        sheets: the sheets that were met.
        counts_from_1904: whether day numbers count from 1904.
    """

    def __init__(self, path: Path, only: int | None = None) -> None:
        """Prepare to parse.

        Args:
            path: the file, for messages.
            only: the place of the one sheet whose rows are asked for; None for the rows of all.
        """
        self.sheets: list[ContentSheet] = []
        self.counts_from_1904 = False
        self._path = path
        self._only = only
        self._rows: list[ContentRow] = []
        self._builder = RowBuilder(path)
        self._skipped = self._depth = 0
        self._style = ""
        self._struck_styles: set[str] = set()
        self._hidden_styles: set[str] = set()
        self._cell: Mapping[str, str] = {}
        self._text: list[str] = []
        self._in_cell = self._in_paragraph = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            f"{_STYLE}style": self._start_style,
            f"{_STYLE}text-properties": self._start_text_properties,
            f"{_STYLE}table-properties": self._start_table_properties,
            f"{TABLE}null-date": self._start_null_date,
            f"{TABLE}table": self._start_sheet,
            f"{TABLE}table-source": self._start_source,
            f"{TABLE}table-row": self._builder.start_row,
            f"{TABLE}table-cell": self._start_cell,
            f"{TABLE}covered-table-cell": self._start_cell,
            f"{_TEXT}p": self._start_paragraph,
            f"{_TEXT}s": self._start_blanks,
            f"{_TEXT}tab": lambda _: self._add_text(TAB),
            f"{_TEXT}line-break": lambda _: self._add_text(BREAK),
        }
        self._ends = {
            f"{TABLE}table-row": self._end_row,
            f"{TABLE}table-cell": self._end_cell,
            f"{TABLE}covered-table-cell": self._end_cell,
            f"{_TEXT}p": self._end_paragraph,
        }

    def parse(self, source: IO[bytes]) -> Iterator[ContentRow]:
        """Yield the rows; raise `PathError` for what is too large, and any error for what is damaged."""
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add_text
        parser.StartDoctypeDeclHandler = _refuse_declarations
        read = 0
        while chunk := source.read(_CHUNK):
            parser.Parse(chunk)
            read += len(chunk)
            if read - parser.CurrentByteIndex > MAX_TAG or len(parser.intern) > MAX_NAMES:
                raise ValueError(read)
            yield from self._rows
            self._rows.clear()
        parser.Parse(b"", True)
        yield from self._rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError(name)
        if self._skipped:
            self._skipped += 1
        elif start := self._starts.get(name):
            start(attributes)
        elif name in _SKIPPED or name.startswith(_DRAW):
            self._skipped = 1
            if name == _COMMENT and self._in_cell:
                self.sheets[-1].comments += 1

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        elif end := self._ends.get(name):
            end()

    def _add_text(self, text: str) -> None:
        if self._in_paragraph and not self._skipped:
            self._builder.count_text(len(text))
            self._text.append(text)

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def _start_text_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get(f"{_STYLE}text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    def _start_table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get(f"{TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _start_null_date(self, attributes: dict[str, str]) -> None:
        self.counts_from_1904 = attributes.get(f"{TABLE}date-value") == "1904-01-01"

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        is_hidden = attributes.get(f"{TABLE}style-name") in self._hidden_styles
        self.sheets.append(ContentSheet(attributes.get(f"{TABLE}name", ""), is_hidden=is_hidden))
        if len(self.sheets) > MAX_SHEETS:
            message = Label(
                f"regnearket har mere end {MAX_SHEETS} ark. Slet dem, der ikke skal læses",
                f"the spreadsheet has more than {MAX_SHEETS} sheets. Delete those not to be read",
            )
            raise read_error(self._path, message)
        self._builder.start_sheet()
        if self._only is not None and len(self.sheets) - 1 != self._only:
            self._skipped = 1

    def _start_source(self, _: dict[str, str]) -> None:
        self.sheets[-1].is_external = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._text = []
        self._in_cell = True

    def _start_paragraph(self, _: dict[str, str]) -> None:
        self._in_paragraph = self._in_cell
        if self._text:
            self._text.append(BREAK)

    def _start_blanks(self, attributes: dict[str, str]) -> None:
        count = int(attributes.get(f"{_TEXT}c", 1))
        self._add_text(BLANK * min(count, MAX_ROW_TEXT + 1))

    def _end_paragraph(self) -> None:
        self._in_paragraph = False

    def _end_cell(self) -> None:
        self._in_cell = False
        is_struck = self._cell.get(f"{TABLE}style-name") in self._struck_styles
        self._builder.add_cell(self._cell, "".join(self._text), is_struck=is_struck)

    def _end_row(self) -> None:
        row = self._builder.end_row()
        if row is not None:
            self._rows.append(row)


def _refuse_declarations(*_: object) -> None:
    raise ValueError(_DECLARATIONS)
