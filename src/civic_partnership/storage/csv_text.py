"""The text of a CSV table: its rows with their line numbers, and the place of a cell in the text."""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from civic_partnership.values import Label

from .parsing import Unreadable

_END_OF_LINE = re.compile(r"\r\n|\r|\n")
_PLAIN_ROW = re.compile(r'([^"\r\n]*+)(?:\r\n|\r|\n|\Z)')
"""A row without quotation marks."""


class Line(NamedTuple):
    """The cells of one row of a table, and the number of the line that it begins in, counted from 1."""

    number: int
    cells: list[str]


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    """Return the pattern of a cell: its text with or without quotation marks, and the end of the cell."""
    ends = rf"{delimiter}|\r\n|\r|\n|\Z"
    return re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|((?!")[^{delimiter}\r\n]*+))({ends})')


def read_lines(text: str, delimiter: str = ",") -> list[Line]:
    """Read the rows of a text, the header first; raise `Unreadable` if quotation marks do not match.

    A row with nothing in any cell is passed over. Python's `csv` is not used: it refuses cells beyond a
    length that is set for the whole process.
    """
    match_cell, match_row = _cell_pattern(delimiter).match, _PLAIN_ROW.match
    lines: list[Line] = []
    cells: list[str] = []
    at, first, number = 0, 1, 1
    while at < len(text) or cells:
        if not cells and (row := match_row(text, at)):
            cells, at = row[1].split(delimiter), row.end()
            if any(cells):
                lines.append(Line(number, cells))
            number += 1
            first, cells = number, []
            continue
        match = match_cell(text, at)
        if match is None:
            raise Unreadable(
                Label("anførselstegn i rækken passer ikke sammen", "quotation marks in the row do not match"),
                Label(
                    'Sæt hele cellen i anførselstegn, "…", og skriv "" for et anførselstegn i den.',
                    'Put the whole cell in quotation marks, "…", and write "" for one inside.',
                ),
                (first, 1),
            )
        quoted, plain, end = match.groups()
        at = match.end()
        if quoted is None:
            cells.append(plain)
        else:
            cells.append(quoted.replace('""', '"'))
            number += len(_END_OF_LINE.findall(quoted))
        if end != delimiter:
            if any(cells):
                lines.append(Line(first, cells))
            number += 1
            first, cells = number, []
    return lines


class CellPositions:
    """Finds the place of a cell in a text with commas."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(end.end() for end in _END_OF_LINE.finditer(text))]

    def find(self, line: int, cell: int) -> tuple[int, int]:
        """Return line and column, from 1, of the cell with a number, from 0, in the row of a line."""
        cells = _cell_pattern(",").finditer(self._text, self._starts[line - 1])
        start = next(match.start() for place, match in enumerate(cells) if place == cell)
        row = bisect_right(self._starts, start)
        return row, start - self._starts[row - 1] + 1
