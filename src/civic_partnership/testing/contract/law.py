"""The loss law: what is carried can be told from the files again, or a loss names it."""

import itertools
import reprlib
from collections.abc import Callable, Iterable, Iterator, Set as AbstractSet
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import FieldPath, Loss, field_of, named
from civic_partnership.findings import Path
from civic_partnership.model import KINDS, Municipality, RecordKey, Register, walk_path
from civic_partnership.testing.any_registers import records

from .leaves import Place, concerns, places
from .neighbours import Change, away, changes, lengthened
from .strange import LONG
from .subject import Export, Subject
from .trial import Violation

_NEAREST = 3
"""So many changes of each field of a filled register are tried, whatever chance chooses later."""
_ASIDE = {"sources", "exempt"}
"""Fields that nearly every class has, of which one change is tried."""

_brief = reprlib.Repr()
_brief.maxstring = _brief.maxother = 60


def of_carried_kinds(carries: AbstractSet[FieldPath]) -> SearchStrategy[Register]:
    """Registers of those kinds of records of which something is carried."""
    kinds = {path.partition(".")[0] for path in carries}
    known: dict[str, Any] = {"municipality": Municipality, **KINDS}
    rows = [records(known[kind]) for kind in known if kind in kinds]
    return st.lists(st.one_of(rows), min_size=1, max_size=6).map(lambda rows: Register().replace(*rows))


def systematic(register: Register, carries: AbstractSet[FieldPath]) -> Iterator[tuple[Register, Change]]:
    """A filled register with the nearest changes of every carried field, and of its records.

    Where a field holds a text, also the register with a very long one there, and the same with a letter more.
    """
    first = {field_of(place.record, place.path): place for place in reversed(list(places(register)))}
    for field, place in first.items():
        if concerns(field, carries):
            is_aside = not _ASIDE.isdisjoint(map(str, place.path))
            for change in itertools.islice(_carried(register, place, carries), 1 if is_aside else _NEAREST):
                yield register, change
            for long, longer in () if is_aside else lengthened(place, LONG):
                yield long.of(register), longer
    for key, _ in register:
        yield register, away(key)


EACH = 1
"""Every one of these changes is tried; whoever is in a hurry may try each so-many-th only."""


@st.composite
def chosen(draw: DrawFn, registers: SearchStrategy[Register], carries: AbstractSet[FieldPath]) -> Any:
    """A register and some changes of it."""
    register = draw(registers)
    ways: dict[FieldPath, list[Place]] = {}
    for place in places(register):
        ways.setdefault(field_of(place.record, place.path), []).append(place)
    found = [away(key) for key, _ in register if draw(st.integers(0, 3)) == 0]
    known = [way for way in ways if concerns(way, carries)]
    for way in draw(st.lists(st.sampled_from(known), max_size=10, unique=True)) if known else []:
        place = draw(st.sampled_from(ways[way]))
        near = list(_carried(register, place, carries))
        if near:
            found.append(draw(st.sampled_from(near)))
    return register, found


def _carried(register: Register, place: Place, carries: AbstractSet[FieldPath]) -> Iterator[Change]:
    return (each for each in changes(place) if each.differing(register, carries))


def prove(
    subject: Subject,
    carries: AbstractSet[FieldPath],
    full: Register,
    each: Callable[[Iterable[Register], Callable[[Register], object]], object],
) -> None:
    """See that a filled register can be told from each that is changed in one value.

    A value is first looked at with its record alone, which is quick and easily understood; and within the
    whole register where that showed nothing: what is refused or lost alone may be carried among others.

    Args:
        subject: the exporter.
        carries: the fields that it carries.
        full: the filled register.
        each: checks some registers, and tells what violates a check.

    """
    known: dict[int, Export] = {}
    alone = {key: Register().replace(record) for key, record in full}
    lasting = {id(register) for register in (full, *alone.values())}

    def export(register: Register) -> Export:
        if id(register) not in lasting:
            return subject.drain(register)
        if id(register) not in known:
            known[id(register)] = subject.drain(register)
        return known[id(register)]

    for register, change in itertools.islice(systematic(full, carries), 0, None, EACH):
        apart: list[bool] = []

        def check(register: Register, change: Change = change, apart: list[bool] = apart) -> None:
            apart.append(keep_all(subject, carries, [change], register, export=export))

        record: Any = register.get(change.record)
        each([alone[change.record] if register is full else Register().replace(record)], check)
        if not any(apart):
            each([register], check)


def keep_all(
    subject: Subject,
    carries: AbstractSet[FieldPath],
    some: Iterable[Change],
    register: Register,
    *,
    export: Callable[[Register], Export],
) -> bool:
    """See that a register can be told from the same with any one of some changes.

    It is true where the files alone tell each, false where that took a loss, or a change was refused.

    Args:
        subject: the exporter.
        carries: the fields that it carries.
        some: the changes.
        register: the register.
        export: exports the register.

    Raises:
        Violation: it cannot.
        OptionsError: the exporter refuses the register.
        PluginError: the exporter fails.

    """
    before = export(register)
    apart = []
    for change in some:
        try:
            apart.append(_keep(subject, carries, change, before, register))
        except OptionsError:  # a changed register may be one that it does not take
            apart.append(False)
    return all(apart)


def _keep(
    subject: Subject, carries: AbstractSet[FieldPath], change: Change, before: Export, register: Register
) -> bool:
    """See that a register, and its export, can be told from the changed one; true where no loss is needed."""
    other = change.of(register)
    key = change.record
    differing = [
        path
        for path in change.differing(register, carries)
        if _at(register, key, path) != _at(other, key, path)
    ]
    if other == register or not differing:
        return True
    after = subject.losses_if_alike(other, before)
    if after is None:
        return True
    keys = {key}
    if change.at == ("id",):
        keys.add(RecordKey(key.kind, str(change.value)))
    losses = [loss for loss in (*before.losses, *after) if loss.record in keys]
    if all(any(_names(loss, path) for loss in losses) for path in differing):
        return False
    raise Violation(_told(register, change), register)


def _at(register: Register, key: RecordKey, path: Path) -> Any:
    """What stands in a place; None where there is no such place."""
    record = register.get(key)
    way = list(walk_path(record, path)) if record is not None else []
    return way[-1] if len(way) > len(path) else None


def _names(loss: Loss, path: Path) -> bool:
    """Whether a loss names a place, or something above it."""
    return path[: len(loss.path)] == loss.path


def _told(register: Register, change: Change) -> str:
    where = f"{change.record.kind}.{change.record.id}" if change.record.id else change.record.kind
    record = register.get(change.record)
    what = named(field_of(change.record, change.path)).en.partition(", ")[2] or "the record"
    if change.value is None:
        how = f"{what} is there in one and not in the other"
    else:
        *_, old = walk_path(record, change.at)
        how = f"{what} is {_shown(old)} in one and {_shown(change.made_of(old))} in the other"
    return f"it gave the same files for two registers, and no loss that tells them apart: in {where}, {how}"


def _shown(value: Any) -> str:
    """A value, not too long; dates and periods as they are written."""
    return _brief.repr(getattr(value, "text", value))


def lose_what_it_carries(subject: Subject, carries: AbstractSet[FieldPath], register: Register) -> None:
    """See that every loss names what is carried in general.

    Raises:
        Violation: one does not.
        OptionsError: the exporter refuses the register.
        PluginError: the exporter fails.

    """
    for loss in subject.export(register).losses:
        field = field_of(loss.record, loss.path)
        if not concerns(field, carries):
            raise Violation(f"it gave a loss of {field}, which it does not carry", register)
