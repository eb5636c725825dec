"""A text of comma-separated values: its rows with their lines, and where in it a cell stands."""

import contextlib
import csv
import io
import re
import threading
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from civic_partnership.values import Label

from .documents import Unreadable

_CELL = re.compile(r'("[^"]*(?:""[^"]*)*"|[^,\r\n]*)(?:,|\r\n|\r|\n|\Z)')
_END_OF_LINE = re.compile(r"\r\n|\r|\n")
_LIMIT = threading.Lock()
"""Held while the limit of `csv` for the length of a cell, one for the whole process, is raised."""


class Line(NamedTuple):
    """One row as it stands in a file.

    Attributes:
        number: the line that it begins in, counted from 1.
        cells: what stands in it.

    """

    number: int
    cells: list[str]


def lines_of(text: str, delimiter: str = ",") -> list[Line]:
    """The rows of a text, the header first; a row with nothing in any cell is none.

    Raises:
        Unreadable: its quotation marks do not match.

    """
    found, first = [], 1
    with _cells_of_any_length(text):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if any(cells):
                    found.append(Line(first, cells))
                first = reader.line_num + 1
        except csv.Error:
            raise Unreadable(
                Label("anførselstegn i rækken passer ikke sammen", "quotation marks in the row do not match"),
                Label(
                    'Sæt hele cellen i anførselstegn, "…", og skriv "" for et anførselstegn i den.',
                    'Put the whole cell in quotation marks, "…", and write "" for one inside.',
                ),
                (first, 1),
            ) from None
    return found


@contextlib.contextmanager
def _cells_of_any_length(text: str) -> Iterator[None]:
    with _LIMIT:
        before = csv.field_size_limit(len(text) + 1)
        try:
            yield
        finally:
            csv.field_size_limit(before)


class CellPlaces:
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
