"""Write the cells of an OpenDocument spreadsheet as a Danish spreadsheet shows them."""

import datetime
import re
from typing import Final

from .cell_values import show_value
from .source_table import NOT_COMPUTED

OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "

Attributes = dict[str, str]
"""Name of an attribute of a tag -> its value."""

BLANK, TAB, BREAK = "\x1c", "\x1d", "\x1e"
"""Stand in the raw text of a cell for what is not folded; XML holds no such letters."""

_TYPE = f"{OFFICE}value-type"
_NUMBERS = ("float", "currency", "percentage")
_FOLDED = re.compile(r"[ \t\r\n]+")
_TO_FOLD = re.compile(rf"[\t\r\n{BLANK}-{BREAK}]|  |^ | $")
_AROUND_BREAK = re.compile(rf"^ | (?={BREAK})|(?<={BREAK}) | $")
_ERROR = re.compile("#[^#]|Err:|Fejl:")
"""What stands in the place of a result; a column that is too narrow shows `###`."""
_POWER = re.compile("[0-9]E[+-]?[0-9]")
_DIGITS = re.compile("[0-9]+")
_DURATION = re.compile(r"-?PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


def fold_text(raw: str) -> str:
    """Return the text of a cell: blanks and ends of lines in XML are one blank, and none beside a break."""
    if not _TO_FOLD.search(raw):
        return raw
    folded = _AROUND_BREAK.sub("", _FOLDED.sub(" ", raw))
    return folded.replace(BLANK, " ").replace(TAB, "\t").replace(BREAK, "\n")


def show_cell(attributes: Attributes, text: str) -> str:
    """Write a cell from its value and the text that it shows.

    Raises:
        ValueError: the cell has no value of its type, as in a damaged file.
    """
    kind = attributes.get(_TYPE, "string")
    if kind == "string" or (not text[:1].isdigit() and _ERROR.match(text)):
        return _show_text(attributes, text)
    if kind in _NUMBERS:
        return _show_number(kind, attributes, text)
    if kind == "date":
        moment = datetime.datetime.fromisoformat(attributes.get(f"{OFFICE}date-value", ""))
        return show_value(moment, _date_format(moment, text))
    if kind == "boolean":
        return show_value(attributes.get(f"{OFFICE}boolean-value") == "true", "")
    return (
        show_value(_read_duration(attributes.get(f"{OFFICE}time-value", "")), "") if kind == "time" else text
    )


def _show_text(attributes: Attributes, text: str) -> str:
    result = attributes.get(f"{OFFICE}string-value") or text
    if not result and _TYPE not in attributes and f"{TABLE}formula" in attributes:
        return NOT_COMPUTED
    return result


def _show_number(kind: str, attributes: Attributes, text: str) -> str:
    written = attributes.get(f"{OFFICE}value", "")
    value = int(written) if written.isdecimal() else float(written)
    number_format = ""
    if kind == "percentage":
        number_format = "0%"
    elif "E" in text and _POWER.search(text):
        number_format = "0E+0"
    elif text.startswith("0") and text.isdecimal() and int(text) == value:
        number_format = "0" * len(text)
    shown = show_value(value, number_format)
    currency = attributes.get(f"{OFFICE}currency", "DKK")
    return shown if currency == "DKK" else f"{shown} {currency}".rstrip()


def _date_format(moment: datetime.datetime, text: str) -> str:
    """Tell from the text of a date which number format it has: with a day, a month or only a year."""
    if text == str(moment.year):
        return "yyyy"
    numbers = [int(digits) for digits in _DIGITS.findall(text)]
    if any(map(str.isalpha, text)):
        is_month = numbers == [moment.year] or (numbers == [moment.year % 100] != [moment.day])
    else:
        is_month = sorted(numbers) == sorted((moment.month, moment.year))
    return "mm yyyy" if is_month else "dd mm yyyy"


def _read_duration(written: str) -> datetime.time | datetime.timedelta:
    """Return a time of day, or how long something lasts if that is a day or more."""
    found = _DURATION.fullmatch(written)
    if found is None:
        raise ValueError(written)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    is_time = hours < 24
    return (
        datetime.time(hours, minutes, seconds)
        if is_time
        else datetime.timedelta(hours=hours, minutes=minutes)
    )
