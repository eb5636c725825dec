"""Laws of comparing and merging: nothing is lost, nothing is there twice, and sides can be swapped."""

import re
from collections.abc import Iterable
from itertools import permutations
from typing import Any

import attrs
from hypothesis import given, settings
from merging.edits import NORDBY, edits

from civic_partnership import Register
from civic_partnership.merging import ABSENT, Conflict, Difference, diff, merge
from civic_partnership.model import Place, find_places
from civic_partnership.values import Table

MANY = settings(max_examples=100)


@given(edits())
def test_a_merge_with_one_change_is_that_change(side: Register) -> None:
    """Whoever changed nothing, or the same, has no say."""
    for sides in ((NORDBY, side, NORDBY), (NORDBY, NORDBY, side), (NORDBY, side, side)):
        result = merge(*sides)
        assert () == result.conflicts
        assert side == result.register


@given(edits())
def test_a_difference_is_found_from_both_sides(side: Register) -> None:
    """A register differs from itself in nothing; the way back has the same places, with values swapped."""
    assert () == diff(side, side)
    there, back = diff(NORDBY, side), diff(side, NORDBY)
    assert len(there) == len(back)
    assert {(each.record, repr(each.old), repr(each.new)) for each in there} == {
        (each.record, repr(each.new), repr(each.old)) for each in back
    }


def changes(differences: Iterable[Difference]) -> set[Any]:
    """Return each value that is new, with its address; and what is gone."""
    found: set[Any] = set()
    for each in differences:
        old = set(each.old) if _is_names(each.old) else set()
        new = set(each.new) if _is_names(each.new) else set()
        found |= {(each.record, _address(each.place), repr(name), "gone") for name in old - new}
        if each.new is ABSENT:
            found.add((each.record, _address(each.place), repr(each.old), "gone"))
            continue
        for place, value in find_places(each.new, each.place):
            names = set(value) - old if _is_names(value) else {value}
            if not _has_parts(value) and value not in ((), None, False):  # what is not filled in
                found |= {(each.record, _address(place), repr(name)) for name in names}
    return found


def _is_names(value: Any) -> bool:
    return isinstance(value, tuple) and not _has_parts(value)


def _has_parts(value: Any) -> bool:
    rows = value if isinstance(value, tuple) else ()
    return isinstance(value, Table) or any(attrs.has(type(each)) for each in (value, *rows))


def _address(place: Place) -> str:
    """Return an address without the numbers of rows, which others may push on."""
    return re.sub(r" ?#\d+", "", place.address)


@MANY
@given(edits(), edits())
def test_every_change_is_in_the_result_or_in_a_conflict(one: Register, other: Register) -> None:
    """Without a conflict, the merged register has the changes of both sides and no others."""
    result = merge(NORDBY, one, other)
    merged, ours, theirs = (changes(diff(NORDBY, each)) for each in (result.register, one, other))
    in_conflict = {each.record for each in result.conflicts}

    assert {each for each in ours | theirs if each[0] not in in_conflict} == {
        each for each in merged if each[0] not in in_conflict
    }
    assert ours <= merged


def conflicts_of(result: Iterable[Conflict], *, swapped: bool = False) -> list[tuple[str, str, str, str]]:
    """Return the conflicts of a merge in order of their records and values."""
    return sorted(
        (str(each.record), repr(each.base), repr(each.theirs), repr(each.ours))
        if swapped
        else (str(each.record), repr(each.base), repr(each.ours), repr(each.theirs))
        for each in result
    )


@MANY
@given(edits(), edits())
def test_swapped_sides_differ_only_in_which_is_ours(one: Register, other: Register) -> None:
    """The same conflicts are told, with the values swapped; the rest is the same, but for the order of rows."""
    here, there = merge(NORDBY, one, other), merge(NORDBY, other, one)

    assert conflicts_of(here.conflicts) == conflicts_of(there.conflicts, swapped=True)
    in_conflict = {each.record for each in here.conflicts}
    assert in_conflict >= {each.record for each in diff(here.register, there.register)}


@MANY
@given(edits(), edits(), edits())
def test_three_desks_merge_in_any_order(one: Register, other: Register, third: Register) -> None:
    """If nothing conflicts, the order in which desks are merged does not matter."""
    results = []
    for first, second, last in permutations((one, other, third)):
        both = merge(NORDBY, first, second)
        all_three = merge(NORDBY, both.register, last)
        if both.conflicts or all_three.conflicts:
            return
        results.append(all_three.register)
    assert all(diff(results[0], each) == () for each in results)


@MANY
@given(edits(), edits())
def test_a_side_that_is_merged_again_changes_nothing(one: Register, other: Register) -> None:
    """All of a side is there after the first merge."""
    result = merge(NORDBY, one, other)

    again = merge(NORDBY, result.register, one)
    assert () == diff(result.register, again.register)
    if not result.conflicts:
        assert () == again.conflicts
        assert () == merge(NORDBY, result.register, other).conflicts
