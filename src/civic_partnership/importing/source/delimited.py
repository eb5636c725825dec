"""Read the rows of a CSV file in any usual encoding."""

import codecs
import contextlib
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from civic_partnership.importing.rejection_rules import (
    FOREIGN_LETTERS,
    LONG_CELL,
    STRAY_RETURN,
    UNMATCHED_QUOTES,
)
from civic_partnership.values import Label

from .cell_text import has_lost_letters, is_blank, remove_invisible, unwrap
from .encoding_detection import CODECS, ENCODING_TITLES, UNKNOWN_ENCODING, detect_encoding
from .rejects import find_rejects_delimiter
from .source_table import FileSettings, IsHeading, Row, SourceTable, read_error

_HEAD = 64 * 1024
"""The bytes at the start of a file in which the delimiter is looked for."""
_SAMPLE = 256 * 1024
"""The bytes of lines that are not UTF-8 by which their encoding is found."""
_SAMPLE_ROWS = 50
"""The rows in which the delimiter is looked for."""
_DELIMITERS = {
    ";": Label("semikolon", "semicolon"),
    ",": Label("komma", "comma"),
    "\t": Label("tab", "tab"),
    "|": Label("|", "|"),
}
_OLD_MAC = Label(
    'linjerne slutter som på gamle Mac-maskiner. Gem den som "CSV UTF-8"',
    'its lines end as on old Mac computers. Save it as "CSV UTF-8"',
)
_QUOTED = re.compile('"[^"]*"')
_LONE_RETURN = re.compile(r"\r(?!\n)")


