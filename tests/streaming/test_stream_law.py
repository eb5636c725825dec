"""The law of streams: a register cut into a base and lines gives the findings of the whole register."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from streaming.streams import difference

from civic_partnership.model import Municipality, Register
from civic_partnership.rules import CATALOGUE, check
from civic_partnership.storage import read
from civic_partnership.testing import registers
from civic_partnership.testing.breaker import FAR, Breaker
from civic_partnership.testing.breakers import BREAKERS
from civic_partnership.testing.broken_register import broken_by
from civic_partnership.testing.contract import draw_cases
from civic_partnership.values import Dated, Table

NOTHING: tuple[Counter[str], Counter[str]] = Counter(), Counter()
each_breaker = pytest.mark.parametrize(
    "breaker", BREAKERS, ids=lambda each: f"{each.rule} {each.change.__name__}"
)
few = settings(max_examples=max(1, settings().max_examples // 13))
EXAMPLES = ("aarhus", "copenhagen", "livsforloeb", "nordby", "nordby-broken", "slagelse", "soenderhavn")


@pytest.fixture(scope="module")
def complete_registers() -> list[Register]:
    """Return complete registers of several partnerships for all breakers."""
    strategy = st.integers(1, 3).flatmap(lambda number: registers(partnerships=number, complete=True))
    return draw_cases(strategy, share=0.5)


@given(register=registers(), shared=st.booleans())
def test_in_a_valid_register_as_in_its_stream(register: Register, *, shared: bool) -> None:
    """On any day a stream has the undecided findings of the whole, and no others."""
    assert NOTHING == difference(register, date(2024, 6, 1), shared=shared)
    assert NOTHING == difference(register, FAR, shared=shared)


@each_breaker
@few
@given(st.data())
def test_a_broken_rule_is_found_in_a_stream(
    breaker: Breaker, complete_registers: list[Register], data: st.DataObject
) -> None:
    """What each breaker breaks is found, with the same sentences."""
    broken = data.draw(broken_by(breaker.rule, breakers=[breaker], valid=st.sampled_from(complete_registers)))
    shared = data.draw(st.booleans())

    assert NOTHING == difference(broken.broken, broken.on, shared=shared)


@settings(max_examples=2 * settings().max_examples)
@given(st.sampled_from(BREAKERS), st.data())
def test_exemptions_and_levels_hold_in_a_stream(
    complete_registers: list[Register], breaker: Breaker, data: st.DataObject
) -> None:
    """An exemption is used or unused there as in the whole; so is a level of the municipality or a programme."""
    broken = data.draw(broken_by(breaker.rule, breakers=[breaker], valid=st.sampled_from(complete_registers)))
    shared = data.draw(st.booleans())
    rule = data.draw(st.sampled_from([broken.breaker.rule, *(each.name for each in CATALOGUE)]))
    holders = [
        broken.record,
        *(key for key, _ in broken.broken if key.kind in ("associations", "partnerships")),
    ]
    register = broken.broken
    record = register.get(data.draw(st.sampled_from(holders)))
    if record is not None and hasattr(record, "exempt"):
        exempt = Table({**record.exempt, rule: Dated.always("Aftalt.")})
        register = register.replace(attrs.evolve(record, exempt=exempt))
    level: Any = data.draw(st.sampled_from(["off", "warning", "error", None]))
    municipality = register.municipality or Municipality(name="Nordby")
    if level is not None and data.draw(st.booleans()):
        register = register.replace(
            attrs.evolve(municipality, rule_levels=Table({broken.breaker.rule: level}))
        )
    elif level is not None:
        programmes = [
            attrs.evolve(each, rule_levels=Table({broken.breaker.rule: level}))
            for each in register.programmes.values()
        ]
        register = register.replace(*programmes)

    assert NOTHING == difference(register, broken.on, shared=shared)


@pytest.mark.parametrize("shared", [False, True], ids=["own", "shared"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_in_a_stream(name: str, examples: Path, *, shared: bool) -> None:
    """Each register of the examples gives the same findings line by line."""
    register = read(examples / name).register
    on = date(2025, 3, 1)

    assert NOTHING == difference(register, on, shared=shared)
    assert name != "nordby-broken" or check(register, on=on).findings
