"""Places in records: found by types, walked through by values, filled with something else."""

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from civic_partnership.model import KINDS, Municipality, info
from civic_partnership.values import Count, Dated, Money, PartialDate, Percent, Period, Slug, Table

Path = tuple[str | int, ...]
Step = tuple[Path, "attrs.Attribute[Any]", Any]

_SAMPLES: dict[Any, Any] = {
    Count: 1,
    Money: Decimal(1),
    Percent: Decimal(1),
    Slug: "an-id",
    str: "a-text",
    date: date(2024, 1, 1),
    time: time(17),
    PartialDate: PartialDate("2024"),
    Period: Period("2024/2025"),
}


def without_none(cls: Any) -> Any:
    """Return a type without `None`."""
    if get_origin(cls) in (Union, UnionType):
        (cls,) = (each for each in get_args(cls) if each is not NoneType)
    return cls


def inner_type(cls: Any) -> Any:
    """Return the type of what a list or table holds, else the type itself, without `None`."""
    cls = without_none(cls)
    return get_args(cls)[0] if get_origin(cls) in (tuple, Table) else cls


def classes() -> list[type[Any]]:
    """Return every class of record and of part of a record."""
    all_classes: list[type[Any]] = [Municipality, *KINDS.values()]
    for cls in all_classes:
        inner = dict.fromkeys(inner_type(each.type) for each in attrs.fields(cls))
        all_classes += [part for part in inner if attrs.has(part) and part not in all_classes]
    return all_classes


def least(cls: type[Any], **given: Any) -> Any:
    """Make a record of a class with the required and the given fields only."""
    fields = attrs.fields_dict(cls)
    needed = {name for name, each in fields.items() if each.default is attrs.NOTHING}
    for names in (getattr(cls, "EXACTLY_ONE", ()), getattr(cls, "AT_LEAST_ONE", ())):
        if given.keys().isdisjoint(names):
            needed.update(names[-1:])
    return cls(**{name: _sample(fields[name].type) for name in sorted(needed - given.keys())}, **given)


def _sample(cls: Any) -> Any:
    cls = without_none(cls)
    if get_origin(cls) is Annotated:
        return _SAMPLES[cls]
    if get_origin(cls) is Literal:
        return get_args(cls)[0]
    if get_origin(cls) is tuple:
        return (_sample(get_args(cls)[0]),)
    return least(cls) if attrs.has(cls) else _SAMPLES[cls]


def routes(cls: type[Any]) -> Iterator[tuple[Path, str]]:
    """Yield the path to each place of an id below a class, and the kind of record that it names."""
    for each in attrs.fields(cls):
        step = {tuple: (0,), Table: ("an-id",)}.get(get_origin(without_none(each.type)), ())
        path: Path = (each.name, *step)
        inner = inner_type(each.type)
        if (refers_to := info(each).refers_to) is not None:
            yield path, refers_to
        elif attrs.has(inner):
            yield from (((*path, *below), named) for below, named in routes(inner))


def record_with(cls: type[Any], path: Path, value: Any) -> Any:
    """Make the smallest record of a class with a value at the end of a path."""
    field, below = str(path[0]), path[1:]
    kind = without_none(attrs.fields_dict(cls)[field].type)
    if get_origin(kind) in (tuple, Table):
        step, rest = below[0], below[1:]
        row = record_with(inner_type(kind), rest, value) if rest else value
        return least(cls, **{field: (row,) if step == 0 else Table({str(step): row})})
    return least(cls, **{field: record_with(kind, below, value) if below else value})


def walk_record(record: Any, path: Path = (), field: "attrs.Attribute[Any] | None" = None) -> Iterator[Step]:
    """Yield every place below a record: its path, its field and its value."""
    if field is not None:
        yield path, field, record
    for step, inner, below in _below(record, field):
        yield from walk_record(below, (*path, step), inner)


def _below(value: Any, field: Any) -> Iterator[tuple[str | int, Any, Any]]:
    if attrs.has(type(value)):
        yield from ((each.name, each, getattr(value, each.name)) for each in attrs.fields(type(value)))
    elif isinstance(value, Table):
        yield from ((key, field, item) for key, item in value.items())
    elif type(value) is tuple:
        yield from ((i, field, item) for i, item in enumerate(value))
    elif isinstance(value, Dated):
        yield from ((str(start), field, item) for start, item in value.changes if start is not None)


def value_at(record: Any, path: Path) -> Any:
    """Return the value at the end of a path; raise where it leads nowhere."""
    for step in path:
        (record,) = (below for each, _, below in _below(record, None) if each == step)
    return record


def map_fields(value: Any, change: Callable[["attrs.Attribute[Any]", Any], Any]) -> Any:
    """Copy a record; pass every field, also of its parts, through a function."""
    if attrs.has(type(value)):
        fields = attrs.fields(type(value))
        return type(value)(
            **{each.name: change(each, map_fields(getattr(value, each.name), change)) for each in fields}
        )
    if isinstance(value, Table):
        return Table({key: map_fields(item, change) for key, item in value.items()})
    return tuple(map_fields(item, change) for item in value) if type(value) is tuple else value
