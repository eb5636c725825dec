"""Addresses: how people and commands name a place in a record, such as `grants[2024].amount`.

A step to a field is its name, a step to a row stands in brackets. A row of a list is named by the values of
its key (see `row_keys`), a value of a table by its own key. The address of a place in a register begins with
the kind and the id of the record: `partnerships.nordby.grants[2024].amount`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, get_args, get_origin

import attrs

from civic_partnership.values import Path, Table

from .field_paths import unwrap_type
from .record import info
from .register import RecordKey, Register
from .row_keys import row_key


class Place(NamedTuple):
    """A place in a record, or in a register.

    Attributes:
        address: its address, which is unique in the record or register.
        path: the path from the record.
    """

    address: str = ""
    path: Path = ()

    def field(self, name: str) -> "Place":
        """Return the place of a field of the record or row in this place."""
        return Place(f"{self.address}.{name}" if self.address else name, (*self.path, name))

    def row(self, step: int | str, name: str) -> "Place":
        """Return the place of a row of the list or table in this place.

        Args:
            step: the index in the list, or the key in the table.
            name: the name of the row, as `name_rows` gives it; for a table, the key.
        """
        return Place(f"{self.address}[{name}]", (*self.path, step))


def find_places(thing: Any, at: Place) -> Iterator[tuple[Place, Any]]:
    """Yield a place and its value, and then every place in it; the value of an absent field is None.

    Args:
        thing: a record, a row, or the value of a field.
        at: its place.
    """
    yield at, thing
    parts: Sequence[tuple[Place, Any]] = ()
    if attrs.has(type(thing)):
        names = [field.name for field in attrs.fields(type(thing))]
        parts = [(at.field(name), getattr(thing, name)) for name in names]
    elif isinstance(thing, Table):
        parts = [(at.row(key, key), row) for key, row in thing.items()]
    elif isinstance(thing, tuple) and any(attrs.has(type(row)) for row in thing):
        parts = [(at.row(i, name), thing[i]) for i, name in enumerate(name_rows(thing))]
    for place, part in parts:
        yield from find_places(part, place)


def place_of_record(key: RecordKey) -> Place:
    """Return the place of a record in a register."""
    return Place(".".join(filter(None, key)))


class PlaceType(NamedTuple):
    """What can stand in a place of a record.

    Attributes:
        annotation: the type of the value.
        field: the field that the place is, or in which it is a row; None for a whole record.
        is_personal: whether this field, or one around it, is personal.
    """

    annotation: Any
    field: "attrs.Attribute[Any] | None" = None
    is_personal: bool = False


def type_at(cls: Any, address: str) -> PlaceType | None:
    """Return what can stand at an address in a record of a class; None if no record has such a place."""
    return _find_type(PlaceType(cls), address)


def _find_type(place: PlaceType, address: str) -> PlaceType | None:
    """Return what can stand at an address below a place; the empty address is the place itself."""
    if not address:
        return place
    inner = unwrap_type(place.annotation)
    if attrs.has(inner) and (step := re.match(r"\.?(\w+)(.*)", address, re.DOTALL)):
        field = attrs.fields_dict(inner).get(step[1])
        if field is None or field.name == "id":
            return None
        is_personal = place.is_personal or info(field).personal
        return _find_type(PlaceType(field.type, field, is_personal), step[2])
    if address[0] != "[" or get_origin(inner) not in (tuple, Table):
        return None
    row = place._replace(annotation=get_args(inner)[0])
    ends = (i for i, letter in enumerate(address, 1) if letter == "]")  # a name may hold brackets too
    return next(filter(None, (_find_type(row, address[i:]) for i in ends)), None)


def place_at(record: Any, at: Place, path: Path) -> Place:
    """Return the place to which a path leads.

    Args:
        record: the record.
        at: its place.
        path: the path, which leads to something that is in the record.
    """
    for step in path:
        if attrs.has(type(record)):
            record, at = getattr(record, str(step)), at.field(str(step))
        else:
            name = name_rows(record)[int(step)] if isinstance(record, tuple) else str(step)
            record, at = record[step], at.row(step, name)
    return at


def nearest_place(record: Any, at: Place, address: str) -> Place:
    """Return the place at an address, or the smallest place around it that is in the record.

    Args:
        record: the record.
        at: its place.
        address: the address, which begins with that of the record.
    """
    around = (
        place
        for place, _ in find_places(record, at)
        if address == place.address or address.startswith((f"{place.address}.", f"{place.address}["))
    )
    return max(around, key=lambda place: len(place.address))


def address_in_record(key: RecordKey, address: str) -> str:
    """Return the part of an address after that of the record; an empty text for the record itself."""
    return address.removeprefix(place_of_record(key).address).removeprefix(".")


def find_all_places(register: Register) -> Iterator[tuple[RecordKey, Place, Any]]:
    """Yield every place in a register, with the key of its record and its value."""
    for key, record in register:
        for place, value in find_places(record, place_of_record(key)):
            yield key, place, value


def name_rows(rows: Sequence[Any]) -> list[str]:
    """Return a name for each row of a list, made of its key; a number follows if others have the same key.

    A row without a key, or with a personal one, is named by its number alone, counted from 1.
    """
    names: list[str] = []
    count: Counter[str] = Counter()
    for row in rows:
        name = _format_key(row)
        count[name] += 1
        number = f"#{count[name]}" if count[name] > 1 or not name else ""
        names.append(" ".join(filter(None, [name, number])))
    return names


def matches(pattern: str, address: str) -> bool:
    """Tell whether an address is one that a pattern describes, in which `*` stands for any letters."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), address) is not None


def _format_key(row: Any) -> str:
    """Return the key of a row as text, without personal values; nothing if it has none."""
    return ", ".join(_to_text(value) for value in row_key(row, personal=False) if value is not None)


def _to_text(value: Any) -> str:
    if attrs.has(type(value)):
        return _format_key(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(getattr(value, "text", value))
