"""Breakers: each breaks one rule in a register in which nothing is wrong."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import attrs
from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.findings import Path, Rule
from civic_partnership.model import Entry, Partnership, RecordKey, Register, kind_of
from civic_partnership.values import Dated, Table

from .valid_programmes import DAY

T = TypeVar("T")

FAR = date(2120, 1, 1)
"""A day long after everything in a generated register: every duty is due."""


class RegisterChange(NamedTuple):
    """A register after a breaker changed it, and the place of the finding.

    Attributes:
        register: the broken register.
        record: the record that the finding is about.
        path: where in that record.
        on: a day on which it is found.
    """

    register: Register
    record: RecordKey
    path: Path
    on: date = FAR


BreakFunction = Callable[[DrawFn, Register, Partnership], RegisterChange]


@frozen
class Breaker:
    """A way to break one rule in a complete register.

    Attributes:
        rule: the name of the rule that it breaks.
        also: the names of rules that are broken with it, as a consequence.
        change: takes draw, the register and one of its partnerships, and returns the change.
    """

    rule: str
    also: frozenset[str]
    change: BreakFunction


def breaks(rule: Rule | str, *, also: Iterable[str] = ()) -> Callable[[BreakFunction], Breaker]:
    """Make a breaker of a function from draw, a register and one of its partnerships to a `RegisterChange`.

    The register is complete (`registers(complete=True)`). The function changes no more than it must.
    A breaker of a rule about all kinds of records may choose any of them.

    Args:
        rule: the rule that it breaks, or its name.
        also: the names of rules of which a finding follows from it.
    """
    name = rule.name if isinstance(rule, Rule) else rule
    return lambda change: Breaker(name, frozenset(also), change)


def set_in(thing: Any, path: Path, value: Any) -> Any:
    """Return a record with another value at a path; the index after the last row adds one."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(thing, tuple):
        at = int(step)
        row = set_in(thing[at] if rest else None, rest, value)
        return (*thing[:at], row, *thing[at + 1 :])
    if isinstance(thing, Dated):
        texts = {str(key): text for key, text in thing.changes}
        return Dated.since({**texts, str(step): value})
    if isinstance(thing, Table):
        return Table({**thing, str(step): set_in(thing.get(str(step)), rest, value)})
    return attrs.evolve(thing, **{str(step): set_in(getattr(thing, str(step)), rest, value)})


def change_field(
    register: Register, record: Entry, path: Path, value: Any, *, at: Path | None = None, on: date = FAR
) -> RegisterChange:
    """Set a value in a record of a register, and say where its rule is broken.

    Args:
        register: the register.
        record: the record, as it is before.
        path: where the value is set.
        value: the new value.
        at: the place in the record that the finding is about; the path by default.
        on: a day on which it is found.
    """
    key = RecordKey(kind_of(record), getattr(record, "id", None))
    return RegisterChange(register.replace(set_in(record, path, value)), key, path if at is None else at, on)


def draw_row(draw: DrawFn, rows: Iterable[T]) -> tuple[int, T]:
    """Draw one of the rows, and return its index and the row."""
    return draw(st.sampled_from(list(enumerate(rows))))


def draw_day(draw: DrawFn, first: date, last: date) -> date:
    """Draw a day from a first to a last one."""
    return first + draw(st.integers(0, (last - first).days)) * DAY


def replace_row(rows: Sequence[T], i: int, *others: T) -> tuple[T, ...]:
    """Return the rows with others in place of one."""
    return (*rows[:i], *others, *rows[i + 1 :])
