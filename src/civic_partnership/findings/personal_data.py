"""Personal data in texts: civil registration numbers (CPR numbers), phone numbers and mail addresses."""

import re
import unicodedata
from calendar import monthrange
from functools import cache
from pathlib import PurePath

_TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\W_]*+\d){9}")
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
"""A text that looks like a civil registration number: day, month, two digits of the year, four more digits.

No digit stands directly before or after the number. A provisional number has 60 added to its day. The check
digit is ignored, because since 2007 valid numbers may have a wrong one. All of these are covered where a text
is shown, even those that are no such number: `holds_civil_registration_number` is stricter.

If blanks stand between day, month and year, a digit and a blank must not stand in front: that would be a
phone number. These texts do not match: `12.05.24 2000 kr`, an amount on a day; `01.08.2023-2024`, a school
year.
"""
_LEAP_YEAR = 2024
_CPR_WORD = re.compile(r"\bcpr(?:[ .-]{0,2}n(?:r|ummer))?[^0-9a-z]{0,3}$", re.IGNORECASE)
"""The word CPR, right before a number."""
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
_MAIL_ADDRESS = re.compile(r"(?<!\S)\S+@\S+")
_DAY_IN_DIGITS = "20[0-3][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_PHONE_NUMBER = re.compile(
    r"cvr[^0-9]{0,15}[0-9]{8}(?![0-9])|"  # whoever has such a number is no person
    r"(?P<phone>(?<![0-9])(?:"
    r"(?:\+|00)[1-9](?:[ -]?[0-9]){7,13}|"
    rf"(?!{_DAY_IN_DIGITS})[2-9][0-9]{{7}}(?! ?kr)|"
    r"[2-9][0-9](?P<gap>[ .-])[0-9]{2}(?:(?P=gap)[0-9]{2}){2}|"
    r"(?!20)[2-9][0-9]{3} [0-9]{4}"
    r")(?![0-9]))",
    re.IGNORECASE,
)
"""A phone number with a country code, or a Danish phone number of eight digits.

A Danish number never begins with 0 or 1. These texts do not match: `2021 2024`, two years; `20240312` and
`24.12.20-31.12.20`, days; `20000000 kr`, an amount.
"""
_EIGHT_DIGITS = re.compile(r"[0-9](?:[ .-]?[0-9]){7}")
"""Eight digits with at most one blank, dot or hyphen between two of them.

Every phone number matches this pattern, and the search is fast.
"""
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_MARKS = bytes(code for code in range(256) if not chr(code).isalnum())
"""All of Latin-1 that is neither letter nor digit."""
_LONGEST = 200
"""`sanitize` looks at this many characters of a text at most."""


def civil_registration_numbers(text: str) -> list[tuple[int, int]]:
    """Return the index of the first digit and the index after the last digit of each number in a text.

    The result has every number that looks like a civil registration number, for a text that is shown. Digits
    of all scripts count, and dashes and blanks of all kinds. Invisible characters such as soft hyphens are
    ignored.
    """
    if not may_hold_civil_registration_number(text):
        return []
    letters = list(map(_plain, text))
    visible = [index for index, letter in enumerate(letters) if letter]
    spans = (match.span("number") for match in _NUMBER.finditer("".join(letters)) if match["number"])
    return [(visible[start], visible[end - 1] + 1) for start, end in spans]


def holds_civil_registration_number(text: str, *, certain: bool = False) -> bool:
    """Tell whether a text contains a civil registration number.

    Day and month must exist. Ten digits in a row count only if no letter stands directly before or after
    them, and if the person can live: the seventh digit gives the century, and 29 February needs a leap year.

    Args:
        text: the text.
        certain: count only what can be nothing else: a number with a hyphen, a blank or the like before the
            last four digits, or one behind the word CPR. Ten digits in a row may be any number.
    """
    if not may_hold_civil_registration_number(text):
        return False
    plain = "".join(map(_plain, text))
    return any(
        _is_day(match["number"])
        and (_is_certain(plain, match) or (not certain and _is_of_a_person(plain, match)))
        for match in _NUMBER.finditer(plain)
        if match["number"]
    )


def may_hold_civil_registration_number(text: str) -> bool:
    """Tell quickly whether a text may contain a civil registration number.

    If the answer is no, the text contains none. To test many texts at once, join them with letters.
    """
    return _may_hold_digits(text, 10) and _TEN_DIGITS.search(text) is not None


