"""The filled fields of a register: found one by one, compared, and mapped through a function."""

from collections.abc import Callable, Iterator, Set as AbstractSet
from functools import cache
from typing import Any, NamedTuple

import attrs

from civic_partnership.exporting import FieldPath, field_path
from civic_partnership.findings import Path
from civic_partnership.model import Entry, RecordKey, Register, info, item_type
from civic_partnership.values import Table


class FilledField(NamedTuple):
    """A field that is filled somewhere in a register.

    Attributes:
        record: the record that it stands in.
        path: where in that record.
        attribute: the field of the class.
        value: its value.
        is_optional: whether the record could do without it.

    """

    record: RecordKey
    path: Path
    attribute: "attrs.Attribute[Any]"
    value: Any
    is_optional: bool

    @property
    def name(self) -> FieldPath:
        """Its field path, as in `carries`."""
        return field_path(self.record, self.path)

    @property
    def holds_parts(self) -> bool:
        """Whether its value has fields of its own: rows, or a part."""
        return _holds_parts(self.attribute)


@cache
def _holds_parts(attribute: Any) -> bool:
    return attrs.has(item_type(attribute.type))


def find_filled(register: Register) -> Iterator[FilledField]:
    """Yield every filled field of a register, each before those below it."""
    for key, record in register:
        yield from find_filled_in(key, record)


def find_filled_in(key: RecordKey, thing: Any, path: Path = ()) -> Iterator[FilledField]:
    """Yield every filled field of a record or part that stands at a path in it."""
    cls: Any = type(thing)
    required = {*getattr(cls, "EXACTLY_ONE", ()), *getattr(cls, "AT_LEAST_ONE", ())}
    for attribute in attrs.fields(cls):
        value, name = getattr(thing, attribute.name), attribute.name
        if value is None or value == attribute.default:
            continue
        is_optional = attribute.default is not attrs.NOTHING and name not in required
        field = FilledField(key, (*path, name), attribute, value, is_optional)
        yield field
        if field.holds_parts:
            for step, part in _items(value):
                yield from find_filled_in(key, part, (*field.path, *step))


def _items(value: Any) -> list[tuple[Path, Any]]:
    """Return the rows of a list or the entries of a table, each with its step; else the value itself."""
    if isinstance(value, tuple):
        return [((i,), row) for i, row in enumerate(value)]
    if isinstance(value, Table):
        return [((key,), row) for key, row in value.items()]
    return [((), value)]


def collect_leaves(key: RecordKey, record: Entry | None) -> dict[Path, Any]:
    """Return the values of a record by their paths, each item of a list by itself."""
    filled = () if record is None else find_filled_in(key, record)
    return {
        (*field.path, *step): item
        for field in filled
        if not field.holds_parts
        for step, item in _items(field.value)
    }


def is_carried(field: FieldPath, carries: AbstractSet[FieldPath]) -> bool:
    """Return whether a field is carried, or stands below one that is."""
    return any(field == path or field.startswith(f"{path}.") for path in carries)


def is_concerned(field: FieldPath, carries: AbstractSet[FieldPath]) -> bool:
    """Return whether a field is carried, or something below it is."""
    return is_carried(field, carries) or any(is_carried(path, {field}) for path in carries)


ValueMap = Callable[["attrs.Attribute[Any]", FieldPath, Any], Any]
"""Takes a field of a class, its field path and its value, and returns its new value."""


def map_fields(register: Register, change: ValueMap) -> Register:
    """Return a register with the value of every field given through a function."""
    return Register().replace(*(_map_value(record, change, key.kind) for key, record in register))


def _map_value(value: Any, change: ValueMap, above: FieldPath) -> Any:
    """Return a record, part, list or table with all fields below given through a function."""
    if attrs.has(type(value)):
        values = {}
        for attribute in attrs.fields(type(value)):
            path = f"{above}.{attribute.name}"
            below = _map_value(getattr(value, attribute.name), change, path)
            values[attribute.name] = change(attribute, path, below)
        return attrs.evolve(value, **values)
    if isinstance(value, Table):
        return Table({key: _map_value(row, change, above) for key, row in value.items()})
    return tuple(_map_value(row, change, above) for row in value) if type(value) is tuple else value


def map_texts(register: Register, change: Callable[[str], str]) -> Register:
    """Return a register with every free text given through a function."""

    def change_text(attribute: Any, _: FieldPath, value: Any) -> Any:
        if value is None or info(attribute).refers_to:
            return value
        if attribute.type == tuple[str, ...]:
            return tuple(map(change, value))
        return change(value) if attribute.type in (str, str | None) else value

    return map_fields(register, change_text)


def set_texts(register: Register, text: str) -> Register:
    """Return a register with one text in every field of free text."""
    return map_texts(register, lambda _: text)


def set_personal(register: Register, text: str, *, spare: AbstractSet[FieldPath] = frozenset()) -> Register:
    """Return a register with one text in every personal field but those to be spared."""
    return map_fields(
        register,
        lambda attribute, path, value: (
            text if info(attribute).personal and not is_carried(path, spare) else value
        ),
    )
