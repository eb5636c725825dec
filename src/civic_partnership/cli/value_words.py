"""The places and values of records in the words of people: labels of fields, names of rows, money in kroner.

No value of a personal field is among them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

import attrs

from civic_partnership.findings import format_fact, format_text
from civic_partnership.merging import ABSENT, Difference
from civic_partnership.model import info, row_key
from civic_partnership.values import Dated, Label, Language, Money, Table, strip_none

_NOT_SHOWN = Label("vises ikke", "not shown")
_NOTHING = Label("ikke udfyldt", "not filled in")
_ADDED = Label("tilføjet", "added")
_REMOVED = Label("fjernet", "removed")
_CHANGED = Label("ændret", "changed")


def format_value(value: Any, attribute: "attrs.Attribute[Any]", lang: Language) -> str:  # noqa: PLR0911 - a case each
    """Return the value of a field in words."""
    words = info(attribute).words
    match value:
        case None | ():
            return _NOTHING.in_language(lang)
        case bool():
            return (Label("ja", "yes") if value else Label("nej", "no")).in_language(lang)
        case str() if value in words:
            return words[value].in_language(lang)
        case str():
            return format_text(value)
        case tuple():
            return ", ".join(format_value(each, attribute, lang) for each in value)
        case Table():
            rows = ((format_text(key), format_value(row, attribute, lang)) for key, row in value.items())
            return ", ".join(f"{key}: {row}" for key, row in rows)
        case Dated(changes=changes):
            dated = ((format_value(each, attribute, lang), start) for start, each in changes)
            return ", ".join(
                f"{text} ({format_fact(start, lang)})" if start else text for text, start in dated
            )
        case _ if attrs.has(type(value)):
            return format_row(value, lang)
    held = strip_none(attribute.type)
    if Money in (held, *get_args(held)):
        return f"{format_fact(value, lang, grouped=True)} kr."
    return format_fact(value, lang)


def format_row(row: Any, lang: Language) -> str:
    """Return the filled fields of a row or a record in one line, each with its label."""
    return ", ".join(f"{label} {text}" for label, text in format_fields(row, lang))


def format_fields(row: Any, lang: Language) -> Iterator[tuple[str, str]]:
    """Yield the label and the value of each filled field of a row or a record, but for the id."""
    for attribute in attrs.fields(type(row)):
        value = getattr(row, attribute.name)
        if attribute.name == "id" or value == attribute.default:
            continue
        if info(attribute).personal:
            text = _NOT_SHOWN.in_language(lang)
        elif isinstance(value, tuple) and attrs.has(type(value[0])):
            text = "; ".join(name_row(each, number, lang) for number, each in enumerate(value, 1))
        else:
            text = format_value(value, attribute, lang)
        yield info(attribute).label.in_language(lang), text


def name_row(row: Any, number: int, lang: Language) -> str:
    """Return the key of a row in words, without personal values; without one, its number in the list."""
    named = ", ".join(_format_key(row, lang))
    return named or Label(f"nr. {number}", f"no. {number}").in_language(lang)


def label_place(difference: Difference, record: Any) -> Label:
    """Return the labels of the fields on the way to a difference, with names of rows: `tilskud 2024, beløb`.

    Args:
        difference: a difference.
        record: the record as it was, in which rows are counted.
    """
    labels = [label for _, label in _find_steps(difference, record)]
    if not labels:
        return type(difference.new if difference.old is ABSENT else difference.old).LABEL  # type: ignore[no-any-return]
    return Label(", ".join(label.da for label in labels), ", ".join(label.en for label in labels))


def is_personal(difference: Difference, record: Any) -> bool:
    """Tell whether the value in the place of a difference is personal data."""
    return any(info(attribute).personal for attribute, _ in _find_steps(difference, record))


def format_change(difference: Difference, record: Any, lang: Language) -> str:
    """Return what has become of a value: `beløb: 200.000 kr. → 210.000 kr.`.

    Args:
        difference: a difference inside a record.
        record: the record as it was.
        lang: the language.
    """
    label = label_place(difference, record).in_language(lang)
    attribute, _ = _find_steps(difference, record)[-1]
    old, new = difference.old, difference.new
    if is_personal(difference, record):
        change = (_REMOVED if new is None else _CHANGED).in_language(lang)
        change = _ADDED.in_language(lang) if old is None else change
        return f"{label}: {change}, {_NOT_SHOWN.in_language(lang)}"
    if old is ABSENT:
        return f"{label}, {_ADDED.in_language(lang)}: {format_value(new, attribute, lang)}"
    if new is ABSENT:
        return f"{label}, {_REMOVED.in_language(lang)}: {format_value(old, attribute, lang)}"
    before, after = (format_value(value, attribute, lang) for value in (old, new))
    return f"{label}: {before} → {after}"


def _find_steps(difference: Difference, record: Any) -> "list[tuple[attrs.Attribute[Any], Label]]":
    """Return each field on the way to a difference, and its label with the name of the row on the way."""
    steps: list[tuple[attrs.Attribute[Any], Label]] = []
    thing, path = record, difference.place.path
    for number, step in enumerate(path, 1):
        if attrs.has(type(thing)):
            attribute = attrs.fields_dict(type(thing))[str(step)]
            steps.append((attribute, info(attribute).label))
            thing = getattr(thing, attribute.name)
            continue
        is_new = number == len(path) and difference.old is ABSENT
        thing = difference.new if is_new else thing[step]
        attribute, label = steps[-1]
        da, en = (
            format_text(step) if isinstance(step, str) else name_row(thing, step + 1, lang)
            for lang in get_args(Language)
        )
        steps[-1] = attribute, Label(f"{label.da} {da}", f"{label.en} {en}")
    return steps


def _format_key(row: Any, lang: Language) -> Sequence[str]:
    """Return the values of the key of a row, without personal ones."""
    fields = attrs.fields_dict(type(row))
    names = [name for name in getattr(type(row), "ROW_KEY", ()) if not info(fields[name]).personal]
    texts: list[str] = []
    for name, value in zip(names, row_key(row, personal=False), strict=True):
        if value is not None:
            texts += (
                _format_key(value, lang)
                if attrs.has(type(value))
                else [format_value(value, fields[name], lang)]
            )
    return texts
