"""Values of fields as texts of a page, in which no two values look alike."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any, Final

from civic_partnership.findings import format_fact
from civic_partnership.model import unwrap_type
from civic_partnership.plugins import DANISH, Column, cell_of
from civic_partnership.values import (
    END_LABELS,
    NO_END,
    UNKNOWN_END,
    Label,
    Language,
    Money,
    PartialDate,
    Period,
    danish_date,
    find_value_type,
)

DASH: Final = "\N{EN DASH}"
"""The sign between two dates, and for what is not recorded."""
YES: Final = Label("ja", "yes")
_MONEY: Final = find_value_type(Money)
_DIALECTS: Final = {
    "da": DANISH._replace(guard=str, unguard=str),
    "en": DANISH._replace(
        guard=str,
        unguard=str,
        write_date=str,
        read_date=str,
        point=".",
        yes=YES.en,
        no="no",
        to=" to ",
        between=" or ",
        none="none",
    ),
}
_UNFIT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]"  # HTML has no such characters, or changes them
    r"|\\(?=u[0-9a-f]{4})"  # a text that looks like what stands for one of these
)

Write = Callable[[Any], str]


def capitalize(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def html_text(text: str) -> str:
    r"""Return a text with escapes for what HTML cannot hold or would change: `\u000d` for a carriage return.

    No two texts become one.
    """
    return _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def format_period(period: Period, language: Language) -> str:
    r"""Return a period as a text: `2021 \N{EN DASH} 2024`, or `fra 2022, indtil videre`."""
    start = _format_date(period.start, language)
    if period.end is None:
        end = END_LABELS[NO_END if period.has_no_end else UNKNOWN_END].in_language(language)
        return f"{Label('fra', 'from').in_language(language)} {start}, {end}"
    end = _format_date(period.end, language)
    return start if start == end else f"{start} {DASH} {end}"


def _format_date(day: PartialDate, language: Language) -> str:
    return danish_date(day) if language == "da" else str(day)


def _format_time(value: time) -> str:
    """Return a time of day, without seconds if there are none."""
    text = value.isoformat()
    return text.removesuffix(":00") if text.count(":") > 1 else text


def cell_writer(column: Column, language: Language) -> Write:
    """Return the function that writes a value of a column, if it has one."""
    inner = unwrap_type(column.type)
    if column.type is None:
        return lambda _: YES.in_language(language)
    if column.words:
        return _words_writer(column, language)
    if column.type is bool:  # false where nothing is said
        return lambda value: YES.in_language(language) if value else ""
    if inner is Period:
        return lambda period: format_period(period, language)
    if type(find_value_type(column.type)) is type(_MONEY):
        return lambda amount: format_fact(amount, language, grouped=True)
    return _format_time if inner is time else cell_of(column.type, _DIALECTS[language]).write or str


def _words_writer(column: Column, language: Language) -> Write:
    """Return the function that writes a word of a fixed list, or several."""
    words = {word: label.in_language(language) for word, label in column.words.items()}
    if column.several:
        return lambda values: ", ".join(words[each] for each in values)
    return words.__getitem__


def is_number(column: Column) -> bool:
    """Tell whether a column holds numbers, which stand at the right."""
    return column.type is not None and not column.words and column.cell.type in ("integer", "number")
