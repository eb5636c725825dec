"""The keys of rows: what makes two rows of a list, in two registers, the same row.

A class says it once. Rows are the same if all fields of `ROW_KEY` are equal, and if no field of
`KEPT_APART_BY` has two values. A row without a key, or whose key is not filled in, is known by all its
fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import eq
from typing import Any

import attrs

from civic_partnership.values import Period

from .record import info


def row_key(row: Any, *, personal: bool = True) -> tuple[Any, ...]:
    """Return the values of the key of a row; without a key, or if it is None, nothing.

    Args:
        row: the row.
        personal: whether the values of personal fields are wanted.
    """
    fields = row_key_fields(type(row))
    return tuple(getattr(row, field.name) for field in fields if personal or not info(field).personal)


def row_key_fields(cls: Any) -> "tuple[attrs.Attribute[Any], ...]":
    """Return the fields of the key of a class of rows; nothing if it has no key."""
    fields = attrs.fields_dict(cls)
    return tuple(fields[name] for name in getattr(cls, "ROW_KEY", ()))


def is_same_row(one: Any, other: Any) -> bool:
    """Tell whether two rows of one class are about the same thing."""
    if not _has_key(one):
        return bool(one == other)
    return row_key(one) == row_key(other) and _is_kept_together(one, other)


def begins_alike(one: Any, other: Any) -> bool:
    """Tell whether two rows are known by a period, and begin at the same time though the ends differ."""
    pairs = zip(row_key(one), row_key(other), strict=True)
    periods = [pair for pair in pairs if all(isinstance(value, Period) for value in pair)]
    return (
        bool(periods)
        and _is_kept_together(one, other)
        and all(first.start == second.start for first, second in periods)
    )


def pair_rows(old: Sequence[Any], new: Sequence[Any], *, are_versions: bool = True) -> dict[int, int]:
    """Pair the rows of two lists: index in the new list -> index in the old list.

    Equal rows are paired first, then rows with the same key, rows of the same days, and rows that begin
    alike. Each row has one partner at most.

    Args:
        old: a list of rows.
        new: another one.
        are_versions: whether one list has come of the other. Then the only row with a key is the same row
            although what keeps rows apart has changed, and rows without a key are paired by their places.
    """
    pairs: dict[int, int] = {}
    left = dict(enumerate(old))
    for is_pair in (eq, is_same_row, _has_same_days, begins_alike):
        for number, row in enumerate(new):
            places = (place for place, each in left.items() if number not in pairs and is_pair(each, row))
            if (place := next(places, None)) is not None:
                pairs[number] = place
                del left[place]
    if are_versions:
        rest = {number: row for number, row in enumerate(new) if number not in pairs}
        pairs |= {number: place for place, number in _pair_rest(left, rest)}
    return pairs


def _pair_rest(old: Mapping[int, Any], new: Mapping[int, Any]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of rows that belong together because no other row can be meant."""
    for number, row in new.items():
        same = [place for place, each in old.items() if _has_key(row) and row_key(each) == row_key(row)]
        alike = [other for other, each in new.items() if row_key(each) == row_key(row)]
        if not _has_key(row) and number in old and not _has_key(old[number]):
            yield number, number
        elif len(same) == len(alike) == 1:
            yield same[0], number


def _has_key(row: Any) -> bool:
    return any(value is not None for value in row_key(row))


def _has_same_days(one: Any, other: Any) -> bool:
    """Tell whether two rows are known by days, and these are the same however they are written."""
    if not any(isinstance(value, Period) for value in (*row_key(one), *row_key(other))):
        return False
    first, second = one.days, other.days
    return (
        (first.earliest_start, first.latest_start) == (second.earliest_start, second.latest_start)
        and (first.earliest_end, first.latest_end) == (second.earliest_end, second.latest_end)
        and _is_kept_together(one, other)
    )


def _is_kept_together(one: Any, other: Any) -> bool:
    names: tuple[str, ...] = getattr(type(one), "KEPT_APART_BY", ())
    values = ((getattr(one, name), getattr(other, name)) for name in names)
    return not any(before and after and before != after for before, after in values)
