"""Which fields there are, what an export leaves out of them, and what is personal among them."""

from collections.abc import Iterator, Set as AbstractSet
from functools import cache
from typing import Any

import attrs

from civic_partnership.findings import KnownNames, Path, sanitize
from civic_partnership.model import (
    KINDS,
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

Way = tuple[str, ...]
"""The steps of a field path."""

_CLASSES: dict[str, Any] = {"municipality": Municipality, **KINDS}


def checked(carries: object) -> frozenset[FieldPath]:
    """Field paths, each of which is one.

    Raises:
        InvalidValue: a path leads to no field.

    """
    if not isinstance(carries, AbstractSet) or not all(type(path) is str for path in carries):
        raise InvalidValue("carries gav ikke et sæt af tekster", "carries gave no set of texts")
    known = [".".join(way) for way in _ways()]
    for path in sorted(set(carries).difference(known)):
        name = KnownNames(known).nearest(path)
        raise InvalidValue(
            f"der findes intet felt {sanitize(path)}{f'; mente du {name}?' if name else ''}",
            f"there is no field {sanitize(path)}{f'; did you mean {name}?' if name else ''}",
        )
    return frozenset(carries)


def lost(register: Register, carries: frozenset[FieldPath]) -> Table[int]:
    """What is filled and not carried: field path -> how many values.

    Of what is not carried at all, only the topmost field is named, with how many rows or records
    there are.
    """
    return _counted(register, _left_out(carries))


def withheld(register: Register) -> Table[int]:
    """What is filled and personal: field path -> how many values."""
    return _counted(register, _personal_ways())


def without_personal(register: Register) -> Register:
    """A register in which no personal field is filled."""
    cleaned: Register = _cleaned(register)
    return cleaned


def field_of(record: RecordKey, path: Path) -> FieldPath:
    """The field path of a place in a record."""
    way: Way = (record.kind,)
    cls: Any = _CLASSES[record.kind]
    for step in path:
        cls = unwrap_type(cls)
        if attrs.has(cls):
            way += (str(step),)
            cls = attrs.fields_dict(cls)[str(step)].type
        else:  # a row, or an entry of a table
            cls = item_type(cls)
    return ".".join(way)


def named(path: FieldPath) -> Label:
    """What a field is called, from the kind of record down: `partnerskaber, tilskud, beløb`."""
    labels = []
    cls: Any = Register
    for step in path.split("."):
        attribute = attrs.fields_dict(cls)[step]
        labels.append(info(attribute).label)
        cls = item_type(attribute.type)
    return Label(", ".join(label.da for label in labels), ", ".join(label.en for label in labels))


@cache
def _ways() -> tuple[Way, ...]:
    """Every field of every kind, each before what is below it."""
    return tuple(way for kind, cls in _CLASSES.items() for way in ((kind,), *_below((kind,), cls)))


def _below(above: Way, cls: Any) -> Iterator[Way]:
    for attribute in attrs.fields(cls):
        way = (*above, attribute.name)
        yield way
        if attrs.has(inner := item_type(attribute.type)):
            yield from _below(way, inner)


@cache
def _personal_ways() -> tuple[Way, ...]:
    return tuple(way for way in _ways() if len(way) > 1 and info(_attribute(way)).personal)


def _attribute(way: Way) -> Any:
    cls: Any = _CLASSES[way[0]]
    for step in way[1:-1]:
        cls = item_type(attrs.fields_dict(cls)[step].type)
    return attrs.fields_dict(cls)[way[-1]]


@cache
def _left_out(carries: frozenset[FieldPath]) -> tuple[Way, ...]:
    """The topmost fields of which nothing is carried."""
    return tuple(way for kind, cls in _CLASSES.items() for way in _not_in(carries, (kind,), cls))


def _not_in(carries: frozenset[FieldPath], way: Way, cls: Any) -> Iterator[Way]:
    path = ".".join(way)
    if path in carries:
        return
    if not any(carried.startswith(f"{path}.") for carried in carries):
        yield way
        return
    for attribute in attrs.fields(cls):
        yield from _not_in(carries, (*way, attribute.name), item_type(attribute.type))


def _counted(register: Register, ways: tuple[Way, ...]) -> Table[int]:
    counts: dict[FieldPath, int] = {}
    for way in ways:
        records = [register.municipality] if way[0] == "municipality" else getattr(register, way[0]).values()
        number = sum(1 for record in records if record is not None for _ in values_at(record, way[1:]))
        if number:
            counts[".".join(way)] = number
    return Table(counts)


def _cleaned(thing: Any) -> Any:
    """A register, record or row without what is personal in it; itself where there is nothing."""
    changes: dict[str, Any] = {}
    cls: Any = type(thing)
    for attribute in _sensitive(cls):
        old = getattr(thing, attribute.name)
        new: Any = attribute.default
        if not info(attribute).personal:
            new = _cleaned_within(old)
        if new != old:
            changes[attribute.name] = new
    return attrs.evolve(thing, **changes) if changes else thing


def _cleaned_within(value: Any) -> Any:
    """The same for all that a field holds."""
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if isinstance(value, Table):
        return Table({key: _cleaned(row) for key, row in value.items()})
    return value if value is None else _cleaned(value)


@cache
def _sensitive(cls: Any) -> tuple[Any, ...]:
    """The fields of a class that are personal, or hold something that is."""
    return tuple(
        attribute
        for attribute in attrs.fields(cls)
        if info(attribute).personal or (attrs.has(inner := item_type(attribute.type)) and _sensitive(inner))
    )
