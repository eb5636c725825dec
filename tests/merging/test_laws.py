"""Laws of comparing and merging: nothing is lost, nothing is there twice, and sides can be swapped."""

from typing import Any

from hypothesis import given, settings
from merging.edits import NORDBY, edits

from civic_partnership import Register
from civic_partnership.merging import Difference, diff, merge

SIDES = settings(max_examples=200)


@given(edits())
def test_a_merge_with_one_change_is_that_change(side: Register) -> None:
    """Whoever changed nothing, or the same, has no say."""
    for sides in ((NORDBY, side, NORDBY), (NORDBY, NORDBY, side), (NORDBY, side, side)):
        result = merge(*sides)
        assert () == result.conflicts
        assert side == result.register


@given(edits())
def test_two_registers_without_a_difference_hold_the_same(side: Register) -> None:
    """A register differs from itself in nothing, and from another one in something."""
    assert () == diff(side, side)
    assert (diff(NORDBY, side) == ()) == (diff(side, NORDBY) == ())


def places(differences: tuple[Difference, ...]) -> set[Any]:
    """Return the places of differences, with what is new."""
    return {(each.record, each.place, repr(each.new)) for each in differences}


@SIDES
@given(edits(), edits())
def test_swapped_sides_differ_only_in_which_is_ours(one: Register, other: Register) -> None:
    """The same conflicts are told, with the values swapped; the rest is the same, but for the order of rows."""
    here, there = merge(NORDBY, one, other), merge(NORDBY, other, one)

    assert len(here.conflicts) == len(there.conflicts)
    if not here.conflicts:
        assert () == diff(here.register, there.register)


@SIDES
@given(edits(), edits())
def test_every_change_is_in_the_result_or_in_a_conflict(one: Register, other: Register) -> None:
    """Merging a side again into the result changes nothing: all of it is there."""
    result = merge(NORDBY, one, other)

    again = merge(NORDBY, result.register, one)
    assert () == diff(result.register, again.register)
    if not result.conflicts:
        assert () == again.conflicts
        assert () == merge(NORDBY, result.register, other).conflicts
