"""Registers that differ in one field, and only a little: a letter more, `~` at a date, an øre, a row less."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args, get_origin

import attrs

from civic_partnership.model import Entry, RecordKey, Register, item_type, unwrap_type
from civic_partnership.storage import shared_converter
from civic_partnership.values import Dated, InvalidValue, PartialDate, Period, Range, Table

from .breaker import set_in
from .field_leaves import FilledField


class Mutation(NamedTuple):
    """A register with one field of one record changed.

    Attributes:
        register: the register.
        record: the record; None where it was taken away.
        change: the change, a clause.

    """

    register: Register
    record: Entry | None
    change: str


def mutate_field(register: Register, field: FilledField) -> Iterator[Mutation]:
    """Yield the register with small changes of a field, the likeliest to be overlooked first."""
    record: Any = register.get(field.record)
    label = field.attribute.name.replace("_", " ")
    if field.attribute.name == "id":
        if len(field.path) > 1:
            return  # a row that its table knows by its id: the table changes it
        new = attrs.evolve(record, id=f"{field.value}-x")
        yield Mutation(register.without(record).replace(new), new, "the id has -x after it")
        return
    for value in near_values(field.attribute.type, field.value):
        new = set_in(record, field.path, value)
        change = f"{label} is {_shorten(field.value)} in one and {_shorten(value)} in the other"
        yield Mutation(register.replace(new), new, change)
    if field.is_optional and field.attribute.default is None:
        new = set_in(record, field.path, None)
        yield Mutation(register.replace(new), new, f"{label} is filled in one and not in the other")


def remove_record(register: Register, key: RecordKey) -> Mutation:
    """Return the register without a record."""
    record = register.get(key)
    assert record is not None  # noqa: S101 - its key is one of the register's
    return Mutation(register.without(record), None, "the record is in one and not in the other")


def near_values(annotation: Any, value: Any) -> Iterator[Any]:
    """Yield values that a field of this type can hold, and that are nearly a given one."""
    seen = [value]
    kind = unwrap_type(annotation)
    for candidate in get_args(kind) if get_origin(kind) is Literal else _candidates(kind, value):
        if candidate not in seen and (attrs.has(item_type(kind)) or _can_hold(annotation, candidate)):
            seen.append(candidate)
            yield candidate


def _can_hold(annotation: Any, value: Any) -> bool:
    """Return whether a file can hold a value in a field of this type."""
    converter = shared_converter()
    try:
        return bool(converter.structure(converter.unstructure(value, annotation), annotation) == value)
    except Exception:  # noqa: BLE001 - whatever the converter says, it is no value of the field
        return False


def _candidates(kind: Any, value: Any) -> Iterator[Any]:
    """Yield values near a given one; not all of them are values of its field."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return _near_lists(get_args(kind)[0], value)
    if isinstance(value, Table):
        return _near_tables(get_args(kind)[0], value)
    if isinstance(value, Dated):
        return _near_dated(get_args(kind)[0], value)
    return iter(_NEAR.get(type(value), lambda _: ())(value))


def _near_lists(inner: Any, rows: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield a list without its last item, with two changed to one or swapped, with the last one changed."""
    if rows:
        yield rows[:-1]
        if len(rows) > 1:
            yield (*rows[:-2], rows[-1], rows[-2])
        if inner is str and len(rows) > 1:
            yield from ((*rows[:-2], mark.join(rows[-2:])) for mark in (", ", "|", ";", "\n", ",", " "))
        yield from ((*rows[:-1], near) for near in near_values(inner, rows[-1]) if not attrs.has(inner))


def _near_tables(inner: Any, table: Table[Any]) -> Iterator[Table[Any]]:
    """Yield a table without its last entry, or with that under another key or with another value."""
    last, value = list(table.items())[-1]
    others = {key: other for key, other in table.items() if key != last}
    yield Table(others)
    if attrs.has(inner):
        renamed = attrs.evolve(value, id=f"{last}-x") if hasattr(value, "id") else value
        yield Table({**others, f"{last}-x": renamed})
    else:
        yield from (Table({**others, last: near}) for near in near_values(inner, value))


def _near_dated(inner: Any, dated: Dated[Any]) -> Iterator[Dated[Any]]:
    """Yield a dated value without its last change, or with another date or value of that."""
    *others, (start, value) = dated.changes
    if others:
        yield Dated(tuple(others))
    yield from (Dated((*others, (start, near))) for near in near_values(inner, value))
    if start is not None:
        near_keys = _near_periods(start) if isinstance(start, Period) else _near_partial_dates(start)
        yield from _make_valid(lambda near: Dated((*others, (near, value))), near_keys)


def _near_texts(text: str) -> Iterator[str]:
    """Yield a text with a letter or mark more or less, and what is often taken for the same."""
    yield from (f"{text}x", f"{text} ", text[:-1], text.swapcase(), text.strip(), f"{text}\n", f"'{text}")
    yield from (" ".join(text.split()), f"{text};", f"{text}\u0301", text.replace("\r\n", "\n"))
    yield from (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))
    if text[-2:].isdecimal():  # a number of a fixed form, perhaps with a check digit
        yield from (f"{text[:-2]}{number:02}" for number in range(100))


def _near_units(text: str) -> Iterator[str]:
    """Yield a date with `~` or without, and others that begin on the same day, narrower and wider."""
    exact = text.rstrip("~")
    yield exact if exact != text else f"{text}~"
    yield f"{exact}-01" if len(exact) < 10 else exact[:-3]
    yield exact[:-3]


def _near_partial_dates(value: PartialDate) -> Iterator[PartialDate]:
    return _make_valid(PartialDate, _near_units(value.text))


def _near_periods(value: Period) -> Iterator[Period]:
    start, _, end = value.text.partition("/")
    ends = (start, "" if end else "..") if end in ("", "..") else (*_near_units(end), "..", "")
    texts = [*(f"{start}/{each}" for each in ends), *(f"{each}/{end}" for each in _near_units(start))]
    return _make_valid(Period, texts)


def _make_valid(make: Callable[[Any], Any], arguments: Iterable[Any]) -> Iterator[Any]:
    """Yield what is made of each argument that is not refused."""
    for argument in arguments:
        try:
            yield make(argument)
        except InvalidValue:
            continue


_NEAR: dict[type, Callable[[Any], Iterable[Any]]] = {
    str: _near_texts,
    bool: lambda value: (not value,),
    int: lambda value: (value + 1, value - 1),
    Decimal: lambda value: (value + Decimal("0.01"), value - Decimal("0.01"), value + Decimal("0.000001")),
    date: lambda value: (value + timedelta(days=1), value - timedelta(days=1)),
    time: lambda value: ((datetime.combine(date(2000, 1, 1), value) + timedelta(seconds=1)).time(),),
    PartialDate: _near_partial_dates,
    Period: _near_periods,
    Range: lambda value: (Range(value.least, value.most + 1), Range(value.least + 1, value.most)),
}
"""Type -> values near a given one."""


def _shorten(value: Any) -> str:
    """Show a value, not too long; dates and periods as they are written."""
    text = repr(getattr(value, "text", value))
    return text if len(text) <= 60 else f"{text[:28]}...{text[-29:]}"
