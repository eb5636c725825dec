"""A register in which every field of every kind of record is filled, made from what the classes say."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
from hypothesis import find

from civic_partnership.model import KINDS, FocusArea, Municipality, Register, info, unwrap_type
from civic_partnership.testing.any_registers import samples
from civic_partnership.values import (
    CaseNumber,
    Count,
    Cvr,
    Dated,
    Gln,
    Hours,
    Kle,
    Money,
    MunicipalityCode,
    PartialDate,
    Percent,
    Period,
    Range,
    Slug,
    Table,
    Year,
)

IDS = ("a", "x-1-y", "0", "z")
"""The ids of its records."""

_SCALARS: dict[Any, Any] = {
    Slug: IDS[0],
    Count: 12,
    Year: 2024,
    Money: Decimal("1234.5"),
    Hours: Decimal("20.5"),
    Percent: Decimal("33.3"),
    Cvr: "12345674",
    MunicipalityCode: "0101",
    Gln: "5798000000001",
    Kle: "18.15.05",
    CaseNumber: "18.15.05-P20-1-21",
}

_PLAIN: dict[Any, Any] = {
    bool: True,
    date: date(2024, 1, 31),
    time: time(17, 30),
    PartialDate: PartialDate("2024-01"),
    Period: Period("2024-01/2025"),
    Range: Range(3, 4),
}


def filled_register() -> Register:
    """The municipality and a record `a` of each kind, with every field filled; references lead to `a`.

    Where only one of some fields may be filled, rows and records take turns, so some kinds have more.
    """
    records = [filled(cls, n, id=IDS[n]) for cls in KINDS.values() for n in range(turns(cls))]
    return Register().replace(filled(Municipality, 0), *records)


def turns(cls: Any) -> int:
    """How many records or rows of a class it takes until each field that takes turns was filled."""
    parts = [kind for each in attrs.fields(cls) if attrs.has(kind := unwrap_type(each.type))]
    own = max(len(getattr(cls, "EXACTLY_ONE", ())), len(getattr(cls, "AT_MOST_ONE", ())))
    return max([1, own, *map(turns, parts)])


def filled(cls: Any, n: int, **given: Any) -> Any:
    """The nth record or row of a class, with every field filled."""
    fields = {each.name: each for each in attrs.fields(cls)}
    for names in (getattr(cls, "EXACTLY_ONE", ()), getattr(cls, "AT_MOST_ONE", ())):
        for place, name in enumerate(names):
            if place != n % len(names):
                del fields[name]
    return cls(**{name: _value(each, n) for name, each in fields.items()} | given)


def least(cls: Any, **given: Any) -> Any:
    """The record of a class with nothing but what is given and what must be there."""
    needed = {each.name for each in attrs.fields(cls) if each.default is attrs.NOTHING}
    needed.update([*getattr(cls, "EXACTLY_ONE", ())[:1], *getattr(cls, "AT_LEAST_ONE", ())[:1]])
    return cls(**{name: _value(attrs.fields_dict(cls)[name], 0) for name in needed} | given)


def _value(attribute: Any, n: int) -> Any:
    """What the nth row holds in a field."""
    if info(attribute).refers_to is not None:
        return (IDS[0],) if get_origin(attribute.type) is tuple else IDS[0]
    return _of(attribute.type, f"{info(attribute).label.da} æøå {n + 1}", n)


def _of(annotation: Any, text: str, n: int) -> Any:
    """A value of a type; a text is this one."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return _of(next(each for each in get_args(annotation) if each is not type(None)), text, n)
    if attrs.has(annotation):
        return filled(annotation, n)
    if origin in _GENERIC:
        return _GENERIC[origin](get_args(annotation), text, n)
    return text if annotation is str else _PLAIN[annotation]


def _scalar(arguments: Any, _: str, n: int) -> Any:
    annotation = Annotated[arguments]
    value = _SCALARS[annotation] if annotation in _SCALARS else find(samples(annotation), lambda _: True)
    return value + n if isinstance(value, (int, Decimal)) else value


def _rows(arguments: Any, text: str, _: int) -> tuple[Any, ...]:
    inner = unwrap_type(arguments[0])
    number = max(2, turns(inner)) if attrs.has(inner) else 2
    return tuple(_of(arguments[0], f"{text}, {row + 1}", row) for row in range(number))


def _table(arguments: Any, text: str, n: int) -> Table[Any]:
    if arguments[0] is FocusArea:
        return Table({f"area-{row}": filled(FocusArea, row, id=f"area-{row}") for row in range(2)})
    return Table({rule: _of(arguments[0], text, n) for rule in ("term-length", "weekly-hours")})


def _dated(arguments: Any, text: str, n: int) -> Dated[Any]:
    return Dated.since(
        {start: _of(arguments[0], text, n + row) for row, start in enumerate(("2012", "2027"))}
    )


_GENERIC: dict[Any, Callable[[Any, str, int], Any]] = {
    Annotated: _scalar,
    Literal: lambda words, _, n: words[n % len(words)],
    tuple: _rows,
    Table: _table,
    Dated: _dated,
}
