"""Civil registration numbers (CPR) in the cells of a foreign file, however they are written there."""

import re
from collections.abc import Iterable

from civic_partnership.findings import holds_civil_registration_number

_DIGITS = re.compile(
    r"([0-9]{6,})(?=[^\S\n]?[-\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]?[^\S\n]?([0-9]+)|)"
)
"""Digits in a row, with those that follow on a dash or blank."""
_DAY, _WHOLE = 6, 10


def holds_number(cells: Iterable[str]) -> bool:
    """Whether one of the cells holds what looks like a civil registration number.

    Also one that has lost a zero in front, as the only number in its cell.
    """
    text = "\n".join(cells)
    for found in _DIGITS.finditer(text):
        digits, more = found.groups()
        if len(digits) == _DAY and more:
            digits += more
        elif len(digits) == _WHOLE - 1:
            start, end = found.span()
            alone = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
            digits = f"0{digits}" if alone else ""
        if len(digits) == _WHOLE and holds_civil_registration_number(digits):
            return True
    return False
