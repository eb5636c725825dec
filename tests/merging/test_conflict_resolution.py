"""The resolution of open conflicts."""

from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from merging.edits import NORDBY, desks

from civic_partnership import RecordsError, Register
from civic_partnership.merging import (
    ABSENT,
    Conflict,
    MergedRegister,
    Resolution,
    diff,
    format_conflicts,
    merge,
    read_conflicts,
    resolve,
)
from civic_partnership.model import Place, RecordKey, find_all_places, matches
from civic_partnership.values import Dated, Table

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


@settings(max_examples=40)
@given(desks(), desks())
def test_settled_as_ours_is_the_merged_register(one: Register, other: Register) -> None:
    """Whoever keeps ours everywhere changes nothing, and nothing stays open."""
    result = merge(NORDBY, one, other)

    resolution = resolve(result.register, stored(result), "ours")

    assert result.register is resolution.register
    assert (len(result.conflicts), (), ()) == (len(resolution.settled), resolution.gone, resolution.left)


@settings(max_examples=40)
@given(desks(), desks())
def test_settled_as_theirs_is_as_if_they_had_changed_it_last(one: Register, other: Register) -> None:
    """Where all is settled as theirs, the register is that of a merge in which theirs stays.

    Lists of names never conflict, and merge in the order of the sides.
    """
    result = merge(NORDBY, one, other)

    resolution = resolve(result.register, stored(result), "theirs")

    assert ((), ()) == (resolution.gone, resolution.left)
    mirrored = merge(NORDBY, other, one)
    different = diff(mirrored.register, resolution.register)
    assert [] == [each for each in different if not isinstance(each.new, tuple)]


def test_a_row_that_we_removed_comes_back_whole() -> None:
    """Their row is put back at the end of its list, whatever stands under its name by now."""
    theirs = with_grant(2024, amount=Decimal(1))
    without = tuple(each for each in CLUB.grants if each.year != 2024)

    resolution = settle(with_club(grants=without), theirs, "theirs")

    club: Any = resolution.register.get(KEY)
    (row,) = (each for each in theirs.get(KEY).grants if each.year == 2024)  # type: ignore[union-attr]
    assert (*without, row) == club.grants
    result = merge(NORDBY, with_club(grants=without), theirs)
    again = resolve(with_grant(2024, amount=Decimal(2)), stored(result), "theirs")
    assert theirs == again.register


def test_a_row_that_they_removed_is_removed() -> None:
    """The row goes, those after it stay, and conflicts in these are still found."""
    ours = with_grant(2024, amount=Decimal(1))
    without = tuple(each for each in CLUB.grants if each.year != 2024)

    assert with_club(grants=without) == settle(ours, with_club(grants=without), "theirs").register
    gone = resolve(
        with_club(grants=without), stored(merge(NORDBY, ours, with_club(grants=without))), "theirs"
    )
    assert (with_club(grants=without), 1) == (gone.register, len(gone.settled))


def test_a_conflict_in_a_row_that_went_with_another_stays() -> None:
    """Whoever takes over that a row is removed leaves a conflict inside such a row for somebody to close."""
    register = with_grant(2024, amount=Decimal(1))
    note, row = (
        Conflict(KEY, find_place(register, address), None, "a", ABSENT)
        for address in (f"{AMOUNT.removesuffix('amount')}note", AMOUNT.removesuffix(".amount"))
    )

    resolution = resolve(register, [note, row], "theirs", lambda address: address == row.place.address)

    assert ((row,), (note,)) == (resolution.settled, resolution.left)


def find_place(register: Register, address: str) -> Place:
    """Return the place at an address in a register."""
    return next(place for _, place, _ in find_all_places(register) if place.address == address)


