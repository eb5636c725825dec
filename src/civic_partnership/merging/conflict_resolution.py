"""The resolution of open conflicts: the chosen values are put where the conflicts are."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

import attrs
from attrs import frozen

from civic_partnership.model import (
    Place,
    RecordKey,
    Register,
    address_in_record,
    field_at,
    is_same_row,
    item_type,
    nearest_place,
    pair_rows,
    place_at,
    place_of_record,
    walk_path,
)
from civic_partnership.storage import RecordDraft
from civic_partnership.values import Path

from .differences import ABSENT
from .three_way_merge import Conflict

Choice = Literal["ours", "theirs"] | tuple[str]
"""What is chosen: what stands in the register, their value, or a text that is read as a value."""


@frozen
class Resolution:
    """What came of the resolution of conflicts.

    Attributes:
        register: the register with the chosen values.
        settled: the conflicts that are settled.
        gone: the conflicts that could not be settled, because their place is no longer in the register.
        left: all conflicts that are still open, these too, each with its place in this register.
    """

    register: Register
    settled: tuple[Conflict, ...]
    gone: tuple[Conflict, ...]
    left: tuple[Conflict, ...]


def resolve(
    register: Register,
    conflicts: Sequence[Conflict],
    choice: Choice,
    is_meant: Callable[[str], bool] = lambda _: True,
) -> Resolution:
    """Settle open conflicts.

    Args:
        register: the register with our values, or with what was written there since.
        conflicts: its open conflicts.
        choice: `ours` keeps what stands in the register, `theirs` puts their values there, `(text,)` a new
            value in the form in which people type it.
        is_meant: tells by the address of a place whether its conflict is to be settled.

    Raises:
        RecordsError: no file could hold a record with the chosen values.
    """
    settled = [each for each in conflicts if is_meant(each.place.address)]
    resolved, gone = register, list[Conflict]()
    if choice != "ours":
        for key in dict.fromkeys(each.record for each in settled):
            editing = _RecordResolution(resolved, key)
            editing.settle([each for each in settled if each.record == key], choice)
            resolved = editing.register
            gone += editing.gone
    settled = [each for each in settled if each not in gone]
    left = (_follow(each, register, resolved) for each in conflicts if each not in settled)
    return Resolution(resolved, tuple(settled), tuple(gone), tuple(left))


class _RecordResolution:
    """The resolution of the conflicts in one record.

    Attributes:
        register: the register so far.
        gone: the conflicts whose place is not in the record, so that nothing was changed.
    """

    def __init__(self, register: Register, key: RecordKey) -> None:
        self.register = register
        self._key = key
        self._start = place_of_record(key)
        self.gone: list[Conflict] = []

    def settle(self, conflicts: Iterable[Conflict], choice: Choice) -> None:
        """Put the chosen value into the place of each conflict."""
        sets: list[tuple[str, Any]] = []
        removed: list[Place] = []
        for conflict in conflicts:
            value = conflict.theirs if choice == "theirs" else choice[0]
            address = address_in_record(self._key, conflict.place.address)
            place = self._find(conflict)
            if not address and value is ABSENT:
                self.register = self.register.without(*filter(None, [self._record]))
            elif not address:
                sets.append((address, value))
            elif value is ABSENT and place is not None:
                removed.append(Place(address, place.path))
            elif (rows := self._find_list(conflict)) is not None and attrs.has(type(value)):
                self._put_row(rows, value)
            elif place is not None or (conflict.ours is ABSENT and self._record is not None):
                sets.append((address, value))
            elif value is not ABSENT:
                self.gone.append(conflict)
        self._edit(sets, removed, are_texts=choice != "theirs")

    @property
    def _record(self) -> Any:
        return self.register.get(self._key)

    def _find(self, conflict: Conflict) -> Place | None:
        """Return the place of a conflict; None if it is not in the record."""
        if self._record is None:
            return None
        place = nearest_place(self._record, self._start, conflict.place.address)
        return place if place.address == conflict.place.address else None

    def _find_list(self, conflict: Conflict) -> Path | None:
        """Return the path of the list from which we removed the row of a conflict; None for other conflicts.

        A row that stands there now may have the same name by chance, so that its own place is not enough.
        """
        if conflict.ours is not ABSENT or self._record is None:
            return None
        place = nearest_place(self._record, self._start, conflict.place.address)
        path = place.path[:-1] if place.address == conflict.place.address else place.path
        field = field_at(type(self._record), path)
        *_, rows = walk_path(self._record, path)
        is_list = field is not None and item_type(field.type) is type(conflict.theirs)
        return path if is_list and isinstance(rows, tuple) else None

    def _put_row(self, path: Path, row: Any) -> None:
        """Put a row into the list at a path, in place of that about the same thing, or else at its end."""
        *_, rows = walk_path(self._record, path)
        i = next((i for i, each in enumerate(rows) if is_same_row(each, row)), len(rows))
        address = place_at(self._record, Place(), path).address
        self._edit([(address, (*rows[:i], row, *rows[i + 1 :]))], [], are_texts=False)

    def _edit(self, sets: list[tuple[str, Any]], removed: list[Place], *, are_texts: bool) -> None:
        """Set values, and then remove others, the last one first."""
        if not sets and not removed:
            return
        draft = RecordDraft(self.register, self._key)
        for address, value in sets:
            draft.set(address, value, is_text=are_texts)
        for place in sorted(removed, key=lambda place: place.path, reverse=True):  # so that no index shifts
            draft.remove(place.address)
        self.register = self.register.replace(draft.finish())


def _follow(conflict: Conflict, before: Register, after: Register) -> Conflict:
    """Return an open conflict with its place in a register whose rows may have other names or indexes."""
    old, new = before.get(conflict.record), after.get(conflict.record)
    if old is None or new is None or old is new:
        return conflict
    start = place_of_record(conflict.record)
    place = nearest_place(old, start, conflict.place.address)
    path = _follow_path(old, new, place.path) if place.address == conflict.place.address else None
    return conflict if path is None else attrs.evolve(conflict, place=place_at(new, start, path))


def _follow_path(old: Any, new: Any, path: Path) -> Path | None:
    """Return the path in a new record of what an old record has at a path; None if it is gone."""
    steps: list[str | int] = []
    for step in path:
        to = step
        if isinstance(step, int) and isinstance(new, tuple):
            pairs = {i: number for number, i in pair_rows(old, new).items()}
            to = pairs.get(step, step if len(old) == len(new) else len(new))
        found = [*walk_path(new, (to,))][1:]
        if not found:
            return None
        steps.append(to)
        old, new = [*walk_path(old, (step,))][1], found[0]
    return tuple(steps)
