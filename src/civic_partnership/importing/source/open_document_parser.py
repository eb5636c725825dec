"""Parse the content of an OpenDocument spreadsheet piece by piece; refuse what would take too much."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final, Generic, TypeVar
from xml.parsers.expat import ParserCreate

from civic_partnership.errors import PathError
from civic_partnership.values import Label

from .source_table import read_error

MAX_TAG: Final = 1024 * 1024
"""The most bytes in a tag: a cell of one formula has some hundred."""
MAX_DEPTH: Final = 200
"""The most tags in one another: a spreadsheet has some twelve."""
MAX_NAMES: Final = 5_000
"""The most names of tags and attributes: all of OpenDocument has some two thousand."""
MAX_SHEETS: Final = 1_000
"""The most sheets of a file."""

OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
STYLE: Final = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
COMMENT: Final = f"{OFFICE}annotation"
_SKIPPED = frozenset(
    (COMMENT, f"{OFFICE}forms", f"{TABLE}shapes", f"{TABLE}tracked-changes", f"{TABLE}dde-links")
)
"""What stands beside the cells, though it may have paragraphs and tables."""
_CHUNK = 64 * 1024
_DECLARATIONS = "no spreadsheet declares entities, and they may grow without end"

Attributes = dict[str, str]
RowT = TypeVar("RowT")


class ContentParser(Generic[RowT]):
    """Parses the content of one spreadsheet; what is made of its tags is up to the classes below it.

    Attributes:
        path: the file, for messages.
        starts: name of a tag -> what is done where it starts.
        ends: name of a tag -> what is done where it ends.
        made: the rows that were made and are not handed out yet.
        sheet: the place of the sheet that is being parsed among all in the content.
    """

    def __init__(self, path: Path) -> None:
        """Prepare to parse."""
        self.path = path
        self.starts: dict[str, Callable[[Attributes], object]] = {f"{TABLE}table": self.start_sheet}
        self.ends: dict[str, Callable[[], object]] = {}
        self.made: list[RowT] = []
        self.sheet = -1
        self._skipped = self._depth = 0

    def parse(self, content: IO[bytes]) -> Iterator[RowT]:
        """Yield the rows; raise `PathError` for what is too large, and any error for what is damaged."""
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
            if read - parser.CurrentByteIndex > MAX_TAG or len(parser.intern) > MAX_NAMES:
                raise ValueError(read)
            yield from self.made
            self.made.clear()
        parser.Parse(b"", True)
        yield from self.made

    def start_sheet(self, attributes: Attributes) -> None:  # noqa: ARG002 - for the classes below
        """Begin the next sheet."""
        self.sheet += 1
        if self.sheet == MAX_SHEETS:
            raise self.error(
                f"regnearket har mere end {MAX_SHEETS} ark. Slet dem, der ikke skal læses",
                f"the spreadsheet has more than {MAX_SHEETS} sheets. Delete those not to be read",
            )

    def skip(self) -> None:
        """Skip the tag that has just started, with all in it."""
        self._skipped = 1

    def add_comment(self) -> None:
        """Note that a comment starts, which is skipped."""

    def add_text(self, text: str) -> None:
        """Note a text."""

    def error(self, da: str, en: str) -> PathError:
        """Make the error for a spreadsheet that is too large."""
        return read_error(self.path, Label(da, en))

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError(name)
        if self._skipped:
            self._skipped += 1
        elif start := self.starts.get(name):
            start(attributes)
        elif name in _SKIPPED or name.startswith(_DRAW):
            self.skip()
            if name == COMMENT:
                self.add_comment()

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        elif end := self.ends.get(name):
            end()

    def _add_text(self, text: str) -> None:
        if not self._skipped:
            self.add_text(text)


def count_repeats(attributes: Attributes, what: str) -> int:
    """Return how many times a row or cell stands; raise `ValueError` if that is no number from 1 on."""
    written = attributes.get(f"{TABLE}number-{what}-repeated")
    if written is None:
        return 1
    number = int(written)
    if number < 1:
        raise ValueError(number)
    return number


def _refuse_declarations(*_: object) -> None:
    raise ValueError(_DECLARATIONS)
