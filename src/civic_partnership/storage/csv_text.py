"""A text of comma-separated values: its rows with their lines, and where in it a cell stands."""

import contextlib
import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from civic_partnership.values import Label

from .parsing import Unreadable

_CELL = re.compile(r'("[^"]*(?:""[^"]*)*"|[^,\r\n]*)(?:,|\r\n|\r|\n|\Z)')
_END_OF_LINE = re.compile(r"\r\n|\r|\n")


class Line(NamedTuple):
    """One row as it stands in a file.

    Attributes:
        number: the line that it begins in, counted from 1.
        cells: what stands in it.

    """

    number: int
    cells: list[str]


def read_lines(text: str, delimiter: str = ",") -> list[Line]:
    """The rows of a text, the header first; a row with nothing in any cell is none.

    Raises:
        Unreadable: its quotation marks do not match.

    """
    with contextlib.suppress(csv.Error):
        found, first = [], 1
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for cells in reader:
            if any(cells):
                found.append(Line(first, cells))
            first = reader.line_num + 1
        return found
    return [line for line in _split(text, delimiter) if any(line.cells)]


def _split(text: str, delimiter: str) -> Iterator[Line]:
    """The rows of a text that `csv` refuses, perhaps only because a cell is longer than it takes.

    Its limit belongs to the whole process, and so it is not ours to raise.

    Raises:
        Unreadable: its quotation marks do not match.

    """
    cell = re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|((?!")[^{delimiter}\r\n]*+))({delimiter}|\r\n|\r|\n|\Z)')
    at, first, line, cells = 0, 1, 1, list[str]()
    while at < len(text) or cells:
        found = cell.match(text, at)
        if found is None:
            raise Unreadable(
                Label("anførselstegn i rækken passer ikke sammen", "quotation marks in the row do not match"),
                Label(
                    'Sæt hele cellen i anførselstegn, "…", og skriv "" for et anførselstegn i den.',
                    'Put the whole cell in quotation marks, "…", and write "" for one inside.',
                ),
                (first, 1),
            )
        at = found.end()
        cells.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        line += len(_END_OF_LINE.findall(found[0]))
        if found[3] != delimiter:
            yield Line(first, cells)
            first, cells = line, []


class CellPositions:
    """Finds the place of a cell in a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(end.end() for end in _END_OF_LINE.finditer(text))]

    def at(self, line: int, cell: int) -> tuple[int, int]:
        """Line and column, counted from 1, of a cell, counted from 0, of the row that begins in a line."""
        cells = _CELL.finditer(self._text, self._starts[line - 1])
        start = next(found.start() for place, found in enumerate(cells) if place == cell)
        row = bisect_right(self._starts, start)
        return row, start - self._starts[row - 1] + 1
