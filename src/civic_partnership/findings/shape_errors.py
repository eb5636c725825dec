"""The findings about the shape of records: one for each value that no file can hold."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import attrs

from civic_partnership.model import (
    KINDS,
    Missing,
    Municipality,
    RecordKey,
    Register,
    confirm_shape,
    field_at,
    find_invalid_values,
    has_confirmed_shape,
    info,
    word_spellings,
)
from civic_partnership.values import InvalidValue, Label, Path, Table, WrongType

from .closest_match import KnownNames
from .finding import Finding
from .personal_data import sanitize
from .rule import Rule
from .shape_rules import INVALID_VALUE, MISSING_FIELD, WRONG_TYPE
from .verdict import Verdict, Wording, broken

Shape = tuple[Rule, Verdict]
"""A broken rule about the shape of records, and the verdict that says where and why."""

THIS = Label("Posten", "The record")
"""The name in a message that is about a record and not about one of its fields."""
ID = Label("Id'et", "The id")


def find_shape_errors(register: Register) -> Iterator[Finding]:
    """Yield a finding for each value in a register that no file can hold, such as a text for a number.

    Only values that were made in Python can be such. A record whose shape is confirmed is passed over: it was
    read from a file, or an earlier call has found nothing.
    """
    for kind, id, cls, record in records_of(register):
        if has_confirmed_shape(record) and type(record) is cls and getattr(record, "id", None) == id:
            continue
        key = RecordKey(kind, id)
        findings = [rule.finding(verdict, text_key(key)) for rule, verdict in find_record_errors(key, record)]
        yield from findings
        if not findings:
            confirm_shape(record)


def records_of(register: Register) -> Iterator[tuple[str, str | None, type[Any], Any]]:
    """Yield every record with its kind, its id and the class that it must have.

    If a field of the register holds no table, its value is yielded too, as a record without an id.
    """
    if register.municipality is not None:
        yield "municipality", None, Municipality, register.municipality
    for kind, cls in KINDS.items():
        table = getattr(register, kind)
        if type(table) is Table:
            for id, record in table.items():
                yield kind, id, cls, record
        else:
            yield kind, None, Table, table


def find_record_errors(key: RecordKey, record: Any) -> Iterator[Shape]:
    """Yield all that no file can hold in what stands under a key, worded as the reader of files words it."""
    annotation = attrs.fields_dict(Register)[key.kind].type
    value = record if key.id is None else Table({key.id: record})
    depth = 1 if key.id is None else 2
    for place, error, wrong in find_invalid_values(value, annotation, (key.kind,)):
        name = type(wrong).__name__
        found = Label(f"af typen {name}", f"of type {name}")
        rule, verdict = shape_error(Register, place, error, wrong, found)
        yield rule, verdict._replace(path=verdict.path[depth:])


def text_key(key: RecordKey) -> RecordKey:
    """Return the key of a finding for the key of a record; the id is then a text, as in a file."""
    return RecordKey(key.kind, None if key.id is None else str(key.id))


def shape_error(cls: Any, place: Path, error: BaseException, value: object, found: Label) -> Shape:
    """Return what is wrong with a value at a place in a record of a class; `found` is its type in words.

    An error that is not about shape is raised again.
    """
    place = tuple(map(path_step, place))
    attribute = field_at(cls, place)
    of_id = attribute is not None and attribute.name == "id"
    path = place[:-1] if of_id else place
    name = ID if of_id else _name(cls, path)
    match error:
        case WrongType():
            return WRONG_TYPE, broken(*path, field=name, found=found, expected=error.reason)
        case InvalidValue():
            verdict = broken(*path, field=name, reason=error.reason)
            return INVALID_VALUE, verdict._replace(wording=_suggest_word(attribute, value))
        case Missing():
            return MISSING_FIELD, broken(*path, field=[_name(cls, (*path, each)) for each in error.names])
        case KeyError():
            return MISSING_FIELD, broken(*path[:-1], field=name)
        case _:
            raise error


def path_step(step: object) -> str | int:
    """Return a key of a dict as text or number; Python and YAML know other keys."""
    return step if type(step) in (str, int) else str(step)  # type: ignore[return-value] # it is one of them


def _suggest_word(attribute: "attrs.Attribute[Any] | None", value: object) -> Wording | None:
    """Return sentences that suggest the allowed word that a text stands for; None if there is none."""
    if attribute is None or type(value) is not str or not (spellings := word_spellings(attribute)):
        return None
    written = value.casefold().strip()
    near = written if written in spellings else KnownNames(spellings).nearest(written)
    if near is None or spellings[near] == value:
        return None
    word = spellings[near]
    return Wording(INVALID_VALUE.sentence, Label(f"Mente du {word}?", f"Did you mean {word}?"))


@lru_cache(maxsize=1000)
def _name(cls: Any, path: Path) -> Label:
    """Return the name of the field at the end of a path, with the number of the row in a list, from 1."""
    names = [sanitize(step) for step in path if isinstance(step, str)]
    if not names:
        return THIS
    attribute = field_at(cls, path)
    word = f" ({info(attribute).label.da})" if attribute and attribute.name == names[-1] else ""
    number = f" {path[-1] + 1}" if isinstance(path[-1], int) else ""
    return Label(f"{names[-1]}{number}{word}", f"{names[-1]}{number}")
