"""Sentences of findings in Danish and English, and foreign texts made safe to show."""

import re
import string
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import PurePath
from typing import Any

from civic_partnership.values import Bounds, Days, Label, Language, PartialDate, Period, Range, canonical

from .civil_registration import civil_registration_numbers

_MONTHS: dict[Language, tuple[str, ...]] = {
    "da": (
        *("januar", "februar", "marts", "april", "maj", "juni", "juli"),
        *("august", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
_WORDS = {
    "da": {"or": "eller", "to": "til", "unknown": "ukendt", "at least": "mindst", "others": "andre"},
    "en": {"or": "or", "to": "to", "unknown": "unknown", "at least": "at least", "others": "others"},
}
_LISTED = 10
"""The most facts of a sequence that a sentence lists; the sentence only counts the others."""


def sentence(template: Label, facts: Mapping[str, Any]) -> Label:
    """Return a sentence in Danish and English with the facts filled in.

    Args:
        template: the sentence, with `{name}` for a fact and `{name:kr}` for a fact in kroner.
        facts: name -> number, date, period, bounds, text, label, or a sequence of such values.

    """
    return Label(_fill(template.da, facts, "da"), _fill(template.en, facts, "en"))


def _fill(template: str, facts: Mapping[str, Any], lang: Language) -> str:
    return "".join(
        text if name is None else f"{text}{format_fact(facts[name], lang, grouped=how == 'kr')}"
        for text, name, how, _ in _parts(template)
    )


@cache
def _parts(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    """Split a template into texts, each with the fact that follows and the format of the fact."""
    return tuple(string.Formatter().parse(template))


def format_fact(value: Any, lang: Language, *, grouped: bool = False) -> str:  # noqa: C901, PLR0911, PLR0912 - a case a kind of fact
    """Return a fact as a text in Danish or English.

    Args:
        value: a number, date, period, bounds, range, run of days, text or label; or a sequence of such
            values. None and an empty sequence stand for a fact that is not known.
        lang: the language.
        grouped: whether the numbers are kroner, with a sign between thousands.

    Raises:
        TypeError: the value has another type.

    """
    match value:
        case None | ():
            return _WORDS[lang]["unknown"]
        case Label():
            return value.in_language(lang)
        case str():
            return sanitize(value)
        case int() | Decimal():
            return _number(value, lang, grouped=grouped)
        case Bounds(possible=None):
            return f"{_WORDS[lang]['at least']} {format_fact(value.certain, lang, grouped=grouped)}"
        case Bounds():
            return _span(value.certain, value.possible, lang, grouped=grouped)
        case Range():
            return _span(value.least, value.most, lang, grouped=grouped)
        case Days():
            return _span(value.first, value.last, lang)
        case date():
            month = _MONTHS[lang][value.month - 1]
            return f"{value.day}{'.' if lang == 'da' else ''} {month} {value.year}"
        case Period() if value.end == value.start and len(value.start.text) == len("2024"):
            return value.start.text
        case PartialDate() | Period():
            return value.text
        case Sequence():
            texts = [format_fact(each, lang, grouped=grouped) for each in value[: _LISTED + 1]]
            if len(value) > len(texts):
                texts[_LISTED:] = [f"{len(value) - _LISTED} {_WORDS[lang]['others']}"]
            *first, last = texts
            return f"{', '.join(first)} {_WORDS[lang]['or']} {last}" if first else last
        case _:
            raise TypeError(f"no fact is a {type(value).__name__}")


def _span(first: Any, last: Any, lang: Language, *, grouped: bool = False) -> str:
    """Return two facts with the word for `to` between them; if they are equal, return only one."""
    start, end = (format_fact(each, lang, grouped=grouped) for each in (first, last))
    return start if first == last else f"{start} {_WORDS[lang]['to']} {end}"


def _number(value: int | Decimal, lang: Language, *, grouped: bool) -> str:
    """Return a number as text: 200.000,50 in Danish and 200,000.50 in English, if grouped."""
    number = canonical(Decimal(value))
    if grouped and number != number.to_integral_value():
        text = f"{number:,.2f}"
    else:
        text = f"{number:,f}" if grouped else f"{number:f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "da" else text


_LONGEST = 200
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
    return _EIGHT_DIGITS.search(text) is not None and any(
        found["phone"] for found in _PHONE_NUMBER.finditer(text)
    )


def may_hold_personal_data(text: str) -> bool:
    """Tell quickly whether a text may contain a phone number or a mail address.

    If the answer is no, the text contains neither. To test many texts at once, join them with line breaks.
    """
    return "@" in text or _EIGHT_DIGITS.search(text) is not None


def mask(text: str) -> str:
    """Replace each character of civil registration numbers and mail addresses in a text by a star."""
    letters = list(text)
    for start, end in civil_registration_numbers(text):
        letters[start:end] = "*" * (end - start)
    return _MAIL_ADDRESS.sub(lambda found: "*" * len(found[0]), "".join(letters))


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
