"""Registers that break one rule, beside the same register unbroken."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

import attrs
from attrs import field, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership.findings import Path, Rule
from civic_partnership.model import Entry, Partnership, RecordKey, Register, kind_of
from civic_partnership.values import Table

from .sound import registers

FAR = date(2120, 1, 1)
"""Long after everything in a generated register: every duty is due."""


class Change(NamedTuple):
    """A register after a breaker, and where the rule is broken in it.

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


Break = Callable[[DrawFn, Register, Partnership], Change]


@frozen
class Breaker:
    """A way to break one rule in a complete register.

    Attributes:
        rule: the name of the rule that it breaks.
        also: the names of rules that are broken with it, as a consequence.
        change: draw, the register and one of its partnerships -> the change.

    """

    rule: str
    also: frozenset[str]
    change: Break


def breaks(rule: Rule | str, *, also: Iterable[str] = ()) -> Callable[[Break], Breaker]:
    """Make a breaker of a function from draw, a register and a partnership in it to a `Change`.

    The register is complete (`registers(complete=True)`). The function changes what it must and no
    more; a breaker of a rule about all kinds of records may choose any of them.

    Args:
        rule: the rule that it breaks, or its name.
        also: the names of rules of which a finding follows from it.

    """
    name = rule.name if isinstance(rule, Rule) else rule
    return lambda change: Breaker(name, frozenset(also), change)


@frozen(kw_only=True)
class Broken:
    """A register in which nothing is wrong, and the same register with one rule broken.

    Attributes:
        valid: the register before.
        broken: the register after.
        record: the record that the finding is about.
        path: where in that record.
        on: a day on which it is found.
        breaker: what broke it.

    """

    valid: Register = field(repr=False)
    broken: Register = field(repr=False)
    record: RecordKey
    path: Path
    on: date
    breaker: Breaker


def broken_by(
    rule: Rule | str,
    *,
    breakers: Iterable[Breaker] | None = None,
    valid: SearchStrategy[Register] | None = None,
) -> SearchStrategy[Broken]:
    """A register in which nothing is wrong, the same register with a rule broken, and where.

    Args:
        rule: the rule, or its name.
        breakers: where to look for a way to break it; those of the package unless told otherwise.
        valid: the register to break; complete, with one or two partnerships, unless told otherwise.

    Raises:
        LookupError: none of the breakers breaks the rule.

    """
    name = rule.name if isinstance(rule, Rule) else rule
    known = _of_the_package() if breakers is None else breakers
    fitting = [breaker for breaker in known if breaker.rule == name]
    if not fitting:
        raise LookupError(f"no breaker breaks {name}: write one, and give it in breakers")
    return _broken(st.sampled_from(fitting), _COMPLETE if valid is None else valid)


_COMPLETE = st.integers(1, 2).flatmap(lambda number: registers(partnerships=number, complete=True))


@st.composite
def _broken(draw: DrawFn, breakers: SearchStrategy[Breaker], valid: SearchStrategy[Register]) -> Broken:
    register, breaker = draw(valid), draw(breakers)
    partnership = draw(st.sampled_from(list(register.partnerships.values())))
    change = breaker.change(draw, register, partnership)
    return Broken(
        valid=register,
        broken=change.register,
        record=change.record,
        path=change.path,
        on=change.on,
        breaker=breaker,
    )


def _of_the_package() -> Iterable[Breaker]:
    from .breakers import BREAKERS  # noqa: PLC0415 - they are made with this module

    return BREAKERS


def placed(thing: Any, path: Path, value: Any) -> Any:
    """A record with another value at the end of a path; the row after the last is added."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(thing, tuple):
        rows = list(thing)
        at = int(step)
        rows[at : at + 1] = [placed(rows[at] if rest else None, rest, value)]
        return tuple(rows)
    if isinstance(thing, Table):
        return Table({**thing, str(step): placed(thing.get(str(step)), rest, value)})
    return attrs.evolve(thing, **{str(step): placed(getattr(thing, str(step)), rest, value)})


def changed(register: Register, record: Entry, path: Path, value: Any, *, on: date = FAR) -> Change:
    """The register with another value at a place of a record, which is where a rule is broken."""
    key = RecordKey(kind_of(record), getattr(record, "id", None))
    return Change(register.replace(placed(record, path, value)), key, path, on)
