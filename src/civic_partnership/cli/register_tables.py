"""A register as tables on the screen; the columns are the fields of the records."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from civic_partnership.findings import format_fact, format_text, sanitize
from civic_partnership.model import KINDS, Consultant, FormerName, Partner, Register, info
from civic_partnership.values import Dated, Label, Language, Period, Table

from .screen import Screen, open_screen

_NAMED = (Partner, Consultant, FormerName)
"""The rows of these classes are shown by their names and dates."""
HIDDEN = ("sources", "note", "exempt")
"""Fields that have no column."""
_MOST_CHARACTERS = 44
"""A longer text is shortened, unless it is an id."""


def print_register(register: Register, lang: Language) -> None:
    """Print a table for each kind of record."""
    screen = open_screen()
    if register.municipality is not None:
        code = register.municipality.code
        name = sanitize(register.municipality.name)
        screen.print_wrapped(f"{name} ({code})" if code else name, style="bold")
    for kind in KINDS:
        records = list(getattr(register, kind).values())
        if records:
            heading = info(attrs.fields_dict(Register)[kind]).label.in_language(lang)
            screen.print()
            screen.print_wrapped(f"{heading} ({len(records)})", style="bold")
            _print_records(records, screen, lang)


def _print_records(records: Sequence[Any], screen: Screen, lang: Language) -> None:
    """Print a row for each record, without personal fields and without columns that are empty."""
    columns = [
        attribute
        for attribute in sorted(attrs.fields(type(records[0])), key=lambda a: a.name != "id")
        if attribute.name not in HIDDEN
        and not info(attribute).personal
        and any(getattr(record, attribute.name) != attribute.default for record in records)
    ]
    headings = [info(attribute).label.in_language(lang) for attribute in columns]
    rows = [[format_cell(record, attribute, lang) for attribute in columns] for record in records]
    unbroken = [holds_ids(attribute) or bool(info(attribute).words) for attribute in columns]
    screen.print_table(rows, headings=headings, unbroken=unbroken)


def format_cell(record: Any, attribute: "attrs.Attribute[Any]", lang: Language) -> str:
    """Return the value of a field as a short text; only ids keep their full length.

    Of a list of records the text names the days, or else the number of records.
    """
    is_id = holds_ids(attribute)
    value = getattr(record, attribute.name)
    words: dict[Any, Label] = {True: Label("ja", "yes"), **info(attribute).words}
    match _translate_words(value, words, lang):
        case None | () | False:
            return ""
        case Label() as word:
            text = word.in_language(lang)
        case str(id) if is_id:
            return format_text(id)
        case tuple(texts) if all(isinstance(each, str) for each in texts):
            first, *others = (format_text(each) if is_id else sanitize(each) for each in texts)
            text = ", ".join((first, *others))
            if others and len(text) > _MOST_CHARACTERS:
                return f"{first}, … ({len(texts)})"
        case tuple(parts) if len(parts) <= 2 and all(
            isinstance(getattr(each, "days", None), Period) for each in parts
        ):
            text = ", ".join(format_fact(each.days, lang) for each in parts)
        case (tuple() | Table()) as parts:
            text = str(len(parts) or "")
        case Dated(changes=changes):
            values = [(start, format_fact(each, lang, grouped=True)) for start, each in changes]
            text = ", ".join(
                f"{shown} ({format_fact(start, lang)})" if start else shown for start, shown in values
            )
        case value if attrs.has(type(value)):
            text = "1"
        case value:
            text = format_fact(value, lang)
    return text if len(text) <= _MOST_CHARACTERS or is_id else _shorten(text)


def _translate_words(value: Any, words: Mapping[Any, Label], lang: Language) -> Any:
    """Return the label of a word, the labels in a list as texts, and partners and the like as texts."""
    if isinstance(value, tuple) and all(isinstance(each, _NAMED) for each in value):
        return tuple(_name_with_days(each, lang) for each in value)
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return tuple(words[each].in_language(lang) if each in words else each for each in value)
    return words.get(value, value) if isinstance(value, str | bool) else value


def _name_with_days(row: Partner | Consultant | FormerName, lang: Language) -> str:
    """Return a partner, a consultant or a former name, with the dates since and until when it holds."""
    match row:
        case Partner(association=name) | Consultant(contact=name):
            since = row.since
        case _:
            name, since = ", ".join(filter(None, [row.name, row.cvr])), None
    words = {Label("siden", "since"): since, Label("til", "until"): row.until}
    days = [f"{word.in_language(lang)} {format_fact(day, lang)}" for word, day in words.items() if day]
    return f"{name} ({', '.join(days)})" if days else name


def _shorten(text: str) -> str:
    beginning = text[: _MOST_CHARACTERS - 1]
    *words, _ = beginning.rsplit(maxsplit=1)
    return f"{words[0]} …" if words else f"{beginning}…"


def holds_ids(attribute: "attrs.Attribute[Any]") -> bool:
    """Tell whether a field holds the id of its record, or ids of other records."""
    return attribute.name == "id" or info(attribute).refers_to is not None
