"""The cells of tables: how a value is written as text, and how the text is read again.

There are two dialects: that of the package's own CSV tables, and that of Danish spreadsheets. No spreadsheet
runs a cell as a formula. An empty cell is an absent value. A text that is no value of its field is read as
text, and the converter refuses it.
"""

import re
from typing import Any

from civic_partnership.values import Cell, Dialect, danish_date, find_value_type, iso_date

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
        return self._guards.sub(r"\1\2", cell) if "'" in cell else cell


COMMA_TABLE = FormulaGuard(";")
"""The guard for tables with commas, which a Danish spreadsheet splits at semicolons."""
SEMICOLON_TABLE = FormulaGuard(",")
"""The guard for tables with semicolons, which an English spreadsheet splits at commas."""

guard_cell, unguard_cell = COMMA_TABLE.guard, COMMA_TABLE.unguard

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
"""The cell that says that a part of a record is there, for a part whose other cells may all be empty."""


_MONTHS = "jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec"
_PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,10}")
_DIGITS = re.compile(r"[\d\s.,:/\\-]+")
_MISTAKEN = re.compile(
    rf"""\s*(?:
    \d+(?:[.,]\d+)?e[+-]?\d+                                # 4991e13
    | \d+(?:[.:]\d+)*\s+[ap]m?                              # 5 p
    | (?:\d+[\s./-]*)?(?:{_MONTHS})[a-zæøå]*[\s./-]*\d+     # maj-20, 1. oktober 2020
    | \d+[\s./-]*(?:{_MONTHS})[a-zæøå]*                     # 1. maj
    | kr\.?\s*\d[\d.,]* | \d[\d.,]*\s*(?:kr\.?|%|€|\$)          # 200 kr.
    | sand|falsk|true|false
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 64
"""No spreadsheet takes a longer text for a date, an amount, or true or false."""


def guard_danish_cell(text: str) -> str:
    """Return a text with `'` before it if a Danish spreadsheet would run it or take it for another value."""
    guarded = SEMICOLON_TABLE.guard(text)
    return f"'{text}" if guarded == text and _is_mistaken(text) else guarded


def _is_mistaken(text: str) -> bool:
    """Tell whether a spreadsheet would show another number, a date, a time, or true or false instead."""
    if _DIGITS.fullmatch(text):  # 0101, 3-4, 18.12.01, 12:30, and more digits than a cell shows
        return any(map(str.isdigit, text)) and not _PLAIN_NUMBER.fullmatch(text)
    return len(text) <= _LONGEST and _MISTAKEN.fullmatch(text) is not None


def unguard_danish_cell(cell: str) -> str:
    """Return the text without its guard; any other text stays as it is."""
    text = SEMICOLON_TABLE.unguard(cell)
    return cell[1:] if text == cell and cell[:1] == "'" and _is_mistaken(cell[1:]) else text


DANISH = Dialect(
    guard=guard_danish_cell,
    unguard=unguard_danish_cell,
    write_date=danish_date,
    read_date=iso_date,
    point=",",
    yes="ja",
    no="nej",
    to=" til ",
    between=" eller ",
    none="ingen",
)
"""Danish spreadsheets: decimal comma, day first."""


def cell_of(annotation: Any, dialect: Dialect = PLAIN) -> Cell:
    """Return the cell of a field with this type; raise a TypeError if no cell can hold the type."""
    cell_type = find_value_type(annotation)
    if cell_type is None:
        raise TypeError(f"no cell holds a {annotation}")
    return cell_type.cell(dialect)
