"""The differences between two registers, by what they mean: order, format and comments do not matter."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from attrs import frozen

from civic_partnership.model import KINDS, Place, RecordKey, Register, name_rows, pair_rows, place_of_record
from civic_partnership.values import Table


class _Absent:
    """The value of what is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()
"""Stands in a difference or a conflict for a record, a row or a key that one side does not have."""


@frozen
class Difference:
    """One place in which two registers differ.

    Attributes:
        record: the record.
        place: the address and the path of the value; the path is empty for the record as a whole. Rows are
            counted and named as in the old register, a new row as in the new register.
        old: the value in the old register, `ABSENT` if the record or row is new.
        new: the value in the new register, `ABSENT` if the record or row is gone.
    """

    record: RecordKey
    place: Place
    old: Any
    new: Any


def diff(old: Register, new: Register) -> tuple[Difference, ...]:
    """Return the differences from one register to another, record by record, field by field, row by row.

    Rows of a list are the same if they are about the same thing: grants of one period, partners of one
    association. Their order does not matter, nor does the order of names. A record that one register lacks is
    left out if it may be among those that could not be read.
    """
    keys = {key for register in (old, new) for key, _ in register}
    return tuple(
        Difference(key, *each)
        for key in sorted(keys, key=_order)
        if not any(register.get(key) is None and register.may_hold(*key) for register in (old, new))
        for each in _compare(old.get(key) or ABSENT, new.get(key) or ABSENT, place_of_record(key))
    )


def _order(key: RecordKey) -> tuple[int, str]:
    """Return where a record stands in a register: the municipality first, then kind by kind."""
    return (0, "") if key.id is None else (1 + [*KINDS].index(key.kind), key.id)


def _compare(old: Any, new: Any, place: Place) -> Iterator[tuple[Place, Any, Any]]:
    """Yield the place and the two values of each difference between two values."""
    if old == new:
        return
    if attrs.has(type(old)) and type(old) is type(new):
        for field in attrs.fields(type(old)):
            yield from _compare(getattr(old, field.name), getattr(new, field.name), place.field(field.name))
    elif isinstance(old, Table) and isinstance(new, Table):
        for key in dict.fromkeys([*old, *new]):
            yield from _compare(old.get(key, ABSENT), new.get(key, ABSENT), place.row(key, key))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _compare_lists(old, new, place)
    else:
        yield place, old, new


def _compare_lists(old: Sequence[Any], new: Sequence[Any], place: Place) -> Iterator[tuple[Place, Any, Any]]:
    """Yield the differences of two lists of rows, or of names; order does not matter, nor a name twice."""
    if not any(attrs.has(type(row)) for row in (*old, *new)):
        if {*old} != {*new}:
            yield place, old, new
        return
    pairs = pair_rows(old, new)
    old_names, new_names = name_rows(old), name_rows(new)
    for i in sorted({*range(len(old))} - {*pairs.values()}):
        yield place.row(i, old_names[i]), old[i], ABSENT
    for number, row in enumerate(new):
        if (i := pairs.get(number, -1)) >= 0:
            yield from _compare(old[i], row, place.row(i, old_names[i]))
        else:
            yield place.row(number, new_names[number]), ABSENT, row
