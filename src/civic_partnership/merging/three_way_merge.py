"""Merge two registers that were changed apart from each other, by record, row and field."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import attrs
from attrs import field, frozen

from civic_partnership.errors import RecordsError
from civic_partnership.model import (
    Place,
    RecordKey,
    Register,
    find_choices,
    name_rows,
    pair_rows,
    place_at,
    place_of_record,
)
from civic_partnership.values import Table

from .differences import ABSENT


@frozen
class Conflict:
    """A place that both sides changed, each to another value; `ours` stands in the merged register.

    Attributes:
        record: the record.
        place: the address and the path of the value in the merged register; the path is empty for the record
            as a whole. For a row that our side removed, they are those of the register both come from.
        base, ours, theirs: the three values; `ABSENT` for a record or row that is not there.
    """

    record: RecordKey
    place: Place
    base: Any
    ours: Any
    theirs: Any


@frozen
class MergedRegister:
    """The result of a merge.

    Attributes:
        register: the register, with our value in each place of a conflict.
        conflicts: the places that somebody must decide.
    """

    register: Register = field(repr=False)
    conflicts: tuple[Conflict, ...]


def merge(base: Register, ours: Register, theirs: Register) -> MergedRegister:
    """Merge the changes of two registers since the register from which both come.

    A change of one side is taken over. What both changed to the same value is no conflict. Where they changed
    one place to two values, or one side removed what the other changed, our value stays and a conflict is
    told.

    Raises:
        RecordsError: some records of a register could not be read; they would count as removed.
    """
    if number := sum(len(register.left_out) for register in (base, ours, theirs)):
        raise RecordsError(
            f"{number} poster kunne ikke læses og ville gælde for slettet. Ret dem først.",
            f"{number} records could not be read and would count as removed. Correct them first.",
            (),
        )
    merging = _Merge()
    changed: list[Any] = []
    removed: list[Any] = []
    for key in dict.fromkeys(key for register in (base, ours, theirs) for key, _ in register):
        before, our_record, their_record = (each.get(key) or ABSENT for each in (base, ours, theirs))
        merging.record = key
        result = merging.merge(before, our_record, their_record, place_of_record(key))
        if result is ABSENT and our_record is not ABSENT:
            removed.append(our_record)
        elif result is not our_record:
            changed.append(result)
    register = ours.replace(*changed).without(*removed) if changed or removed else ours
    return MergedRegister(register, tuple(_find_again(each, register) for each in merging.conflicts))


def _find_again(conflict: Conflict, register: Register) -> Conflict:
    """Return a conflict with the address in the merged register, in which a row may have another key."""
    record = register.get(conflict.record)
    if record is None or conflict.ours is ABSENT:
        return conflict
    place = place_at(record, place_of_record(conflict.record), conflict.place.path)
    return attrs.evolve(conflict, place=place)


class _Merge:
    """A merge that goes on, with its conflicts so far."""

    record: RecordKey

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def merge(self, base: Any, ours: Any, theirs: Any, at: Place) -> Any:
        """Return the merged value of one place."""
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        return self._merge_parts(base, ours, theirs, at)

    def _merge_parts(self, base: Any, ours: Any, theirs: Any, at: Place) -> Any:
        """Merge two values that differ from each other and from the base, part by part if they have parts."""
        if attrs.has(type(ours)) and type(ours) is type(theirs):
            return self._merge_fields(base, ours, theirs, at)
        if isinstance(ours, Table) and isinstance(theirs, Table):
            return self._merge_tables(base, ours, theirs, at)
        if isinstance(ours, tuple) and isinstance(theirs, tuple):
            before = base if isinstance(base, tuple) else ()
            if any(attrs.has(type(row)) for row in (*before, *ours, *theirs)):
                return self._merge_rows(before, ours, theirs, at)
            return _merge_names(before, ours, theirs)
        self.conflicts.append(Conflict(self.record, at, base, ours, theirs))
        return ours

    def _merge_fields(self, base: Any, ours: Any, theirs: Any, at: Place) -> Any:
        """Merge two records or rows of one class; `base` is absent if both sides have added one."""
        values: dict[str, Any] = {}
        for group in group_fields(type(ours)):
            names = group.names
            sides = [[_value(side, name, type(ours)) for name in names] for side in (base, ours, theirs)]
            if len(group.names) == 1 or _is_settled(group, *sides):
                for name, before, our_value, their_value in zip(names, *sides, strict=True):
                    values[name] = self.merge(before, our_value, their_value, at.field(name))
                continue
            self.conflicts += [
                Conflict(self.record, at.field(name), before, our_value, their_value)
                for name, before, our_value, their_value in zip(names, *sides, strict=True)
                if our_value != their_value
            ]
        return attrs.evolve(ours, **values)

    def _merge_tables(self, base: Any, ours: Table[Any], theirs: Table[Any], at: Place) -> Table[Any]:
        before = base if isinstance(base, Table) else {}
        merged: dict[str, Any] = {}
        for key in dict.fromkeys([*before, *ours, *theirs]):
            sides = (before.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT))
            merged[key] = self.merge(*sides, at.row(key, key))
        return Table({key: value for key, value in merged.items() if value is not ABSENT})

    def _merge_rows(self, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], at: Place) -> Any:
        """Merge two lists of rows: ours in our order, then those that only their side has added.

        Where both sides have removed a row and added another, they replaced it by two: that is a conflict.
        """
        of_ours, of_theirs = pair_rows(base, ours), pair_rows(base, theirs)
        their_rows = {i: theirs[number] for number, i in of_theirs.items()}
        added = [row for number, row in enumerate(theirs) if number not in of_theirs]
        our_added = [number for number in range(len(ours)) if number not in of_ours]
        both_added = pair_rows([ours[i] for i in our_added], added, are_versions=False)
        twins = {our_added[i]: number for number, i in both_added.items()}
        gone = [i for i in range(len(base)) if i not in {*of_ours.values(), *of_theirs.values()}]
        replaced = dict(
            zip(
                [number for number in our_added if number not in twins],
                zip(gone, [number for number in range(len(added)) if number not in both_added], strict=False),
                strict=False,
            )
        )
        names, base_names = name_rows(ours), name_rows(base)
        conflicts = len(self.conflicts)
        merged: list[Any] = []
        for number, row in enumerate(ours):
            before, other = ABSENT, ABSENT
            if number in of_ours:
                before, other = base[of_ours[number]], their_rows.pop(of_ours[number], ABSENT)
            elif number in twins:
                other = added[twins[number]]
            elif number in replaced:
                i, j = replaced[number]
                place = at.row(len(merged), names[number])
                self.conflicts.append(Conflict(self.record, place, base[i], row, added[j]))
                other = row
            result = self.merge(before, row, other, at.row(len(merged), names[number]))
            merged += [] if result is ABSENT else [result]
        for i, row in sorted(their_rows.items()):  # we removed it, they may have changed it
            self.merge(base[i], ABSENT, row, at.row(i, base_names[i]))
        taken = {*both_added, *(j for _, j in replaced.values())}
        merged += [row for number, row in enumerate(added) if number not in taken]
        if len(self.conflicts) > conflicts:  # they name rows by their places
            return tuple(merged)
        return tuple(_drop_surplus(merged, ours, theirs))


def _drop_surplus(merged: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> Iterator[Any]:
    """Yield rows, but no row more often than one side has it: it is one row that came on two ways."""
    left = Counter(ours) | Counter(theirs)
    for row in merged:
        if row in left:
            if not left[row]:
                continue
            left[row] -= 1
        yield row


def _value(row: Any, name: str, cls: Any) -> Any:
    """Return the value of a field; its default, or `ABSENT`, where a side has nothing of the class."""
    if isinstance(row, cls):
        return getattr(row, name)
    default = attrs.fields_dict(cls)[name].default
    return ABSENT if default is attrs.NOTHING else default


class FieldGroup(NamedTuple):
    """Fields of a class between which there is a choice, or one field; and how many of them may be filled."""

    names: tuple[str, ...]
    least: int = 0
    most: int = 1


def group_fields(cls: Any) -> list[FieldGroup]:
    """Return all fields of a class in groups; those between which there is a choice are in one."""
    choices = [FieldGroup(*each) for each in find_choices(cls)]
    groups: list[FieldGroup] = []
    for field_ in attrs.fields(cls):
        alone = FieldGroup((field_.name,))
        group = next((each for each in choices if field_.name in each.names), alone)
        groups += [] if group in groups else [group]
    return groups


def _is_settled(group: FieldGroup, base: list[Any], ours: list[Any], theirs: list[Any]) -> bool:
    """Tell whether the fields of a choice can be merged one by one: no field was changed to two values."""
    if theirs in (base, ours) or ours == base:
        return True
    sides = [*zip(base, ours, theirs, strict=True)]
    if any(one not in (before, other) and other != before for before, one, other in sides):
        return False
    merged = [other if one == before else one for before, one, other in sides]
    filled = sum(value is not None and value is not ABSENT for value in merged)
    return group.least <= filled <= group.most


def _merge_names(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...]:
    """Merge two lists of names: what either side removed is gone, what either side added is there."""
    gone = {*base} - {*theirs}
    added = [each for each in theirs if each not in base and each not in ours]
    return (*(each for each in ours if each not in gone), *added)
