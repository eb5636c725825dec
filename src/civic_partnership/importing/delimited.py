"""The rows of a CSV file in any usual encoding, each with its bytes."""

import codecs
import contextlib
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from civic_partnership.values import Label

from .columns import named
from .mapping import FileMapping, Mapping
from .tables import REJECT_HEADINGS, ForeignTable, Row, Written, is_blank, unreadable

_HEAD = 64 * 1024
"""So many bytes are looked at for the delimiter."""
_LOOKED_AT = 50
"""So many rows are looked at for the delimiter."""
_COMES_BACK = re.compile(rf'{re.escape(REJECT_HEADINGS[0])}([^\w\s"]|\t)')
_SHOWN = {";": "semikolon", ",": "komma", "\t": "tab", "|": "|"}
_SHOWN_EN = {";": "semicolon", ",": "comma", "\t": "tab", "|": "|"}
_ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}

_QUOTES = Label(
    'anførselstegn i rækken passer ikke sammen; skriv "" for et anførselstegn inde i en celle',
    'quotation marks in the row do not match; write "" for one inside a cell',
)
_LONG = Label("en celle er for lang til en tabel", "a cell is too long for a table")
_RETURN = Label(
    "et linjeskift står midt i rækken; sæt cellen i anførselstegn",
    "the row is broken by the end of a line; put the cell in quotation marks",
)
_LETTERS = Label(
    "rækken har tegn, der ikke hører til filens tegnsæt; gem filen som UTF-8",
    "the row has letters that are not of the file's encoding; save the file as UTF-8",
)


def delimited_table(path: Path, mapping: Mapping) -> ForeignTable:
    """The rows of a CSV file.

    Raises:
        PathError: its lines end as on no computer of today.
        OSError: it cannot be read.

    """
    file = mapping.file
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    if b"\r" in head and b"\n" not in head:
        raise unreadable(
            path,
            'linjerne slutter som på gamle Mac-maskiner. Gem den som "CSV UTF-8"',
            'its lines end as on old Mac computers. Save it as "CSV UTF-8"',
        )
    mark = codecs.BOM_UTF8 if head.startswith(codecs.BOM_UTF8) else b""
    encodings = ["utf-8"] if mark else _encodings(path, file)
    found = ((encoding, _delimited(head[len(mark) :], encoding, mapping)) for encoding in encodings)
    encoding, (sign, _) = max(found, key=lambda each: each[1][1])
    return ForeignTable(
        written=Written(
            encoding=encoding, delimiter=sign, mark=mark, end=b"\r\n" if b"\r\n" in head else b"\n"
        ),
        rows=_rows(path, encoding, sign, len(mark)),
        read_as=Label(
            f"CSV i {_ENCODINGS[encoding]} med {_SHOWN.get(sign, sign)} mellem cellerne",
            f"CSV in {_ENCODINGS[encoding]}, with {_SHOWN_EN.get(sign, sign)} between the cells",
        ),
    )


def _encodings(path: Path, file: FileMapping) -> list[str]:
    """As stated; else what lines with more letters than those of ASCII are written in, the most first."""
    if file.encoding is not None:
        return ["utf-8" if file.encoding == "utf-8" else "cp1252"]
    with path.open("rb") as opened:
        votes = Counter("utf-8" if _is_utf8(line) else "cp1252" for line in opened if not line.isascii())
    return [encoding for encoding, _ in votes.most_common()] or ["utf-8"]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _delimited(head: bytes, encoding: str, mapping: Mapping) -> tuple[str, int]:
    """The sign that parts most of the headings that a mapping names, and how many these are.

    Of several signs it is the one that stands equally often in the most rows.
    """
    text = head.decode(encoding, "replace")
    signs = [mapping.file.delimiter] if mapping.file.delimiter else list(_SHOWN)
    if comes_back := _COMES_BACK.match(text):
        signs = [comes_back[1]]
    is_named = named(mapping)
    scores = {sign: _score(text, sign, is_named) for sign in signs}
    best = max(signs, key=lambda sign: scores[sign])
    return best, scores[best][0]


def _score(text: str, sign: str, is_named: Callable[[str], bool]) -> tuple[int, int, int]:
    """How many headings a sign parts, in how many rows it stands equally often, and how often."""
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # a cell is longer than `csv` takes
        rows.extend(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), _LOOKED_AT))
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    alike = max(((number, width) for width, number in widths.items()), default=(0, 0))
    return max((sum(map(is_named, cells)) for cells in rows), default=0), *alike


class _Lines:
    """The lines of a file as text, that remembers the bytes of those that were asked for.

    Attributes:
        taken: the bytes of the lines of the row that is being read.
        foreign: whether one of them has letters that are not of the encoding.
        again: whether one of them was already read as part of a broken row.

    A row that is given up was inside a quotation mark at the end of each of its lines but the last. A row
    that goes on behind one of these ends would be given up as well, and so it is not read on: the time that a
    file takes grows with its length alone.
    """

    def __init__(self, opened: BinaryIO, encoding: str) -> None:
        self._opened = opened
        self._decode = codecs.getdecoder(encoding)
        self._is_utf8 = encoding == "utf-8"
        self._back: deque[bytes] = deque()
        self.begin()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._back and self.taken:
            raise csv.Error  # a row that was given up went on with the same lines
        if self._back:
            line, self.again = self._back.popleft(), True
        else:
            line = next(self._opened)
        self.taken.append(line)
        if b"\0" in line or not (self._is_utf8 or line.isascii() or not _is_utf8(line)):
            self.foreign = True
        try:
            return self._decode(line)[0]
        except UnicodeDecodeError:
            self.foreign = True
            return self._decode(line, "replace")[0]

    def begin(self) -> None:
        """Begin with a new row."""
        self.taken: list[bytes] = []
        self.foreign = self.again = False

    def keep_first(self) -> bytes:
        """Give all lines of this row back but the first, to be read anew."""
        self._back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        return self.taken[0]


def _rows(path: Path, encoding: str, delimiter: str, start: int) -> Iterator[Row]:
    with path.open("rb") as opened:
        opened.seek(start)
        lines = _Lines(opened, encoding)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 1
        while True:
            lines.begin()
            broken: Label | None = None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells, broken = [], _reason(lines.keep_first())
            if lines.foreign:
                broken = _LETTERS
            if broken or not is_blank(cells):
                yield Row(number, cells, b"".join(lines.taken), broken, lines.again)
            number += len(lines.taken)


def _reason(line: bytes) -> Label:
    """Why a row that begins with a line is none."""
    if len(line) > csv.field_size_limit():
        return _LONG
    return _RETURN if b"\r" in line.rstrip(b"\r\n") else _QUOTES