@pytest.mark.parametrize("choice", ["theirs", "ours"])
def test_a_record_is_removed_or_brought_back(choice: Any) -> None:
    """A record that one side removed and the other changed is settled as a whole."""
    changed, removed = with_grant(2024, amount=Decimal(1)), NORDBY.without(CLUB)
    expected = {"theirs": (removed, changed), "ours": (changed, removed)}[choice]

    assert expected == tuple(
        settle(*sides, choice).register for sides in ((changed, removed), (removed, changed))
    )
    conflicts = stored(merge(NORDBY, changed, removed))
    resolution = resolve(removed, conflicts, "theirs")
    assert (removed, (), ()) == (resolution.register, resolution.left, resolution.gone)


def test_a_removed_value_of_a_table_comes_back() -> None:
    """What has a key in a table and not a place in a list is put under its key."""
    kept = with_club(exempt=Table({"term-length": Dated.always("a")}))
    before = merge(NORDBY, kept, kept).register
    changed = before.replace(attrs.evolve(CLUB, exempt=Table({"term-length": Dated.always("b")})))
    result = merge(before, NORDBY, changed)
    (conflict,) = read_conflicts(format_conflicts(result.conflicts), result.register)

    assert (ABSENT, Dated.always("b")) == (conflict.ours, conflict.theirs)
    assert changed == resolve(result.register, [conflict], "theirs").register
    typed = resolve(result.register, [conflict], ("c",)).register.get(KEY)
    assert Table({"term-length": Dated.always("c")}) == typed.exempt  # type: ignore[union-attr]


def test_a_place_that_is_gone_stays_open() -> None:
    """Their value is not put elsewhere, and not lost."""
    result = merge(NORDBY, with_grant(2024, amount=Decimal(1)), with_grant(2024, amount=Decimal(2)))
    without = with_club(grants=())
    row = merge(NORDBY, without, with_grant(2024, amount=Decimal(2)))
    cases = [(result, without), (result, NORDBY.without(CLUB)), (row, NORDBY.without(CLUB))]

    for merged, register in cases:
        conflicts = read_conflicts(format_conflicts(merged.conflicts), register)
        resolution = resolve(register, conflicts, "theirs")

        assert (register, ()) == (resolution.register, resolution.settled)
        assert conflicts == resolution.gone == resolution.left


def test_a_value_that_no_file_could_hold_is_refused() -> None:
    """A text that is no amount is refused, and nothing is settled."""
    ours, theirs = with_grant(2024, amount=Decimal(1)), with_grant(2024, amount=Decimal(2))

    with pytest.raises(RecordsError, match="amount cannot be used"):
        settle(ours, theirs, ("mange",))


def test_conflicts_that_stay_open_follow_their_rows() -> None:
    """A row may get another name or index when another conflict is settled."""
    ours = with_club(grants=tuple(attrs.evolve(each, amount=Decimal(1)) for each in CLUB.grants))
    _, *others = CLUB.grants
    theirs = with_club(grants=tuple(attrs.evolve(each, amount=Decimal(2)) for each in others))

    resolution = settle(ours, theirs, "theirs", "*grants[2021]")

    assert 1 == len(resolution.settled)
    assert [0, 1, 2, 3] == [each.place.path[1] for each in resolution.left]
    assert theirs == resolve(resolution.register, resolution.left, "theirs").register


@settings(max_examples=40)
@given(desks(), desks())
def test_register_and_conflicts_hold_every_change(one: Register, other: Register) -> None:
    """Merging a side once more finds something to do only where a conflict is told."""
    result = merge(NORDBY, one, other)
    told = [(each.record, each.place.address) for each in stored(result)]

    for side in (one, other):
        again = merge(NORDBY, result.register, side)
        lost = [each for each in diff(result.register, again.register) if not isinstance(each.new, tuple)]
        places = [(each.record, each.place.address) for each in again.conflicts]
        places += [(each.record, each.place.address) for each in lost]
        for key, address in places:
            assert any(
                record == key and (address.startswith(place) or place.startswith(address))
                for record, place in told
            )
