"""The sentences of findings in Danish and English, with facts filled in."""

import string
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from civic_partnership.values import Bounds, Days, Label, Language, PartialDate, Period, Range, canonical

from .personal_data import sanitize

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
"""A sentence lists so many facts of a sequence, and counts the others."""


def sentence(template: Label, facts: Mapping[str, Any]) -> Label:
    """Return a sentence in Danish and English with the facts filled in.

    In the template, `{name}` stands for a fact and `{name:kr}` for a fact in kroner.
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
        grouped: whether to group the digits of numbers, as for kroner: 200.000 in Danish, 200,000 in English.

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
    start, end = (format_fact(each, lang, grouped=grouped) for each in (first, last))
    return start if first == last else f"{start} {_WORDS[lang]['to']} {end}"


def _number(value: int | Decimal, lang: Language, *, grouped: bool) -> str:
    number = canonical(Decimal(value))
    if grouped and number != number.to_integral_value():
        text = f"{number:,.2f}"
    else:
        text = f"{number:,f}" if grouped else f"{number:f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "da" else text
