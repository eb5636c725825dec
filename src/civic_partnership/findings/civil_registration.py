"""Civil registration numbers (CPR) in texts, in any way of writing them."""

import re
import unicodedata
from functools import cache

_TEN_DIGITS = re.compile(r"\d(?:[\W_]*\d){9}")
"""Ten digits with no letter between them: every such number has them, and they are quickly found."""

_DAY = "(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
_MONTH = "(?:0[1-9]|1[0-2])"
_MARK = "[ ]{0,2}[-./_][ ]{0,2}"
_BLANK = "[ ]{1,3}"
_BETWEEN = "(?:[ ]{0,3}-{1,2}[ ]{0,3}|[./_:]|)"
_NUMBER = re.compile(
    rf"""
    \bp(?:roduktionsenheds)?-?n(?:r|ummer)[^0-9a-z]{{0,3}}10[0-3][0-9]{{7}}(?![0-9])  # a production unit's
    | (?P<number> (?<![0-9]) (?:
        {_DAY}{_MONTH}[0-9]{{2}}(?:{_BETWEEN}|{_BLANK})[0-9]{{4}}                       # 010190-1234
      | {_DAY}{_MARK}{_MONTH}{_MARK}[0-9]{{2}}{_BETWEEN}[0-9]{{4}}                      # 01.01.90-1234
      | {_DAY}{_MARK}{_MONTH}{_MARK}[0-9]{{2}}{_BLANK}[0-9]{{4}}(?!,[0-9]|[ ]?kr)       # 01.01.90 1234
      | (?<![0-9][ ])(?<![+])
        {_DAY}{_BLANK}{_MONTH}{_BLANK}[0-9]{{2}}(?:{_BETWEEN}|{_BLANK})[0-9]{{4}}       # 01 01 90 1234
      | {_DAY}(?:{_MARK})?{_MONTH}(?:{_MARK})?(?:1[89]|20)[0-9]{{2}}-(?!19|20)[0-9]{{4}}  # 01011990-1234
    ) (?![0-9]) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A day and a month, the last digits of a year, and four more digits; no digit before or after.

60 is added to the day of a number that is provisional. The check digit proves nothing since 2007. With
blanks between day, month and year, no digit and blank stand before it, for that is a phone number. Not
`12.05.24 2000 kr`, an amount on a day, not `01.08.2023-2024`, a school year.
"""
_ALIKE = {
    "\N{MINUS SIGN}": "-",
    "\N{HYPHEN BULLET}": "-",
    "\N{MODIFIER LETTER MINUS SIGN}": "-",
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
    "\N{MIDDLE DOT}": ".",
    "\N{BULLET}": ".",
    "\N{FRACTION SLASH}": "/",
    "\N{DIVISION SLASH}": "/",
}


def civil_registration_numbers(text: str) -> list[tuple[int, int]]:
    """Return where each civil registration number in a text begins and ends.

    Digits of any script count, and so do dashes and blanks of any kind. Characters that are not seen, such
    as a soft hyphen, are passed over.
    """
    if not may_hold_civil_registration_number(text):
        return []
    letters = list(map(_plain, text))
    places = [place for place, letter in enumerate(letters) if letter]
    found = (each.span("number") for each in _NUMBER.finditer("".join(letters)) if each["number"])
    return [(places[start], places[end - 1] + 1) for start, end in found]


def holds_civil_registration_number(text: str) -> bool:
    """Return whether a text holds a civil registration number."""
    return bool(civil_registration_numbers(text))


def may_hold_civil_registration_number(text: str) -> bool:
    """Return quickly whether a text, or one of several joined by letters, may hold such a number."""
    return _TEN_DIGITS.search(text) is not None


@cache
def _plain(letter: str) -> str:
    """Return a letter with one kind of digits, dashes and blanks; nothing for one that is not seen."""
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Pd":
        return "-"
    if letter.isspace():
        return " "
    if category in ("Cc", "Cf", "Mn", "Me"):
        return ""
    compatible = unicodedata.normalize("NFKC", letter)
    return compatible if compatible in tuple("./_:") else _ALIKE.get(letter, letter)
