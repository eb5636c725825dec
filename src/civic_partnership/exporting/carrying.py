"""Which fields there are, what an export leaves out of them, and what is personal among them."""

import difflib
from collections.abc import Iterator, Set as AbstractSet
from functools import cache
from typing import Any

import attrs

from civic_partnership.findings import Path
from civic_partnership.model import KINDS, Municipality, RecordKey, Register, info, values_at, within
from civic_partnership.values import Label, Refused, Table

from .exporter import FieldPath

Way = tuple[str, ...]
"""The steps of a field path."""

_CLASSES: dict[str, Any] = {"municipality": Municipality, **KINDS}


def checked(carries: AbstractSet[FieldPath]) -> frozenset[FieldPath]:
    """Field paths, each of which is one.

    Raises:
        Refused: a path leads to no field.

    """
    known = {".".join(way) for way in _ways()}
    for path in sorted(map(str, carries)):
        if path not in known:
            near = difflib.get_close_matches(path, known, n=1)
            raise Refused(
                f"der findes intet felt {path}{f'; mente du {near[0]}?' if near else ''}",
                f"there is no field {path}{f'; did you mean {near[0]}?' if near else ''}",
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
    kinds = {way[0] for way in _personal_ways()}
    cleaned = [(record, _cleaned(record)) for key, record in register if key.kind in kinds]
    return register.replace(*(new for old, new in cleaned if new is not old))


def field_of(record: RecordKey, path: Path) -> FieldPath:
    """The field path of a place in a record."""
    way: Way = (record.kind,)
    cls: Any = _CLASSES[record.kind]
    for step in path:
        if isinstance(step, str) and attrs.has(cls) and step in attrs.fields_dict(cls):
            way += (step,)
            cls = within(attrs.fields_dict(cls)[step].type)
    return ".".join(way)


def named(path: FieldPath) -> Label:
    """What a field is called, from the kind of record down: `partnerskaber, tilskud, beløb`."""
    labels = []
    cls: Any = Register
    for step in path.split("."):
        attribute = attrs.fields_dict(cls)[step]
        labels.append(info(attribute).label)
        cls = within(attribute.type)
    return Label(", ".join(label.da for label in labels), ", ".join(label.en for label in labels))


@cache
def _ways() -> tuple[Way, ...]:
    """Every field of every kind, each before what is below it."""
    return tuple(way for kind, cls in _CLASSES.items() for way in ((kind,), *_below((kind,), cls)))


def _below(above: Way, cls: Any) -> Iterator[Way]:
    for attribute in attrs.fields(cls):
        way = (*above, attribute.name)
        yield way
        if attrs.has(inner := within(attribute.type)):
            yield from _below(way, inner)


@cache
def _personal_ways() -> tuple[Way, ...]:
    return tuple(way for way in _ways() if len(way) > 1 and info(_attribute(way)).personal)


def _attribute(way: Way) -> Any:
    cls: Any = _CLASSES[way[0]]
    for step in way[1:-1]:
        cls = within(attrs.fields_dict(cls)[step].type)
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
        yield from _not_in(carries, (*way, attribute.name), within(attribute.type))


def _counted(register: Register, ways: tuple[Way, ...]) -> Table[int]:
    counts: dict[FieldPath, int] = {}
    for way in ways:
        records = [register.municipality] if way[0] == "municipality" else getattr(register, way[0]).values()
        number = sum(1 for record in records if record is not None for _ in values_at(record, way[1:]))
        if number:
            counts[".".join(way)] = number
    return Table(counts)


def _cleaned(thing: Any) -> Any:
    """A record or row without what is personal in it; itself where there is nothing."""
    changes: dict[str, Any] = {}
    for attribute in attrs.fields(type(thing)):
        value = getattr(thing, attribute.name)
        if info(attribute).personal:
            changes[attribute.name] = attribute.default
        elif isinstance(value, tuple) and attrs.has(within(attribute.type)):
            changes[attribute.name] = tuple(map(_cleaned, value))
    changed = {name for name, value in changes.items() if value != getattr(thing, name)}
    return attrs.evolve(thing, **changes) if changed else thing