def _may_hold_digits(text: str, number: int) -> bool:
    """Tell quickly whether a text may contain so many digits with no letter between them.

    A character outside Latin-1 counts as some digits, because it may be one: a dash is written `&#8211;`.
    """
    if not text:
        return False
    plain = text.encode("latin-1", "xmlcharrefreplace").translate(_ZEROS, _MARKS)
    return b"0" * number in plain


def _is_day(number: str) -> bool:
    """Tell whether the first four digits are a day of some year; a provisional number has 60 added."""
    day, month = int(re.sub("[^0-9]", "", number)[:2]) % 60, int(re.sub("[^0-9]", "", number)[2:4])
    return day <= monthrange(_LEAP_YEAR, month)[1]


def _is_certain(plain: str, match: re.Match[str]) -> bool:
    """Tell whether a number is written as no other number is, or stands behind the word CPR."""
    start = match.start()
    return not match["number"].isdigit() or _CPR_WORD.search(plain, max(0, start - 16), start) is not None


def _is_of_a_person(plain: str, match: re.Match[str]) -> bool:
    """Tell whether ten digits in a row stand alone and give the birthday of somebody who can live."""
    number, beside = match["number"], plain[match.start() - 1 : match.start()] + plain[match.end() :][:1]
    year, seventh = int(number[4:6]), int(number[6])
    if seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    elif seventh >= 5:
        century = 2000 if year <= 57 else 1800
    else:
        century = 1900
    day, month = int(number[:2]) % 60, int(number[2:4])
    is_birthday = century > 1800 and day <= monthrange(century + year, month)[1]
    return is_birthday and not any(letter.isalpha() for letter in beside)


@cache
def _plain(letter: str) -> str:
    """Turn digits into 0 to 9, dashes into `-`, blanks into spaces and invisible characters into nothing."""
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


def remove_control_characters(text: str) -> str:
    """Replace each control character in a text, because a terminal could run it as a command."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def holds_mail_address(text: str) -> bool:
    """Tell whether a text contains a mail address."""
    return "@" in text and _MAIL_ADDRESS.search(text) is not None


def holds_phone_number(text: str) -> bool:
    """Tell whether a text contains a phone number."""
    return _may_hold_phone_number(text) and any(match["phone"] for match in _PHONE_NUMBER.finditer(text))


def may_hold_personal_data(text: str) -> bool:
    """Tell quickly whether a text may contain a phone number or a mail address.

    If the answer is no, the text contains neither. To test many texts at once, join them with letters.
    """
    return "@" in text or _may_hold_phone_number(text)


def _may_hold_phone_number(text: str) -> bool:
    return _may_hold_digits(text, 8) and _EIGHT_DIGITS.search(text) is not None


def mask(text: str) -> str:
    """Replace each character of civil registration numbers and mail addresses in a text by a star."""
    letters = list(text)
    for start, end in civil_registration_numbers(text):
        letters[start:end] = "*" * (end - start)
    return _MAIL_ADDRESS.sub(lambda match: "*" * len(match[0]), "".join(letters))


def format_path(path: str | PurePath) -> str:
    """Return a file path, safe to show: no control characters, stars for personal data."""
    return mask_path(remove_control_characters(str(path)))


def format_text(text: str) -> str:
    """Return a text, safe to show: no control characters, stars for personal data."""
    return mask(remove_control_characters(text))


def mask_path(path: str) -> str:
    """Replace personal data in a file path by stars: first in each name, then in the whole path."""
    return mask("".join(map(mask, re.split(r"([/\\])", path))))


def sanitize(text: str) -> str:
    """Return a text from a file or a plugin, safe to show in a message.

    Control characters are replaced, because a terminal could run them. Dots replace civil registration
    numbers and mail addresses. A long text is cut.
    """
    shown = text[:_LONGEST]
    if len(text) > _LONGEST:  # the last words may be parts of something to be covered
        words = shown.rsplit(maxsplit=5)
        shown = words[0] if len(words) == 6 else ""
    for start, end in reversed(civil_registration_numbers(shown)):
        shown = f"{shown[:start]}•••{shown[end:]}"
    shown = _MAIL_ADDRESS.sub("•••", remove_control_characters(shown))
    return shown if len(text) <= _LONGEST and len(shown) <= 80 else f"{shown[:79]}…"
