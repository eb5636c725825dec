"""The sentences of findings in Danish and English, with facts filled in."""

import string
from collections.abc import Mapping, Sequence
from datetime import date, time
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
_DANISH = {
    "or": "eller",
    "to": "til",
    "unknown": "ukendt",
    "at least": "mindst",
    "others": "andre",
    "from": "fra",
    "some time in": "et tidspunkt i",
    "until further notice": "indtil videre",
    "end not recorded": "slutdato ikke oplyst",
}
_WORDS: dict[Language, dict[str, str]] = {"da": _DANISH, "en": {word: word for word in _DANISH}}
_DANISH_MARKS = str.maketrans(",.", ".,")
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
        value: a number, date, time, period, bounds, range, run of days, text or label; or a sequence of such
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
            years = _whole_years(value.first, value.last)
            return _span(value.first, value.last, lang) if years is None else years
        case date():
            month = _MONTHS[lang][value.month - 1]
            return f"{value.day}{'.' if lang == 'da' else ''} {month} {value.year}"
        case time():
            return value.strftime("%H.%M" if lang == "da" else "%H:%M")
        case PartialDate():
            return _partial_date(value, lang)
        case Period():
            return _period(value, lang)
        case Sequence():
            texts = [format_fact(each, lang, grouped=grouped) for each in value[: _LISTED + 1]]
            if len(value) > len(texts):
                texts[_LISTED:] = [f"{len(value) - _LISTED} {_WORDS[lang]['others']}"]
            *first, last = texts
            return f"{', '.join(first)} {_WORDS[lang]['or']} {last}" if first else last
        case _:
            raise TypeError(f"no fact is a {type(value).__name__}")


def _whole_years(first: date, last: date) -> str | None:
    """Return `2022` or `2022-2024` for whole calendar years; None for other days."""
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return None
    return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"


def _partial_date(value: PartialDate, lang: Language) -> str:
    """Write a day, a month or a year; an uncertain one as some time in it."""
    if value.earliest == value.latest:
        return format_fact(value.earliest, lang)
    is_year = (value.earliest.month, value.latest.month) == (1, 12)
    month = "" if is_year else f"{_MONTHS[lang][value.earliest.month - 1]} "
    some_time = f"{_WORDS[lang]['some time in']} " if value.approximate else ""
    return f"{some_time}{month}{value.earliest.year}"


def _period(value: Period, lang: Language) -> str:
    """Write a period in words; an open end as `indtil videre`, an unrecorded one as such."""
    words = _WORDS[lang]
    years = _whole_years(value.earliest_start, value.latest_end) if value.is_exact else None
    if years is not None:
        return years
    start, end = value.start, value.end
    if end is None:
        first = start if start.approximate else start.earliest
        ending = words["until further notice"] if value.has_no_end else words["end not recorded"]
        return f"{words['from']} {format_fact(first, lang)}, {ending}"
    return _span(start, end, lang)


def _span(first: Any, last: Any, lang: Language, *, grouped: bool = False) -> str:
    start, end = (format_fact(each, lang, grouped=grouped) for each in (first, last))
    return start if first == last else f"{start} {_WORDS[lang]['to']} {end}"


def _number(value: int | Decimal, lang: Language, *, grouped: bool) -> str:
    number = canonical(Decimal(value))
    if grouped and number != number.to_integral_value():
        text = f"{number:,.2f}"
    else:
        text = f"{number:,f}" if grouped else f"{number:f}"
    return text.translate(_DANISH_MARKS) if lang == "da" else text
