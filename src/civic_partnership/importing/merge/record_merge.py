"""Merge new records into a register; two records of one id are merged field by field."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_origin

import attrs
from attrs import field, frozen

from civic_partnership.findings import Path
from civic_partnership.importing.source import normalize_heading
from civic_partnership.model import (
    Contact,
    Entry,
    RecordKey,
    Register,
    find_choices,
    is_same_row,
    item_type,
    unwrap_type,
)
from civic_partnership.values import Table

T = TypeVar("T")


class FieldChange(NamedTuple):
    """A change that a merge makes in one place of a record, and if another value stood there before.

    An empty path means that a contact is another person now.
    """

    path: Path
    contradicts: bool


class RecordChange(NamedTuple):
    """A change in one place of a record of the register, and if another value stood there before."""

    record: RecordKey
    path: Path
    contradicts: bool

    @property
    def place(self) -> str:
        """Place of the change for people: `associations.a.grants.1.note`; rows are counted from 1."""
        steps = (str(step + 1) if isinstance(step, int) else step for step in self.path)
        return ".".join([*filter(None, self.record), *steps])


@frozen(kw_only=True)
class MergeResult:
    """A register with the records that were merged into it.

    Attributes:
        register: the register; the very same if nothing is new.
        new: kind -> how many records are new.
        changes: the changes in records that were there before.
    """

    register: Register = field(repr=False)
    new: Table[int]
    changes: tuple[RecordChange, ...]


_ADDED = FieldChange((), contradicts=False)
_REPLACED = FieldChange((), contradicts=True)

_Merge = Callable[[Any, Any], tuple[Any, Sequence[FieldChange]]]
"""Merge an old and a new value of a field; return the value and its changes."""


def merge_register(register: Register, records: Iterable[tuple[RecordKey, Entry]]) -> MergeResult:
    """Merge records into a register, each under its key."""
    new: Counter[str] = Counter()
    results: list[Entry] = []
    changes: list[RecordChange] = []
    for key, record in records:
        before: Any = register.get(key)
        if before is None:
            new[key.kind] += 1
            results.append(record)
            continue
        merged, inside = merge_record(before, record)
        if inside:
            results.append(merged)
            changes.extend(RecordChange(key, *each) for each in inside)
    return MergeResult(
        register=register.replace(*results) if results else register,
        new=Table(dict(new)),
        changes=tuple(changes),
    )


def merge_record(old: T, new: T) -> tuple[T, tuple[FieldChange, ...]]:
    """Merge two records of one class and id; return the result and what the new record changes in the old.

    The new record wins if both have a value. A default counts as no value, and lists only grow. Of fields
    of which only one may be filled, the new record's takes the place of the old one. A contact with another
    name is another person, who does not get the mail address and phone number of the one before.
    """
    if isinstance(old, Contact) and isinstance(new, Contact) and _is_other_person(old, new):
        person = attrs.evolve(old, name=new.name, email=new.email, phone=new.phone)
        merged, rest = merge_record(person, new)
        return merged, (_REPLACED, *rest)
    values: dict[str, Any] = {}
    changes: list[FieldChange] = []
    cls: Any = type(old)
    replaced = _find_replaced(cls, new)
    for name, default, merge in _fields(cls):
        before, after = getattr(old, name), getattr(new, name)
        if after == before or (after == default and name not in replaced):
            continue
        if before == default:
            inside: Sequence[FieldChange] = [_ADDED]
        elif merge is None or after == default:
            inside = [_REPLACED]
        else:
            after, inside = merge(before, after)
        if inside:
            changes.extend(FieldChange((name, *each.path), each.contradicts) for each in inside)
            values[name] = after
    record: Any = old
    return attrs.evolve(record, **values) if values else old, tuple(changes)


def _find_replaced(cls: Any, new: Any) -> set[str]:
    """Return the fields that must be empty because the new record fills another field of the same choice."""
    return {
        name
        for names, _, most in find_choices(cls)
        if most == 1 and any(getattr(new, each) is not None for each in names)
        for name in names
        if getattr(new, name) is None
    }


@cache
def _fields(cls: Any) -> tuple[tuple[str, Any, _Merge | None], ...]:
    """Return name, default and merge function of each field but the id; None if the new value replaces."""
    return tuple(
        (each.name, each.default, _find_merge(each.type)) for each in attrs.fields(cls) if each.name != "id"
    )


def _find_merge(annotation: Any) -> _Merge | None:
    origin, item = get_origin(unwrap_type(annotation)), item_type(annotation)
    if origin is tuple:
        return _merge_rows if attrs.has(item) else _merge_names
    if origin is Table:
        return _merge_tables
    return merge_record if attrs.has(item) else None


def _merge_names(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, Sequence[FieldChange]]:
    added = tuple(each for each in dict.fromkeys(new) if each not in old)
    return (*old, *added), [_ADDED] if added else []


def _merge_tables(old: Table[Any], new: Table[Any]) -> tuple[Any, Sequence[FieldChange]]:
    rows = dict(old)
    changes: list[FieldChange] = []
    for key, row in new.items():
        _put(rows, key, row, changes)
    return Table(rows), changes


def _merge_rows(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, Sequence[FieldChange]]:
    """Merge two lists of rows; each old row takes at most one new row."""
    rows = dict(enumerate(old))
    changes: list[FieldChange] = []
    partners = _pair_rows(old, new)
    for number, row in enumerate(new):
        _put(rows, partners.get(number, len(rows)), row, changes)
    return tuple(rows.values()), changes


def _pair_rows(old: tuple[Any, ...], new: tuple[Any, ...]) -> dict[int, int]:
    """Pair new and old rows: first equal rows, then the most similar rows about the same thing."""
    partners: dict[int, int] = {}
    left = dict(enumerate(old))
    for number, row in enumerate(new):
        place = next((place for place, each in left.items() if each == row), None)
        if place is not None:
            partners[number] = place
            del left[place]
    for number, row in enumerate(new):
        same = [place for place, each in left.items() if number not in partners and is_same_row(each, row)]
        if same:
            partners[number] = min(same, key=lambda place: _count_differences(left[place], row))
            del left[partners[number]]
    return partners


def _count_differences(old: Any, new: Any) -> tuple[int, int]:
    _, changes = merge_record(old, new)
    return sum(each.contradicts for each in changes), len(changes)


def _put(rows: dict[Any, Any], key: Any, row: Any, changes: list[FieldChange]) -> None:
    """Merge a row into the one of its key, or add it; note the changes."""
    inside: Sequence[FieldChange]
    if key not in rows:
        rows[key], inside = row, [_ADDED]
    elif attrs.has(type(row)):
        rows[key], inside = merge_record(rows[key], row)
    else:
        inside = [_REPLACED] if rows[key] != row else []
        rows[key] = row
    changes.extend(FieldChange((key, *each.path), each.contradicts) for each in inside)


def _is_other_person(old: Contact, new: Contact) -> bool:
    """Tell whether two contacts of one id have different names, whatever their capitals and blanks."""
    return bool(old.name and new.name) and normalize_heading(old.name or "") != normalize_heading(
        new.name or ""
    )