def read_delimited(path: Path, settings: FileSettings, is_heading: IsHeading) -> SourceTable:
    """Read the rows of a CSV file; refuse the line ends of old Mac computers."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if _has_old_mac_lines(head):
        raise read_error(path, _OLD_MAC)
    encodings = ["utf-8"] if head.startswith(codecs.BOM_UTF8) else _find_encodings(path, settings)
    texts = {encoding: remove_invisible(head.decode(encoding, "replace")) for encoding in encodings}
    guesses = ((encoding, *_find_delimiter(text, settings, is_heading)) for encoding, text in texts.items())
    encoding, delimiter, _ = max(guesses, key=lambda guess: guess[2])
    name = _DELIMITERS.get(delimiter, Label(delimiter, delimiter))
    return SourceTable(
        rows=_read_rows(
            path, encoding, delimiter, skips_blanks=_has_quotes_behind_blanks(texts[encoding], delimiter)
        ),
        description=Label(
            f"CSV i {ENCODING_TITLES[encoding].da} med {name.da} mellem cellerne",
            f"CSV in {ENCODING_TITLES[encoding].en}, with {name.en} between the cells",
        ),
    )


def _has_old_mac_lines(head: bytes) -> bool:
    """Tell whether most lines end with a lone carriage return; lines inside of cells do not count."""
    if b"\r" not in head:
        return False
    lines = _QUOTED.sub("", head.decode("latin-1"))
    return len(_LONE_RETURN.findall(lines)) > lines.count("\n")


def _find_encodings(path: Path, settings: FileSettings) -> list[str]:
    """Return the stated encoding; else the possible encodings, that of most non-ASCII lines first."""
    if settings.encoding is not None:
        return [CODECS[settings.encoding]]
    utf8 = others = 0
    sample = bytearray()
    with path.open("rb") as file:
        for line in file:
            if line.isascii():
                continue
            if _is_utf8(line):
                utf8 += 1
            else:
                others += 1
                sample += line[: _SAMPLE - len(sample)]
    if not others:
        return ["utf-8"]
    detected = detect_encoding(bytes(sample))
    if not utf8:
        if detected is None:
            raise read_error(path, UNKNOWN_ENCODING)
        return [detected]
    encodings = ["utf-8"] if detected is None else ["utf-8", detected]
    return encodings if utf8 >= others else encodings[::-1]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _find_delimiter(text: str, settings: FileSettings, is_heading: IsHeading) -> tuple[str, int]:
    """Return the delimiter that separates most headings of the mapping, and how many these are.

    If several are as good, take the delimiter that gives the most rows an equal number of cells.
    """
    stated = find_rejects_delimiter(text) or settings.delimiter
    delimiters = [stated] if stated else list(_DELIMITERS)
    scores = {delimiter: _score(text, delimiter, is_heading) for delimiter in delimiters}
    best = max(delimiters, key=lambda delimiter: scores[delimiter])
    return best, scores[best][0]


def _score(text: str, delimiter: str, is_heading: IsHeading) -> tuple[int, int, int]:
    """Count the known headings in one row, the rows with the same number of cells, and these cells."""
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # a cell is longer than `csv` takes
        rows.extend(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE_ROWS))
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    alike = max(((number, width) for width, number in widths.items()), default=(0, 0))
    return max((sum(map(is_heading, cells)) for cells in rows), default=0), *alike


def _has_quotes_behind_blanks(text: str, delimiter: str) -> bool:
    """Tell whether quoted cells begin with a blank, as where a program puts one behind each comma."""
    outside = _QUOTED.sub('""', text)
    return (
        delimiter != " " and re.search(rf'(?:^|{re.escape(delimiter)}) +"', outside, re.MULTILINE) is not None
    )


class _Lines:
    """The lines of a file as text; those of the current row are kept as bytes.

    Attributes:
        current: the lines of the row that is being read.
        is_foreign: whether a line has letters that are not of the encoding.
        is_again: whether a line was read before, as part of a broken row.
        is_damaged: whether a line holds what is left of lost letters.

    A row is broken if a quotation mark is never closed. Only its first line is given up; the other lines are
    read again. A second row through the same lines would be broken as well, so it is given up at the end of
    these lines. So the time for a file grows only with its length.
    """

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self._decode = codecs.getdecoder(encoding)
        self._again: deque[bytes] = deque()
        self.begin_row()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._again and self.current:
            raise csv.Error  # a broken row went on with the same lines
        if self._again:
            line, self.is_again = self._again.popleft(), True
        else:
            line = next(self._file)
        self.current.append(line)
        if line.isascii():
            return self._decode(line)[0]
        if self._encoding != "utf-8" and _is_utf8(line):
            self.is_foreign = True
        try:
            text = self._decode(line)[0]
        except UnicodeDecodeError:
            self.is_foreign = True
            text = self._decode(line, "replace")[0]
        if has_lost_letters(text):
            self.is_damaged = True
        return remove_invisible(text)

    def begin_row(self) -> None:
        """Begin a new row."""
        self.current: list[bytes] = []
        self.is_foreign = self.is_again = self.is_damaged = False

    def keep_first(self) -> bytes:
        """Return the first line of this row, and read the other lines again."""
        self._again.extendleft(reversed(self.current[1:]))
        del self.current[1:]
        return self.current[0]

    def raw_text(self, raw: bytes) -> str:
        """Return the text of a row; a lone surrogate stands for a byte that is no letter."""
        return raw.decode(self._encoding, "surrogateescape").removesuffix("\n").removesuffix("\r")


def _read_rows(path: Path, encoding: str, delimiter: str, *, skips_blanks: bool) -> Iterator[Row]:
    blank_quote = f'{delimiter} "'.encode(encoding, "replace")
    with path.open("rb") as file:
        lines = _Lines(file, encoding)
        reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=skips_blanks)
        number = 1
        while True:
            lines.begin_row()
            broken: Label | None = None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells, broken = [], _find_reason(lines.keep_first())
            raw = b"".join(lines.current)
            if lines.is_foreign or b"\0" in raw:
                broken = FOREIGN_LETTERS
            elif (
                not skips_blanks
                and blank_quote in raw
                and _has_quotes_behind_blanks(lines.raw_text(raw), delimiter)
            ):
                broken = UNMATCHED_QUOTES
            if b'="' in raw:
                cells = [*map(unwrap, cells)]
            if broken or not is_blank(cells):
                text = lines.raw_text(raw) if broken or lines.is_again else ""
                yield Row(number, cells, broken, lines.is_again, text, lines.is_damaged)
            number += len(lines.current)


def _find_reason(line: bytes) -> Label:
    """Return the reason why a row is broken, from its first line."""
    if len(line) > csv.field_size_limit():
        return LONG_CELL
    return STRAY_RETURN if b"\r" in line.rstrip(b"\r\n") else UNMATCHED_QUOTES
