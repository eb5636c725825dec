"""The findings about the shape of a record, made from the errors of cattrs: one for each, with its path."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import attrs
from cattrs.errors import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote

from civic_partnership.findings import (
    DUPLICATE_ID,
    SECOND_MUNICIPALITY,
    UNKNOWN_FIELD,
    Path,
    Shape,
    Wording,
    broken,
    closest_match,
    format_path,
    path_step,
    shape_error,
)
from civic_partnership.model import RecordKey
from civic_partnership.values import Label

from .converter import MOST_ERRORS

_TYPES: dict[type, Label] = {
    bool: Label("true eller false", "true or false"),
    str: Label("en tekst", "a text"),
    int: Label("et helt tal", "a whole number"),
    Decimal: Label("et decimaltal", "a decimal number"),
    float: Label("et unøjagtigt kommatal (float)", "an inexact number (float)"),
    list: Label("en liste", "a list"),
    dict: Label("en tabel", "a table"),
    datetime.date: Label("en dag", "a day"),
    datetime.datetime: Label("et tidspunkt", "a date with a time"),
    datetime.time: Label("et klokkeslæt", "a time"),
    type(None): Label("null", "null"),
}
_MANY_UNKNOWN = Wording(
    Label("{number} navne mere findes ikke her.", "There are {number} more names that are not known here."),
    Label("{hint}", "{hint}"),
)


def find_structure_errors(error: BaseException, raw: object, cls: type[Any]) -> Iterator[Shape]:
    """Yield everything that is wrong with a record of a class.

    Args:
        error: the error of the converter; one that is not about shape is raised again.
        raw: the plain table of the record.
        cls: the class.
    """
    for place, leaf in find_leaf_errors(error, ()):
        if isinstance(leaf, ForbiddenExtraKeysError):
            known = [a.name for a in attrs.fields(leaf.cl) if a.name != "id"]
            yield from unknown(sorted(map(str, leaf.extra_fields)), known, *place)
        else:
            value = _value_at(raw, place)
            yield shape_error(cls, place, leaf, value, describe_type(value))


def unknown(names: Sequence[str], known: Collection[str], *path: object) -> Iterator[Shape]:
    """Yield a fault for each unknown name, with the nearest known one; of very many only the number."""
    place = tuple(map(path_step, path))
    for name in names[:MOST_ERRORS]:
        yield UNKNOWN_FIELD, broken(*place, name, field=name, hint=_find_hint(name, tuple(known)))
    if more := len(names[MOST_ERRORS:]):
        all_known = _list_known(known)
        verdict = broken(*place, names[MOST_ERRORS], number=more, hint=all_known)
        yield UNKNOWN_FIELD, verdict._replace(wording=_MANY_UNKNOWN)


@lru_cache(maxsize=1000)
def _find_hint(name: str, known: tuple[str, ...]) -> Label:
    """Return the nearest known name as a question, or else all known names; the same slips recur."""
    return closest_match(name, known, _list_known(known))


def _list_known(known: Collection[str]) -> Label:
    return Label(f"Her kan stå {', '.join(known)}.", f"What may stand here: {', '.join(known)}.")


def duplicate_id(key: RecordKey, other: str | Label, line: int | None = None) -> Shape:
    """Return the fault that a record also stands in another file or place, or in another line of its file."""
    if not isinstance(other, Label):
        place = ":".join(str(part) for part in (format_path(other), line) if part)
        other = Label(place, place)
    verdict = broken(id=key.id or key.kind, other=other)
    return DUPLICATE_ID, verdict._replace(wording=SECOND_MUNICIPALITY if key.id is None else None)


def describe_type(value: object) -> Label:
    """Return the type of a value, in words."""
    return _TYPES.get(type(value), Label("noget andet", "something else"))


def find_leaf_errors(error: BaseException, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield each single error in a group of errors, with its place below a path."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path += (note.name,)
        elif isinstance(note, IterableValidationNote):
            path += (note.index,)
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from find_leaf_errors(inner, path)
    else:
        yield path, error


def _value_at(raw: Any, path: Path) -> object:
    """Return the value at a path in plain tables; None if it is missing."""
    for step in path:
        try:
            raw = raw[step]
        except (LookupError, TypeError):
            raw = None
    value: object = raw
    return value
