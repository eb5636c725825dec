"""Putting two records of one id together, field by field and row by row."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar, get_origin

import attrs

from civic_partnership.findings import Path
from civic_partnership.model import (
    ActionPlan,
    Application,
    Employment,
    Goal,
    Grant,
    Member,
    MemberCount,
    Question,
    Stage,
    Term,
    item_type,
    unwrap_type,
)
from civic_partnership.values import Table

T = TypeVar("T")

_KNOWN_BY: dict[type, tuple[str, ...]] = {
    ActionPlan: ("period",),
    Application: ("association",),
    Employment: ("period",),
    Goal: ("number",),
    Grant: ("year", "period"),
    Member: ("association", "department", "name", "person"),
    MemberCount: ("on",),
    Question: ("text",),
    Stage: ("step",),
    Term: ("period",),
}
"""What tells a row of a list from the others there; rows of other classes are known by all they hold."""
_UNLESS: dict[type, tuple[str, ...]] = {Employment: ("person",), Member: ("since",)}
"""What tells two such rows apart where both say it."""


class Change(NamedTuple):
    """One thing that is new in a record.

    Attributes:
        path: where.
        contradicts: whether something else stood there before.

    """

    path: Path
    contradicts: bool


class Merged(NamedTuple, Generic[T]):
    """A record with what is new in it.

    Attributes:
        record: the record, with what is new wherever both say something.
        changes: what is new in it.

    """

    record: T
    changes: tuple[Change, ...]


def merged(old: T, new: T) -> Merged[T]:
    """What two records of one class and id say together.

    What only one says is kept, and lists only grow; a default is what nothing was said of.
    """
    values: dict[str, Any] = {}
    changes: list[Change] = []
    cls: Any = type(old)
    for name, default, together in _fields(cls):
        was, now = getattr(old, name), getattr(new, name)
        if now in (default, was):
            continue
        if was == default:
            inside: Sequence[Change] = [Change((), contradicts=False)]
        elif together is None:
            inside = [Change((), contradicts=True)]
        else:
            now, inside = together(was, now)
        if inside:
            changes.extend(Change((name, *each.path), each.contradicts) for each in inside)
            values[name] = now
    record: Any = old
    return Merged(attrs.evolve(record, **values) if values else old, tuple(changes))


Together = Callable[[Any, Any], tuple[Any, Sequence[Change]]]
"""Two values of a field as one, and what the second has that is new."""


@cache
def _fields(cls: Any) -> tuple[tuple[str, Any, Together | None], ...]:
    """The fields of a class but its id: name, default, and how more than one value is put together."""
    return tuple(
        (each.name, each.default, _together(each.type)) for each in attrs.fields(cls) if each.name != "id"
    )


def _together(annotation: Any) -> Together | None:
    origin, held = get_origin(unwrap_type(annotation)), item_type(annotation)
    if origin is tuple:
        return _rows if attrs.has(held) else _several
    if origin is Table:
        return _table
    return _parts if attrs.has(held) else None


def _several(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, Sequence[Change]]:
    """Two lists of names."""
    more = tuple(each for each in dict.fromkeys(new) if each not in old)
    return (*old, *more), [Change((), contradicts=False)] if more else []


def _parts(old: Any, new: Any) -> tuple[Any, Sequence[Change]]:
    """Two parts, of which there is one only."""
    return merged(old, new)


def _table(old: Table[Any], new: Table[Any]) -> tuple[Any, Sequence[Change]]:
    """Two tables of names."""
    rows = dict(old)
    changes: list[Change] = []
    for key, row in new.items():
        _put(rows, key, row, (key,), changes)
    return Table(rows), changes


def _rows(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, Sequence[Change]]:
    """Two lists of rows; no two rows of one are about the same row of the other."""
    rows = dict(enumerate(old))
    changes: list[Change] = []
    places = _places(old, new)
    for number, row in enumerate(new):
        place = places.get(number, len(rows))
        _put(rows, place, row, (place,), changes)
    return tuple(rows.values()), changes


def _places(old: tuple[Any, ...], new: tuple[Any, ...]) -> dict[int, int]:
    """Number of a new row -> place of the old one that it is about: the same, else what it fits best."""
    found: dict[int, int] = {}
    left = dict(enumerate(old))
    for number, row in enumerate(new):
        place = next((place for place, each in left.items() if each == row), None)
        if place is not None:
            found[number] = place
            del left[place]
    for number, row in enumerate(new):
        about = [place for place, each in left.items() if number not in found and _is_same(each, row)]
        if about:
            found[number] = min(about, key=lambda place: _strain(left[place], row))
            del left[found[number]]
    return found


def _strain(old: Any, new: Any) -> tuple[int, int]:
    """How badly two rows fit: in how much they contradict each other, and how much would be new."""
    changes = merged(old, new).changes
    return sum(each.contradicts for each in changes), len(changes)


def _put(rows: dict[Any, Any], key: Any, row: Any, path: Path, changes: list[Change]) -> None:
    """Put a row together with the one of its key, or beside the others."""
    if key not in rows:
        changes.append(Change(path, contradicts=False))
        rows[key] = row
    elif attrs.has(type(row)):
        rows[key], inside = merged(rows[key], row)
        changes.extend(Change((*path, *each.path), each.contradicts) for each in inside)
    elif rows[key] != row:
        changes.append(Change(path, contradicts=True))
        rows[key] = row


def _is_same(one: Any, other: Any) -> bool:
    """Whether two rows of a list are about the same thing."""
    cls = type(one)
    if cls not in _KNOWN_BY:
        return False
    unless = ((getattr(one, name), getattr(other, name)) for name in _UNLESS.get(cls, ()))
    return all(getattr(one, name) == getattr(other, name) for name in _KNOWN_BY[cls]) and not any(
        was and now and was != now for was, now in unless
    )
