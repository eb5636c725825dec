"""What a register holds, leaf by leaf; and the same register with its leaves given through a function."""

from collections.abc import Callable, Iterator, Set as AbstractSet
from functools import cache
from typing import Any, NamedTuple

import attrs

from civic_partnership.exporting import FieldPath, field_path
from civic_partnership.findings import Path
from civic_partnership.model import RecordKey, Register, info, item_type
from civic_partnership.values import Table


class Place(NamedTuple):
    """A field that is filled somewhere in a register.

    Attributes:
        record: the record it stands in.
        path: where in that record.
        attribute: the field.
        value: what it holds.
        may_be_empty: whether the record could do without it.

    """

    record: RecordKey
    path: Path
    attribute: "attrs.Attribute[Any]"
    value: Any
    may_be_empty: bool

    @property
    def is_leaf(self) -> bool:
        """Whether it holds values and no rows."""
        return not holds_rows(self.attribute)


@cache
def holds_rows(attribute: Any) -> bool:
    """Whether a field holds rows, or a part that has fields of its own."""
    return attrs.has(item_type(attribute.type))


def places(register: Register) -> Iterator[Place]:
    """Every filled field of a register, each before what is below it."""
    for key, record in register:
        yield from _below(key, (), record)


def _below(key: RecordKey, path: Path, thing: Any) -> Iterator[Place]:
    cls: Any = type(thing)
    needed = {*getattr(cls, "EXACTLY_ONE", ()), *getattr(cls, "AT_LEAST_ONE", ())}
    for attribute in attrs.fields(cls):
        value = getattr(thing, attribute.name)
        if value is None or value == attribute.default:
            continue
        place = Place(
            key,
            (*path, attribute.name),
            attribute,
            value,
            attribute.default is not attrs.NOTHING and attribute.name not in needed,
        )
        yield place
        if not place.is_leaf:
            for step, row in _rows(value):
                yield from _below(key, (*place.path, *step), row)


def _rows(value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, tuple):
        yield from (((place,), row) for place, row in enumerate(value))
    elif isinstance(value, Table):
        yield from (((key,), row) for key, row in value.items())
    else:
        yield (), value


def is_carried(field: FieldPath, carries: AbstractSet[FieldPath]) -> bool:
    """Whether a field is one of those that are carried, or below one."""
    return any(field == path or field.startswith(f"{path}.") for path in carries)


def concerns(field: FieldPath, carries: AbstractSet[FieldPath]) -> bool:
    """Whether a field is carried, or something below it is."""
    return is_carried(field, carries) or any(is_carried(path, {field}) for path in carries)


def carried_below(
    register: Register, record: RecordKey, path: Path, carries: AbstractSet[FieldPath]
) -> list[Path]:
    """The carried leaves that are filled in a record at a path or below it."""
    return [
        place.path
        for place in places(Register().replace(*filter(None, [register.get(record)])))
        if place.is_leaf
        and place.path[: len(path)] == path
        and is_carried(field_path(record, place.path), carries)
    ]


Changing = Callable[[FieldPath, Any, Any], Any]
"""From the path of a field, the field and what it holds to what it shall hold."""


def mapped(register: Register, change: Changing) -> Register:
    """A register with every field of every record and row given through a function."""
    return Register().replace(*(_mapped(record, change, key.kind) for key, record in register))


def _mapped(value: Any, change: Changing, above: FieldPath) -> Any:
    cls: Any = type(value)
    if attrs.has(cls):
        held = {each.name: (each, f"{above}.{each.name}") for each in attrs.fields(cls)}
        return attrs.evolve(
            value,
            **{
                name: change(path, each, _mapped(getattr(value, name), change, path))
                for name, (each, path) in held.items()
            },
        )
    if isinstance(value, Table):
        return Table({key: _mapped(row, change, above) for key, row in value.items()})
    return tuple(_mapped(row, change, above) for row in value) if cls is tuple else value


def with_texts(
    register: Register, change: Callable[[str], str], carries: AbstractSet[FieldPath] | None = None
) -> Register:
    """A register with every free text given through a function, or those that are carried."""

    def changed(path: FieldPath, attribute: Any, value: Any) -> Any:
        if value is None or info(attribute).refers_to or (carries and not is_carried(path, carries)):
            return value
        if attribute.type == tuple[str, ...]:
            return tuple(map(change, value))
        return change(value) if attribute.type in (str, str | None) else value

    return mapped(register, changed)


def with_people(register: Register, name: str, spared: AbstractSet[FieldPath] = frozenset()) -> Register:
    """A register in which every personal field holds one text, but for some that stay as they are."""
    return mapped(
        register,
        lambda path, attribute, value: (
            name if info(attribute).personal and not is_carried(path, spared) else value
        ),
    )
