"""The cells of a Danish spreadsheet: values as text, and back.

Numbers have a decimal comma, dates begin with the day. A spreadsheet runs no cell, and takes none for
something else.
"""

import re

from civic_partnership.values import Dialect, danish_date, iso_date

from .cells import SEMICOLON_TABLE

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
"""No spreadsheet takes a longer text for a date, an amount or a truth."""


def guard_danish_cell(text: str) -> str:
    """Return a text with `'` before it where a Danish spreadsheet runs it or takes it for another value."""
    guarded = SEMICOLON_TABLE.guard(text)
    return f"'{text}" if guarded == text and _is_mistaken(text) else guarded


def _is_mistaken(text: str) -> bool:
    """Tell whether a spreadsheet shows another number, a date, a time or a truth instead."""
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
    between=" og ",
    none="ingen",
)
"""Danish spreadsheets: decimal comma, day first."""
