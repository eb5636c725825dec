"""Breakers: each breaks one rule in a register in which nothing is wrong."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import attrs
from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from hypothesis.vendor.pretty import RepresentationPrinter

from civic_partnership.findings import Path, Rule
from civic_partnership.model import Entry, Partnership, RecordKey, Register, kind_of
from civic_partnership.values import Table

from .register_text import format_register, print_lines
from .valid_partnerships import DAY
from .valid_registers import registers

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


@frozen(kw_only=True)
class BrokenRegister:
    """A register in which nothing is wrong, and the same register with one rule broken.

    Attributes:
        valid: the register before.
        broken: the register after.
        record: the record that the finding is about.
        path: where in that record.
        on: a day on which it is found.
        breaker: the breaker that broke it.

    """

    valid: Register
    broken: Register
    record: RecordKey
    path: Path
    on: date
    breaker: Breaker

    def __repr__(self) -> str:
        """Show where the rule is broken, and the records that the breaker changed as TOML."""
        place = ".".join(map(str, (*filter(None, self.record), *self.path)))
        changed = [record for key, record in self.broken if self.valid.get(key) != record]
        return "\n".join(
            [
                f"{self.breaker.change.__name__} breaks {self.breaker.rule} at {place}, found on {self.on}.",
                f"It changed or added {len(changed)} of {len(list(self.broken))} records:",
                format_register(Register().replace(*changed)),
            ]
        )

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: object) -> None:
        """Print the same for Hypothesis."""
        print_lines(repr(self), printer)


def broken_by(
    rule: Rule | str,
    *,
    breakers: Iterable[Breaker] | None = None,
    valid: SearchStrategy[Register] | None = None,
) -> SearchStrategy[BrokenRegister]:
    """Return a strategy for registers in which one rule is broken, each beside the same register before.

    Args:
        rule: the rule, or its name.
        breakers: where to look for a way to break it; those of the package by default.
        valid: the register to break; complete, with one or two partnerships, by default.

    Raises:
        LookupError: none of the breakers breaks the rule.

    """
    if breakers is None:
        from .breakers import BREAKERS  # noqa: PLC0415 - they are made with this module

        breakers = BREAKERS
    name = rule.name if isinstance(rule, Rule) else rule
    usable = [breaker for breaker in breakers if breaker.rule == name]
    if not usable:
        raise LookupError(f"no breaker breaks {name}: write one, and give it in breakers")
    return _broken_registers(st.sampled_from(usable), _COMPLETE if valid is None else valid)


_COMPLETE = st.integers(1, 2).flatmap(lambda number: registers(partnerships=number, complete=True))


@st.composite
def _broken_registers(
    draw: DrawFn, breakers: SearchStrategy[Breaker], valid: SearchStrategy[Register]
) -> BrokenRegister:
    """Draw a register and a breaker, and break a rule in one of the partnerships."""
    register, breaker = draw(valid), draw(breakers)
    partnership = draw(st.sampled_from(list(register.partnerships.values())))
    change = breaker.change(draw, register, partnership)
    return BrokenRegister(
        valid=register,
        broken=change.register,
        record=change.record,
        path=change.path,
        on=change.on,
        breaker=breaker,
    )


def set_in(thing: Any, path: Path, value: Any) -> Any:
    """Return a record with another value at a path; the index after the last row adds one."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(thing, tuple):
        at = int(step)
        row = set_in(thing[at] if rest else None, rest, value)
        return (*thing[:at], row, *thing[at + 1 :])
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
    """Draw one of some rows, and return it after its number."""
    return draw(st.sampled_from(list(enumerate(rows))))


def draw_day(draw: DrawFn, first: date, last: date) -> date:
    """Draw a day from a first to a last one."""
    return first + draw(st.integers(0, (last - first).days)) * DAY


def replace_row(rows: Sequence[T], i: int, *others: T) -> tuple[T, ...]:
    """Return the rows with others in place of one."""
    return (*rows[:i], *others, *rows[i + 1 :])
