"""Registers in which one rule is broken, each beside the same register before."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from hypothesis.vendor.pretty import RepresentationPrinter

from civic_partnership.findings import Path, Rule
from civic_partnership.model import RecordKey, Register

from .breaker import Breaker
from .breakers import BREAKERS
from .register_text import format_register, print_lines
from .valid_registers import registers


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
    breakers: Iterable[Breaker] = BREAKERS,
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
