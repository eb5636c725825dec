"""A register in which every field is filled, made from what the classes say; and its texts replaced."""

from collections.abc import Callable, Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
from hypothesis import Phase, find, settings

from civic_partnership.exporting import FieldPath
from civic_partnership.model import KINDS, FocusArea, Municipality, Register, info, item_type
from civic_partnership.values import (
    Count,
    Dated,
    Hours,
    Money,
    PartialDate,
    Percent,
    Period,
    Range,
    Reason,
    Table,
    Year,
)

from .any_registers import samples

LONG = "ø" * 40_000
"""A text longer than a cell of a spreadsheet can be."""
IDS = ("a", "x-1-y", "0", "z", "b-2")
"""The ids of its records."""

_SAMPLES: dict[Any, Any] = {
    Count: 12,
    Year: 2024,
    Money: Decimal("1234.5"),
    Hours: Decimal("20.5"),
    Percent: Decimal("33.3"),
    date: date(2024, 1, 31),
    PartialDate: PartialDate("2024-01"),
    Period: Period("2024-01/2025"),
    Range: Range(3, 4),
}
"""Type -> a value; of other types Hypothesis finds one."""


def make_filled_register() -> Register:
    """Return the municipality and a record `a` of each kind, with every field filled.

    References lead to `a`. Where only one of some fields may be filled, records and rows take turns, and
    so some kinds have more.
    """
    records = [make_filled(cls, n, id=IDS[n]) for cls in KINDS.values() for n in range(_count_turns(cls))]
    return Register().replace(make_filled(Municipality), *records)


def make_filled(cls: Any, n: int = 0, **given: Any) -> Any:
    """Return the nth record or row of a class, with every field filled."""
    fields = attrs.fields_dict(cls)
    for names in (getattr(cls, "EXACTLY_ONE", ()), getattr(cls, "AT_MOST_ONE", ())):
        others = {name for i, name in enumerate(names) if i != n % len(names)}
        fields = {name: field for name, field in fields.items() if name not in others}
    return cls(**{name: _fill_field(field, n) for name, field in fields.items()} | given)


def _count_turns(cls: Any) -> int:
    """Return how many records or rows of a class it takes until each of its fields was filled."""
    parts = [inner for field in attrs.fields(cls) if attrs.has(inner := item_type(field.type))]
    own = max(len(getattr(cls, "EXACTLY_ONE", ())), len(getattr(cls, "AT_MOST_ONE", ())))
    return max([1, own, *map(_count_turns, parts)])


def _fill_field(field: Any, n: int) -> Any:
    """Return the value of a field in the nth record or row."""
    if info(field).refers_to is not None:
        return (IDS[0],) if get_origin(field.type) is tuple else IDS[0]
    return _make_value(field.type, f"{info(field).label.da} æøå {n + 1}", n)


def _make_value(annotation: Any, text: str, n: int) -> Any:
    """Return the nth value of a type; where it is a text, the given one."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return _make_value(next(each for each in arguments if each is not NoneType), text, n)
    if origin is Literal:
        return arguments[n % len(arguments)]
    if origin is Annotated:
        reason = Dated.since({"2012/2013": text, "2027/2028": f"{text}, igen"})
        value = reason if annotation == Reason else _find_sample(annotation)
        return value if isinstance(value, str | Dated) else value + n
    if origin is not None:
        return _make_container(origin, arguments[0], text, n)
    if annotation is str:
        return text
    return (
        make_filled(annotation, n)
        if attrs.has(annotation) and annotation not in _SAMPLES
        else _find_sample(annotation)
    )


@cache
def _find_sample(annotation: Any) -> Any:
    """Return a value of a type, the same in each run, that is neither zero nor false."""
    if annotation in _SAMPLES:
        return _SAMPLES[annotation]
    quickly = settings(derandomize=True, database=None, deadline=None, phases=[Phase.generate])
    return find(samples(annotation), bool, settings=quickly)


def _make_container(origin: Any, inner: Any, text: str, n: int) -> Any:
    """Return a list, a table or a dated value that holds two or more values of a type."""
    if origin is Dated:
        starts = enumerate(("2012", "2027"))
        return Dated.since({start: _make_value(inner, text, n + row) for row, start in starts})
    if origin is Table and inner is FocusArea:
        return Table({f"area-{row}": make_filled(FocusArea, row, id=f"area-{row}") for row in range(2)})
    if origin is Table:
        return Table({rule: _make_value(inner, text, n) for rule in ("term-length", "weekly-hours")})
    number = max(2, _count_turns(inner)) if attrs.has(inner) else 2
    return tuple(_make_value(inner, f"{text}, {row + 1}", row) for row in range(number))


def is_carried(field: FieldPath, carries: AbstractSet[FieldPath]) -> bool:
    """Return whether a field is carried, or stands below one that is."""
    return any(field == path or field.startswith(f"{path}.") for path in carries)


def map_texts(register: Register, change: Callable[[str], str]) -> Register:
    """Return a register with every free text given through a function."""

    def change_text(attribute: Any, _: FieldPath, value: Any) -> Any:
        if value is None or info(attribute).refers_to:
            return value
        if attribute.type == tuple[str, ...]:
            return tuple(map(change, value))
        return change(value) if attribute.type in (str, str | None) else value

    return _map_fields(register, change_text)


def set_personal(register: Register, text: str, *, spare: AbstractSet[FieldPath] = frozenset()) -> Register:
    """Return a register with one text in every personal field but those to be spared."""
    return _map_fields(
        register,
        lambda attribute, path, value: (
            text if info(attribute).personal and not is_carried(path, spare) else value
        ),
    )


def _map_fields(register: Register, change: Callable[[Any, FieldPath, Any], Any]) -> Register:
    """Return a register with the value of every field given through a function.

    Args:
        register: the register.
        change: takes a field of a class, its field path and its value, and returns the new value.
    """

    def walk(value: Any, above: FieldPath) -> Any:
        if attrs.has(type(value)):
            values = {}
            for field in attrs.fields(type(value)):
                path = f"{above}.{field.name}"
                values[field.name] = change(field, path, walk(getattr(value, field.name), path))
            return attrs.evolve(value, **values)
        if isinstance(value, Table):
            return Table({key: walk(row, above) for key, row in value.items()})
        return tuple(walk(row, above) for row in value) if type(value) is tuple else value

    return Register().replace(*(walk(record, key.kind) for key, record in register))
