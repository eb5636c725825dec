"""Differences in words: the labels of the fields on the way, the names of rows, and the two values."""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

import attrs

from civic_partnership.checking import filled_fields, format_value
from civic_partnership.findings import format_text
from civic_partnership.merging import ABSENT, Difference, place_type
from civic_partnership.model import class_of, info, row_key
from civic_partnership.values import Label, Language

_NOT_SHOWN = Label("vises ikke", "not shown")
_NOTHING = Label("ikke udfyldt", "not filled in")
_ADDED = Label("tilføjet", "added")
_REMOVED = Label("fjernet", "removed")
_CHANGED = Label("ændret", "changed")


def describe_record(record: Any, lang: Language) -> Iterator[str]:
    """Yield a line for each filled field of a record, and for each row of a list."""
    for attribute in filled_fields(record):
        label, value = info(attribute).label.in_language(lang), getattr(record, attribute.name)
        if isinstance(value, tuple) and attrs.has(type(value[0])):
            for number, row in enumerate(value, 1):
                yield f"{label} {name_row(row, number, lang)}: {format_value(attribute, row, lang)}"
        else:
            yield f"{label}: {format_value(attribute, value, lang)}"


def name_row(row: Any, number: int, lang: Language) -> str:
    """Return the key of a row in words, without personal values; without one, its number in the list."""
    named = ", ".join(_format_key(row, lang))
    return named or Label(f"nr. {number}", f"no. {number}").in_language(lang)


def label_place(difference: Difference, record: Any) -> Label:
    """Return the labels of the fields on the way to a difference, with names of rows: `tilskud 2024, beløb`.

    Rows are counted in the record as it was.
    """
    labels: list[Label] = []
    thing, path = record, difference.place.path
    for number, step in enumerate(path, 1):
        if attrs.has(type(thing)):
            attribute = attrs.fields_dict(type(thing))[str(step)]
            labels.append(info(attribute).label)
            thing = getattr(thing, attribute.name)
            continue
        is_new = number == len(path) and difference.old is ABSENT
        thing = difference.new if is_new else thing[step]
        da, en = (
            format_text(step) if isinstance(step, str) else name_row(thing, step + 1, lang)
            for lang in get_args(Language)
        )
        labels[-1] = Label(f"{labels[-1].da} {da}", f"{labels[-1].en} {en}")
    if not labels:
        return class_of(difference.record).LABEL
    return Label(", ".join(label.da for label in labels), ", ".join(label.en for label in labels))


def format_change(difference: Difference, record: Any, lang: Language) -> str:
    """Return what has become of a value in a record: `beløb: 200.000 kr. → 210.000 kr.`."""
    label = label_place(difference, record).in_language(lang)
    place = place_type(difference)
    old, new = difference.old, difference.new
    if place.is_personal:
        change = _ADDED if old is None else _REMOVED if new is None else _CHANGED
        return f"{label}: {change.in_language(lang)}, {_NOT_SHOWN.in_language(lang)}"
    before, after = (_format_value(place.field, value, lang) for value in (old, new))
    if old is ABSENT:
        return f"{label}, {_ADDED.in_language(lang)}: {after}"
    if new is ABSENT:
        return f"{label}, {_REMOVED.in_language(lang)}: {before}"
    if before == after:  # both are cut before the place where they differ
        before, after = map(format_text, (old, new))
    return f"{label}: {before} → {after}"


def _format_value(attribute: "attrs.Attribute[Any] | None", value: Any, lang: Language) -> str:
    assert attribute is not None  # noqa: S101 - only a whole record is in no field
    is_empty = value in (None, (), ABSENT)
    return _NOTHING.in_language(lang) if is_empty else format_value(attribute, value, lang)


def _format_key(row: Any, lang: Language) -> Sequence[str]:
    """Return the values of the key of a row, without personal ones."""
    fields = attrs.fields_dict(type(row))
    names = [name for name in getattr(type(row), "ROW_KEY", ()) if not info(fields[name]).personal]
    texts: list[str] = []
    for name, value in zip(names, row_key(row, personal=False), strict=True):
        if value is not None:
            is_row = attrs.has(type(value))
            texts += _format_key(value, lang) if is_row else [format_value(fields[name], value, lang)]
    return texts
