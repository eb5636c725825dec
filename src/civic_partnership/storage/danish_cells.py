"""How values stand in the cells of a Danish spreadsheet, and back.

Numbers have a decimal comma, dates begin with the day, and no cell holds what a spreadsheet would run,
or take for something else than it is.
"""

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

from civic_partnership.values import PartialDate, Range, danish_date, danish_number, iso_date

from .cells import PLAIN, SEMICOLON_TABLE, Cell, Dialect

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
"""No longer text is looked at for more than digits: no spreadsheet takes one for something else."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,99})(?:,[0-9]{1,99})?")


def guard_danish_cell(text: str) -> str:
    """A text that no Danish spreadsheet runs or takes for a number, date or truth; else `'` before it."""
    guarded = SEMICOLON_TABLE.guard(text)
    return f"'{text}" if guarded == text and _is_mistaken(text) else guarded


def _is_mistaken(text: str) -> bool:
    """Whether a spreadsheet would make another number, a date, a time or a truth of it, and show that."""
    if _DIGITS.fullmatch(text):  # 0101, 3-4, 18.12.01, 12:30, and more digits than a cell shows
        return any(map(str.isdigit, text)) and not _PLAIN_NUMBER.fullmatch(text)
    return len(text) <= _LONGEST and _MISTAKEN.fullmatch(text) is not None


def unguard_danish_cell(cell: str) -> str:
    """The text that was guarded; what needs no guard is as it was."""
    text = SEMICOLON_TABLE.unguard(cell)
    return cell[1:] if text == cell and cell[:1] == "'" and _is_mistaken(cell[1:]) else text


def _number_in(cell: str) -> int | Decimal | str:
    if not _NUMBER.fullmatch(cell):
        return cell
    return Decimal(cell.replace(",", ".")) if "," in cell else int(cell)


def _range_out(value: Range) -> str:
    return str(value.least) if value.least == value.most else f"{value.least} til {value.most}"


def _range_in(cell: str) -> Any:
    numbers = [_number_in(each) for each in cell.split(" til ")]
    return numbers if len(numbers) > 1 else numbers[0]


def _partial_date_out(value: PartialDate) -> str:
    """Guarded where it is not a day: a spreadsheet would make the first day of a month of it."""
    text = danish_date(value)
    return text if value.earliest == value.latest else guard_danish_cell(text)


DANISH = Dialect(
    cells={
        str: Cell("string", guard_danish_cell, unguard_danish_cell),
        bool: Cell(
            "boolean",
            lambda value: "ja" if value else "nej",
            lambda cell: {"ja": True, "nej": False}.get(cell, cell),
        ),
        int: Cell("integer", None, _number_in),
        Decimal: Cell("number", danish_number, _number_in),
        date: Cell("date", danish_date, iso_date),
        time: PLAIN.cells[time],
        PartialDate: Cell(
            "string",
            _partial_date_out,
            lambda cell: iso_date(unguard_danish_cell(cell)),
        ),
        Range: Cell("string", _range_out, _range_in),
    },
    start=(danish_date, iso_date),
    between=" og ",
    none="ingen",
)
"""Danish spreadsheets: decimal comma, day first."""
