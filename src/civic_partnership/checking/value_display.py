"""Values of records in words, on one line, without personal data."""

from typing import Any

import attrs

from civic_partnership.findings import format_fact, format_text, sanitize
from civic_partnership.model import KINDS, Entry, Municipality, field_at, info, item_type
from civic_partnership.values import (
    ContainerType,
    Dated,
    Label,
    Language,
    Money,
    Path,
    Table,
    find_value_type,
    get_value_type,
)

WITHHELD = Label("(personoplysning)", "(personal)")
_LAST = frozenset(attrs.fields_dict(Entry))
_NONE = Label("intet", "nothing")


def format_value_at(kind: str, path: Path, value: Any, lang: Language) -> str:
    """Return a value at a path in a record of a kind, such as `200.000 kr.` or `beløb 200.000 kr.`."""
    field = field_at(KINDS.get(kind, Municipality), path)
    return format_value(field, value, lang) if field else _format_row(value, lang)


def format_value(field: "attrs.Attribute[Any]", value: Any, lang: Language) -> str:  # noqa: PLR0911 - a case a kind of value
    """Return the value of a field, or a part of it."""
    if info(field).personal:
        return WITHHELD.in_language(lang)
    match value:
        case ():
            return _NONE.in_language(lang)
        case Dated(changes=changes):
            parts = [(start, format_value(field, each, lang)) for start, each in changes]
            return ", ".join(f"{each} ({format_fact(key, lang)})" if key else each for key, each in parts)
        case Table():
            rows = ((sanitize(key), format_value(field, row, lang)) for key, row in value.items())
            return "; ".join(f"{key}: {row}" for key, row in rows)
        case tuple():
            return "; ".join(format_value(field, row, lang) for row in value)
        case _ if attrs.has(type(value)):
            return _format_row(value, lang)
        case bool():
            return (Label("ja", "yes") if value else Label("nej", "no")).in_language(lang)
        case str():
            word = info(field).words.get(value)
            text = format_text(value) if info(field).refers_to else sanitize(value)
            return word.in_language(lang) if word else text
    is_money = holds_money(field)
    return format_fact(value, lang, grouped=is_money) + (" kr." if is_money else "")


def filled_fields(record: Any) -> "list[attrs.Attribute[Any]]":
    """Return the fields of a record or row that are filled, without its id; remarks and sources are last."""
    fields = sorted(attrs.fields(type(record)), key=lambda field: field.name in _LAST)
    return [each for each in fields if each.name != "id" and getattr(record, each.name) != each.default]


def holds_rows(attribute: "attrs.Attribute[Any]") -> bool:
    """Tell whether the value of a field is a row, or a list or table of rows."""
    return attrs.has(item_type(attribute.type))


def holds_money(attribute: "attrs.Attribute[Any]") -> bool:
    """Tell whether a field holds an amount in kroner, which may change on given dates."""
    kind = find_value_type(attribute.type)
    while isinstance(kind, ContainerType):
        kind = find_value_type(kind.inner[0])
    return kind is get_value_type(Money)


def _format_row(row: Any, lang: Language) -> str:
    """Return the filled fields of a row or record, rows in it in brackets."""
    texts: list[str] = []
    for field in filled_fields(row):
        text = format_value(field, getattr(row, field.name), lang)
        label = info(field).label.in_language(lang)
        texts.append(f"{label} ({text})" if holds_rows(field) else f"{label} {text}")
    return ", ".join(texts)
