"""Values of records in words, on one line, without personal data."""

from collections.abc import Iterator
from typing import Any

import attrs

from civic_partnership.findings import format_fact, format_text, sanitize
from civic_partnership.model import KINDS, Municipality, field_at, info, item_type
from civic_partnership.values import (
    ContainerType,
    Dated,
    Label,
    Language,
    Money,
    Path,
    Table,
    find_value_type,
    value_type,
)

WITHHELD = Label("(personoplysning)", "(personal)")
_NONE = Label("intet", "nothing")


def format_value_at(kind: str, path: Path, value: Any, lang: Language) -> str:
    """Return a value at a path in a record of a kind, such as `200.000 kr.` or `beløb 200.000 kr.`."""
    return format_value(field_at(KINDS.get(kind, Municipality), path), value, lang)


def format_value(attribute: "attrs.Attribute[Any] | None", value: Any, lang: Language) -> str:  # noqa: PLR0911 - a case a kind of value
    """Return the value of a field, or a part of it; None as the field stands for a whole record."""
    if attribute is not None and info(attribute).personal:
        return WITHHELD.in_language(lang)
    match value:
        case None | ():
            return _NONE.in_language(lang)
        case Dated(changes=changes):
            parts = [(start, format_value(attribute, each, lang)) for start, each in changes]
            return ", ".join(f"{each} ({format_fact(key, lang)})" if key else each for key, each in parts)
        case Table():
            rows = ((sanitize(key), format_value(attribute, row, lang)) for key, row in value.items())
            return "; ".join(f"{key}: {row}" for key, row in rows)
        case tuple():
            return "; ".join(format_value(attribute, row, lang) for row in value)
        case _ if attrs.has(type(value)):
            return ", ".join(f"{label} {text}" for label, text in _format_fields(value, lang))
    return _format_one(attribute, value, lang)


def _format_one(attribute: "attrs.Attribute[Any] | None", value: Any, lang: Language) -> str:
    """Return a value that has no parts."""
    if isinstance(value, bool):
        return (Label("ja", "yes") if value else Label("nej", "no")).in_language(lang)
    if attribute is None:
        return format_fact(value, lang)
    facts = info(attribute)
    if isinstance(value, str):
        word = facts.words.get(value)
        text = format_text(value) if facts.refers_to else sanitize(value)
        return word.in_language(lang) if word else text
    is_money = holds_money(attribute)
    return format_fact(value, lang, grouped=is_money) + (" kr." if is_money else "")


def filled_fields(record: Any) -> "list[attrs.Attribute[Any]]":
    """Return the fields of a record or row that are filled, without its id."""
    return [
        each
        for each in attrs.fields(type(record))
        if each.name != "id" and getattr(record, each.name) != each.default
    ]


def holds_rows(attribute: "attrs.Attribute[Any]") -> bool:
    """Tell whether the value of a field is a row, or a list or table of rows."""
    return attrs.has(item_type(attribute.type))


def holds_money(attribute: "attrs.Attribute[Any]") -> bool:
    """Tell whether a field holds an amount in kroner, which may change on given dates."""
    kind = find_value_type(attribute.type)
    while isinstance(kind, ContainerType):
        kind = find_value_type(kind.inner[0])
    return kind is value_type(Money)


def _format_fields(row: Any, lang: Language) -> Iterator[tuple[str, str]]:
    for each in filled_fields(row):
        text = format_value(each, getattr(row, each.name), lang)
        yield info(each).label.in_language(lang), f"({text})" if holds_rows(each) else text
