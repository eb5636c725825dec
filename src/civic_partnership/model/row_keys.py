"""The keys of rows: what makes two rows of a list, in two registers, the same row.

A class says it once: `ROW_KEY` are the fields that are equal in both, and `KEPT_APART_BY` are fields that keep
two rows apart if both have a value there. A row of a class without a key is known by all its fields.
"""

from collections.abc import Sequence
from typing import Any

from civic_partnership.values import Period


def is_same_row(one: Any, other: Any) -> bool:
    """Tell whether two rows of one class are about the same thing."""
    cls = type(one)
    if not (names := getattr(cls, "ROW_KEY", ())):
        return bool(one == other)
    return all(getattr(one, name) == getattr(other, name) for name in names) and _are_not_apart(one, other)


def begin_alike(one: Any, other: Any) -> bool:
    """Tell whether two rows are known by their period, and begin on the same day though they end on another."""
    cls = type(one)
    names = [name for name in getattr(cls, "ROW_KEY", ()) if isinstance(getattr(one, name), Period)]
    starts = [
        [getattr(row, name).text.partition("/")[0] for name in names]
        for row in (one, other)
        if all(isinstance(getattr(row, name), Period) for name in names)
    ]
    return bool(names) and len(starts) == 2 and starts[0] == starts[1] and _are_not_apart(one, other)


def _are_not_apart(one: Any, other: Any) -> bool:
    values = ((getattr(one, name), getattr(other, name)) for name in getattr(type(one), "KEPT_APART_BY", ()))
    return not any(before and after and before != after for before, after in values)


def pair_rows(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Pair the rows of two lists: index in the new list -> index in the old list.

    Equal rows are paired first, then rows with the same key, and then rows that begin alike. Every row is
    paired with one row at most; the order of the rows does not matter unless several have the same key.
    """
    pairs: dict[int, int] = {}
    left = dict(enumerate(old))
    for is_pair in (lambda one, other: one == other, is_same_row, begin_alike):
        for number, row in enumerate(new):
            if number in pairs:
                continue
            place = next((place for place, each in left.items() if is_pair(each, row)), None)
            if place is not None:
                pairs[number] = place
                del left[place]
    return pairs
