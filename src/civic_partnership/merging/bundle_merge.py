"""The merge of a bundle into a register; what the bundle withholds is neither deleted nor overwritten."""

from collections import Counter
from typing import Any, TypeVar

import attrs

from civic_partnership.exporting import PERSONAL_FIELDS, remove_personal
from civic_partnership.model import Register, collect_fields, pair_rows, place_of_record

from .bundle import Bundle
from .differences import ABSENT
from .three_way_merge import Conflict, MergedRegister, merge

T = TypeVar("T")


def apply_bundle(register: Register, bundle: Bundle) -> MergedRegister:
    """Merge the changes of a bundle into a register.

    A bundle without personal data changes none in the register: where it removes a record or a row that has
    some, the record stays as it is, and a conflict is told.
    """
    if bundle.has_personal:
        return merge(bundle.base, register, bundle.changed)
    base, theirs = (_restore_all(each, register) for each in (bundle.base, bundle.changed))
    result = merge(base, register, theirs)
    kept: list[Any] = []
    conflicts = list(result.conflicts)
    for key in bundle.keys:
        ours, merged = register.get(key), result.register.get(key)
        if ours is not None and _count_personal(ours) - _count_personal(merged):
            kept.append(ours)
            sides = base.get(key) or ABSENT, ours, merged or ABSENT
            conflicts = [each for each in conflicts if each.record != key]
            conflicts.append(Conflict(key, place_of_record(key), *sides))
    return MergedRegister(result.register.replace(*kept) if kept else result.register, tuple(conflicts))


def _restore_all(records: Register, ours: Register) -> Register:
    """Put the personal data of our records into records of which they were withheld."""
    pairs = ((record, ours.get(key)) for key, record in records)
    return records.replace(*(_restore(record, own) for record, own in pairs if own is not None))


def _restore(thing: T, ours: T) -> T:
    """Put the personal data of our record or row into one of which they were withheld."""
    changes: dict[str, Any] = {}
    for step in PERSONAL_FIELDS[type(thing)]:
        value, own = getattr(thing, step.name), getattr(ours, step.name)
        changes[step.name] = own if step.tag else _restore_value(value, own)
    return attrs.evolve(thing, **changes) if changes else thing  # type: ignore[misc] # it has fields


def _restore_value(value: Any, own: Any) -> Any:
    if isinstance(value, tuple):
        rows = list(value)
        for number, place in pair_rows([remove_personal(row) for row in own], rows).items():
            rows[number] = _restore(rows[number], own[place])
        return tuple(rows)
    return value if value is None or own is None else _restore(value, own)


def _count_personal(record: Any) -> Counter[Any]:
    """Count the personal values of a record; None has none."""
    return Counter(() if record is None else collect_fields(record, PERSONAL_FIELDS).get(True, ()))
