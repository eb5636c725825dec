"""Differences in words: the labels of the fields on the way, the names of rows, and the two values."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, get_args

import attrs

from civic_partnership.checking import filled_fields, format_value
from civic_partnership.findings import format_text
from civic_partnership.merging import ABSENT, Difference
from civic_partnership.model import info, item_type, row_key
from civic_partnership.values import Label, Language, strip_none

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

    Args:
        difference: a difference.
        record: the record as it was, in which rows are counted.
    """
    labels = [step.label for step in _find_steps(difference, record)]
    if not labels:
        return type(difference.new if difference.old is ABSENT else difference.old).LABEL  # type: ignore[no-any-return]
    return Label(", ".join(label.da for label in labels), ", ".join(label.en for label in labels))


def is_personal(difference: Difference, record: Any) -> bool:
    """Tell whether the value in the place of a difference is personal data."""
    return any(info(step.field).personal for step in _find_steps(difference, record))


def value_type_at(difference: Difference, record: Any) -> Any:
    """Return the type of the values in the place of a difference; None for a record as a whole."""
    steps = _find_steps(difference, record)
    return steps[-1].type if steps else None


def format_change(difference: Difference, record: Any, lang: Language) -> str:
    """Return what has become of a value: `beløb: 200.000 kr. → 210.000 kr.`.

    Args:
        difference: a difference inside a record.
        record: the record as it was.
        lang: the language.
    """
    label = label_place(difference, record).in_language(lang)
    attribute = _find_steps(difference, record)[-1].field
    old, new = difference.old, difference.new
    if is_personal(difference, record):
        change = (_REMOVED if new is None else _CHANGED).in_language(lang)
        change = _ADDED.in_language(lang) if old is None else change
        return f"{label}: {change}, {_NOT_SHOWN.in_language(lang)}"
    if old is ABSENT:
        return f"{label}, {_ADDED.in_language(lang)}: {format_value(attribute, new, lang)}"
    if new is ABSENT:
        return f"{label}, {_REMOVED.in_language(lang)}: {format_value(attribute, old, lang)}"
    before, after = (_format_value(attribute, value, lang) for value in (old, new))
    if before == after:  # both are cut before the place where they differ
        before, after = map(format_text, (old, new))
    return f"{label}: {before} → {after}"


def _format_value(attribute: "attrs.Attribute[Any]", value: Any, lang: Language) -> str:
    return _NOTHING.in_language(lang) if value in (None, ()) else format_value(attribute, value, lang)


class _Step(NamedTuple):
    """A step to a field, and to a row of it: the field, its label with the name of the row, and the type."""

    field: "attrs.Attribute[Any]"
    label: Label
    type: Any


def _find_steps(difference: Difference, record: Any) -> list[_Step]:
    """Return the steps on the way from a record to a difference in it."""
    steps: list[_Step] = []
    thing, path = record, difference.place.path
    for number, step in enumerate(path, 1):
        if attrs.has(type(thing)):
            attribute = attrs.fields_dict(type(thing))[str(step)]
            steps.append(_Step(attribute, info(attribute).label, strip_none(attribute.type)))
            thing = getattr(thing, attribute.name)
            continue
        is_new = number == len(path) and difference.old is ABSENT
        thing = difference.new if is_new else thing[step]
        attribute, label, held = steps[-1]
        da, en = (
            format_text(step) if isinstance(step, str) else name_row(thing, step + 1, lang)
            for lang in get_args(Language)
        )
        steps[-1] = _Step(attribute, Label(f"{label.da} {da}", f"{label.en} {en}"), item_type(held))
    return steps


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
