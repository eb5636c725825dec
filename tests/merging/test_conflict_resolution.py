"""The resolution of open conflicts."""

from typing import Any

import attrs
from hypothesis import given, settings
from merging.edits import NORDBY, desks

from civic_partnership import Register
from civic_partnership.merging import (
    Conflict,
    MergedRegister,
    Resolution,
    diff,
    format_conflicts,
    merge,
    read_conflicts,
    resolve,
)
from civic_partnership.model import RecordKey, matches

KEY = RecordKey("partnerships", "nordby-boldklub")
CLUB: Any = NORDBY.get(KEY)
AMOUNT = "partnerships.nordby-boldklub.grants[2024].amount"


def with_grant(year: int, **changes: Any) -> Register:
    """Return the example with one grant changed."""
    grants = (attrs.evolve(each, **changes) if each.year == year else each for each in CLUB.grants)
    return with_club(grants=tuple(grants))


def with_club(**changes: Any) -> Register:
    """Return the example with one partnership changed."""
    return NORDBY.replace(attrs.evolve(CLUB, **changes))


def stored(result: MergedRegister) -> tuple[Conflict, ...]:
    """Return the conflicts of a merge as the file beside the register gives them back."""
    return read_conflicts(format_conflicts(result.conflicts), result.register)


def settle(ours: Register, theirs: Register, choice: Any, pattern: str = "*") -> Resolution:
    """Merge two sides, and settle the conflicts whose address has a pattern."""
    result = merge(NORDBY, ours, theirs)
    return resolve(result.register, stored(result), choice, lambda address: matches(pattern, address))


@settings(max_examples=200)
@given(desks(), desks())
def test_settled_as_ours_is_the_merged_register(one: Register, other: Register) -> None:
    """Whoever keeps ours everywhere changes nothing, and nothing stays open."""
    result = merge(NORDBY, one, other)

    resolution = resolve(result.register, stored(result), "ours")

    assert result.register is resolution.register
    assert (len(result.conflicts), (), ()) == (len(resolution.settled), resolution.gone, resolution.left)


@settings(max_examples=300)
@given(desks(), desks())
def test_settled_as_theirs_is_as_if_they_had_changed_it_last(one: Register, other: Register) -> None:
    """Where all is settled as theirs, merging their side again finds nothing to take over and no conflict."""
    result = merge(NORDBY, one, other)

    resolution = resolve(result.register, stored(result), "theirs")

    assert ((), ()) == (resolution.gone, resolution.left)
    mirrored = merge(NORDBY, other, one)
    assert () == diff(mirrored.register, resolution.register)
