"""Merge records into a register: which are new, and what changes in records that were there before."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

from civic_partnership.findings import Path
from civic_partnership.model import Entry, RecordKey, Register
from civic_partnership.values import Table

from .record_merge import merge_record


def format_place(record: RecordKey, path: Path) -> str:
    """Format a place in a record; rows are counted from 1."""
    steps = (str(step + 1) if isinstance(step, int) else step for step in path)
    return ".".join([*filter(None, record), *steps])


@frozen(kw_only=True)
class RecordChange:
    """A change in a record that was there before.

    Attributes:
        record: the record.
        path: the place in it.
        contradicts: whether another value stood there.

    """

    record: RecordKey
    path: Path
    contradicts: bool


@frozen(kw_only=True)
class MergeResult:
    """A register with the records that were merged into it.

    Attributes:
        register: the register; the very same where nothing is new.
        new: kind -> how many records are new.
        changes: the changes in records that were there before.

    """

    register: Register = field(repr=False)
    new: Table[int]
    changes: tuple[RecordChange, ...]


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
        elif (result := merge_record(before, record)).changes:
            results.append(result.record)
            changes.extend(
                RecordChange(record=key, path=path, contradicts=contradicts)
                for path, contradicts in result.changes
            )
    return MergeResult(
        register=register.replace(*results) if results else register,
        new=Table(dict(new)),
        changes=tuple(changes),
    )
