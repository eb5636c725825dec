"""Danish civil registration numbers (CPR numbers) in texts, in all usual forms."""

import re
import unicodedata
from functools import cache

_TEN_DIGITS = re.compile(r"\d(?:[\W_]*\d){9}")
"""Ten digits without a letter between them.

Every civil registration number matches this pattern, and the search is fast.
"""

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
"""A civil registration number: day, month, two digits of the year, and four more digits.

No digit stands directly before or after the number. A provisional number has 60 added to its day. The check
digit is ignored, because since 2007 valid numbers may have a wrong one.

If blanks stand between day, month and year, a digit and a blank must not stand in front: that would be a
phone number. These texts do not match: `12.05.24 2000 kr`, an amount on a day; `01.08.2023-2024`, a school
year.
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
    """Return the start and the end of each civil registration number in a text.

    Digits of all scripts count, and dashes and blanks of all kinds. Invisible characters such as soft hyphens
    are ignored.

    Returns:
        Pairs of indexes into the text; the end is the index after the last digit.

    """
    if not may_hold_civil_registration_number(text):
        return []
    letters = list(map(_plain, text))
    places = [place for place, letter in enumerate(letters) if letter]
    found = (each.span("number") for each in _NUMBER.finditer("".join(letters)) if each["number"])
    return [(places[start], places[end - 1] + 1) for start, end in found]


def holds_civil_registration_number(text: str) -> bool:
    """Tell whether a text contains a civil registration number."""
    return bool(civil_registration_numbers(text))


def may_hold_civil_registration_number(text: str) -> bool:
    """Tell quickly whether a text may contain a civil registration number.

    If the answer is no, the text contains none. To test many texts at once, join them with letters.
    """
    return _TEN_DIGITS.search(text) is not None


@cache
def _plain(letter: str) -> str:
    """Simplify a character for the search.

    Every digit becomes one of 0 to 9, every dash `-` and every blank a space. An invisible character becomes
    an empty text.
    """
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
