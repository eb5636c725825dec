"""The cells of the package's own tables: values as text that no spreadsheet runs, and back.

An empty cell is an absent value. A text that its field cannot hold goes on as text, and the converter
refuses it.
"""

import re
from typing import Any

from civic_partnership.values import Cell, Dialect, find_value_type

_SIGNS = "=+@\uff1d\uff0b\uff0d\uff20-"
"""A formula begins with one of these; the wide signs count too."""
_UNSEEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    r"\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
"""White space and invisible letters: a spreadsheet may strip them first."""
_PLAIN_STARTS = frozenset("abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ0123456789")
"""Nearly all texts begin with one of these; such a text is harmless unless something in it ends a cell."""
_BREAKS = "\t\r\n"
"""Signs that end a cell where a spreadsheet reads a table with another delimiter than its own."""


class FormulaGuard:
    """A guard that keeps spreadsheets from running a text, also in a table with another delimiter.

    An apostrophe stands before every place where a spreadsheet may see a cell that begins with a formula.
    No two texts are guarded alike, because an apostrophe in such a place is guarded too.
    """

    def __init__(self, delimiters: str) -> None:
        """Take the delimiters, beside a table's own, at which a spreadsheet may split it."""
        ends = f"[{delimiters}{_BREAKS}]"
        guarded = f"[{_UNSEEN}]*+['{_SIGNS}]"
        first = f"{guarded}|[{_BREAKS}]"
        self._ends = re.compile(ends)
        self._before = re.compile(f"\\A(?={first})|{ends}(?={guarded})")
        self._guards = re.compile(f"(\\A)'(?={first})|({ends})'(?={guarded})")

    def guard(self, text: str) -> str:
        """Return a text with `'` before every part that a spreadsheet might run."""
        if text[:1] in _PLAIN_STARTS and self._ends.search(text) is None:
            return text
        return self._before.sub(r"\g<0>'", text)

    def unguard(self, cell: str) -> str:
        """Return the text without its guards; any other text stays as it is."""
        return self._guards.sub(r"\1\2", cell)


COMMA_TABLE = FormulaGuard(";")
"""The guard for tables with commas, which a Danish spreadsheet splits at semicolons."""
SEMICOLON_TABLE = FormulaGuard(",")
"""The guard for tables with semicolons, which an English spreadsheet splits at commas."""


def guard_cell(text: str) -> str:
    """Return a text with `'` before every part that a spreadsheet might take for a formula.

    A part may stand behind white space and invisible letters, and after a semicolon, a tab or a line break,
    where a spreadsheet would split the text.
    """
    return COMMA_TABLE.guard(text)


def unguard_cell(cell: str) -> str:
    """Return the text without its guards; any other text stays as it is."""
    return COMMA_TABLE.unguard(cell)


PLAIN = Dialect(
    guard=guard_cell,
    unguard=unguard_cell,
    write_date=None,
    read_date=str,
    point=".",
    yes="true",
    no="false",
    to=",",
    between=",",
    none="[]",
)
"""The tables of this package: ISO dates, decimal points."""
PRESENCE = Cell("boolean", lambda _: PLAIN.yes, lambda cell: {} if cell == PLAIN.yes else cell)
"""The cell of a part whose other cells may all be empty: it says that the part is there."""


def cell_of(annotation: Any, dialect: Dialect = PLAIN) -> Cell:
    """Return the cell of a field with this type.

    Raises:
        TypeError: no cell can hold it.

    """
    found = find_value_type(annotation)
    if found is None:
        raise TypeError(f"no cell holds a {annotation}")
    return found.cell(dialect)
