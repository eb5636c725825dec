"""The fields that an export leaves out, and the fields that hold personal data."""

from collections.abc import Iterator, Set as AbstractSet
from functools import cache
from itertools import accumulate
from typing import Any, TypeVar

import attrs

from civic_partnership.findings import KnownNames, Path, sanitize
from civic_partnership.model import (
    KINDS,
    FieldFinder,
    Municipality,
    RecordKey,
    Register,
    info,
    item_type,
    unwrap_type,
    values_at,
)
from civic_partnership.values import InvalidValue, Label, Table

from .exporter import FieldPath

T = TypeVar("T")

Steps = tuple[str, ...]
"""The parts of a field path, split at its dots."""

_CLASSES: dict[str, Any] = {"municipality": Municipality, **KINDS}
PERSONAL_FIELDS = FieldFinder(lambda attribute: info(attribute).personal or None)
"""The fields that hold personal data, in any class."""


def check_field_paths(carries: object) -> frozenset[FieldPath]:
    """Return the result of an exporter's `carries` if it is a set of known field paths.

    Raises:
        InvalidValue: the result is no set of texts, or a path leads to no field.
    """
    if not isinstance(carries, AbstractSet) or not all(type(path) is str for path in carries):
        raise InvalidValue("carries gav ikke et sæt af tekster", "carries gave no set of texts")
    known = [".".join(steps) for steps, _ in _all_fields()]
    for path in sorted(set(carries).difference(known)):
        near = KnownNames(known).nearest(path)
        raise InvalidValue(
            f"der findes intet felt {sanitize(path)}{f'; mente du {near}?' if near else ''}",
            f"there is no field {sanitize(path)}{f'; did you mean {near}?' if near else ''}",
        )
    return frozenset(carries)


def count_lost(register: Register, carries: frozenset[FieldPath]) -> Table[int]:
    """Count the filled values that an export leaves out: field path -> number of values.

    If an export leaves out a field with everything below it, only that field is counted. The number is then
    that of the rows of the field. For a whole kind of record, it is the number of records.
    """
    return _count(register, _topmost_left_out(carries))


def count_personal(register: Register) -> Table[int]:
    """Count the filled values that are personal data: field path -> number of values."""
    return _count(register, _personal_fields())


def remove_personal(thing: T) -> T:
    """Return a register, a record or a row in which no field holds personal data.

    If there are no personal data in it, the result is the same object.
    """
    return replace_personal(thing, None)  # type: ignore[no-any-return] # it is of the same class


def replace_personal(value: Any, cover: str | None) -> Any:
    """Return a register, a record, a row or several rows with a text in place of each personal value.

    Without such a text, the values are removed. A record without personal data stays the same object.
    """
    if type(value) is tuple:
        return tuple([replace_personal(each, cover) for each in value])
    if isinstance(value, Table):
        return Table({key: replace_personal(row, cover) for key, row in value.items()})
    if not attrs.has(type(value)):
        return value
    changes: dict[str, Any] = {}
    for step in PERSONAL_FIELDS[type(value)]:
        old = getattr(value, step.name)
        if not step.tag:
            new = replace_personal(old, cover)
        else:
            new = step.default if cover is None or old == step.default else cover
        if new != old:
            changes[step.name] = new
    return attrs.evolve(value, **changes) if changes else value


def field_path(record: RecordKey, path: Path) -> FieldPath:
    """Return the field path for a path in a record.

    Indexes of rows and keys of tables are left out: `("grants", 0, "amount")` in a partnership gives
    `partnerships.grants.amount`.
    """
    steps: Steps = (record.kind,)
    cls: Any = _CLASSES[record.kind]
    for step in path:
        cls = unwrap_type(cls)
        if attrs.has(cls):
            steps += (str(step),)
            cls = attrs.fields_dict(cls)[str(step)].type
        else:  # a row, or an entry of a table
            cls = item_type(cls)
    return ".".join(steps)


def field_label(path: FieldPath) -> Label:
    """Return the labels of the kind of record and of each field on a field path.

    For `partnerships.grants.amount` the Danish text is `partnerskaber, tilskud, beløb`.
    """
    labels = []
    cls: Any = Register
    for step in path.split("."):
        attribute = attrs.fields_dict(cls)[step]
        labels.append(info(attribute).label)
        cls = item_type(attribute.type)
    return Label(", ".join(label.da for label in labels), ", ".join(label.en for label in labels))


@cache
def _all_fields() -> tuple[tuple[Steps, Any], ...]:
    """Return all kinds of record and all fields, each with its attrs attribute.

    A kind has None as its attribute. Each kind or field comes before the fields below it.
    """
    return tuple(
        each for kind, cls in _CLASSES.items() for each in (((kind,), None), *_fields_below((kind,), cls))
    )


def _fields_below(above: Steps, cls: Any) -> Iterator[tuple[Steps, Any]]:
    for attribute in attrs.fields(cls):
        steps = (*above, attribute.name)
        yield steps, attribute
        if attrs.has(inner := item_type(attribute.type)):
            yield from _fields_below(steps, inner)


@cache
def _personal_fields() -> tuple[Steps, ...]:
    return tuple(steps for steps, attribute in _all_fields() if attribute and info(attribute).personal)


@cache
def _topmost_left_out(carries: frozenset[FieldPath]) -> tuple[Steps, ...]:
    """Return the fields that an export leaves out with everything below them.

    The fields below such a field are not in the result.
    """
    partly_carried = {path[:index] for path in carries for index, sign in enumerate(path) if sign == "."}
    left_out = []
    for steps, _ in _all_fields():
        *above, path = accumulate(steps, "{}.{}".format)
        is_carried = path in partly_carried or not carries.isdisjoint((path, *above))
        if not is_carried and partly_carried.issuperset(above):
            left_out.append(steps)
    return tuple(left_out)


def _count(register: Register, fields: tuple[Steps, ...]) -> Table[int]:
    counts: dict[FieldPath, int] = {}
    for kind, *below in fields:
        records = [register.municipality] if kind == "municipality" else getattr(register, kind).values()
        number = sum(1 for record in records if record is not None for _ in values_at(record, tuple(below)))
        if number:
            counts[".".join((kind, *below))] = number
    return Table(counts)
