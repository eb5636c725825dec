"""Bundles: what they hold, how they are read back, and what they make of another register."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from merging.edits import NORDBY, desks

from civic_partnership import Register
from civic_partnership.errors import RecordsError
from civic_partnership.exporting import remove_personal
from civic_partnership.merging import (
    ABSENT,
    Bundle,
    apply_bundle,
    diff,
    find_withheld,
    load_bundle,
    make_bundle,
    merge,
    read_bundle,
)
from civic_partnership.merging.bundle_merge import _count_personal
from civic_partnership.model import Area, Contact, RecordKey

REVISION = "0123abcd"
HAVNEN = Area(id="havnen", name="Havnen")
MANY = settings(max_examples=40)


def send(bundle: Bundle) -> Bundle:
    """Write a bundle and read it back."""
    return read_bundle(bundle.to_text().encode(), "pakke.toml")


def bundle_of(known: Register, now: Register, **how: Any) -> Bundle:
    """Return the bundle from one register to another, as it arrives."""
    return send(make_bundle(known, now, REVISION, **how))


@given(desks())
def test_a_bundle_arrives_as_it_was_sent(side: Register) -> None:
    """What is written is read back, whatever a mail makes of its line endings."""
    for include_personal in (True, False):
        bundle = make_bundle(NORDBY, side, REVISION, include_personal=include_personal)
        text = bundle.to_text()
        for arrived in (text, text.replace("\n", "\r\n"), f"\ufeff{text}"):
            assert bundle == read_bundle(arrived.encode(), "pakke.toml")


@given(desks())
def test_a_bundle_holds_what_changed(side: Register) -> None:
    """It has the records that differ, as they are and as they were, and no others."""
    bundle = bundle_of(NORDBY, side, include_personal=True)

    assert {each.record for each in diff(NORDBY, side)} == set(bundle.keys)
    for key in bundle.keys:
        assert (NORDBY.get(key), side.get(key)) == (bundle.base.get(key), bundle.changed.get(key))


@given(desks())
def test_a_bundle_without_personal_data_has_none(side: Register) -> None:
    """No personal value is in it, nor a record in which nothing else changed; those are told by their keys."""
    bundle = bundle_of(NORDBY, side)

    assert (bundle.base, bundle.changed) == (remove_personal(bundle.base), remove_personal(bundle.changed))
    changed = {each.record for each in diff(NORDBY, side)}
    assert changed == {*bundle.keys, *find_withheld(NORDBY, side)}


@MANY
@given(desks(), desks())
def test_a_bundle_is_merged_as_the_whole_register_would_be(ours: Register, theirs: Register) -> None:
    """The records that did not change need not be sent."""
    bundle = bundle_of(NORDBY, theirs, include_personal=True)
    result, expected = apply_bundle(ours, bundle), merge(NORDBY, ours, theirs)

    assert () == diff(expected.register, result.register)
    assert len(expected.conflicts) == len(result.conflicts)


@MANY
@given(desks(), desks())
def test_a_bundle_that_is_taken_in_twice_changes_nothing_more(ours: Register, theirs: Register) -> None:
    """The second time finds all of it there."""
    for include_personal in (True, False):
        bundle = bundle_of(NORDBY, theirs, include_personal=include_personal)
        once = apply_bundle(ours, bundle).register

        assert () == diff(once, apply_bundle(once, bundle).register)


@MANY
@given(desks(), desks())
def test_what_is_withheld_is_neither_deleted_nor_overwritten(ours: Register, theirs: Register) -> None:
    """All personal values of the receiver are there afterwards; all else is as if nobody had any."""
    result = apply_bundle(ours, bundle_of(NORDBY, theirs))

    for key, record in ours:
        assert _count_personal(record) <= _count_personal(result.register.get(key))
    if not result.conflicts:
        plain = (remove_personal(each) for each in (NORDBY, ours, theirs))
        assert () == diff(merge(*plain).register, remove_personal(result.register))


def test_a_record_with_personal_data_that_was_removed_is_a_conflict() -> None:
    """Nobody can know from the bundle whether these personal data were known to the sender."""
    contact = Contact(id="formand", role="chair", name="A. Eksempel", association="nordby-boldklub")
    ours = NORDBY.replace(contact)
    bundle = bundle_of(ours, NORDBY)

    result = apply_bundle(ours, bundle)

    [conflict] = result.conflicts
    assert ours == result.register
    assert (RecordKey("contacts", "formand"), contact, ABSENT) == (
        conflict.record,
        conflict.ours,
        conflict.theirs,
    )
    assert ((), NORDBY) == attrs.astuple(
        apply_bundle(NORDBY.replace(remove_personal(contact)), bundle), recurse=False
    )[::-1]


def test_a_row_with_personal_data_that_was_removed_is_a_conflict() -> None:
    """The record stays as it is; what their side made of it is in the conflict."""
    old = NORDBY.partnerships["nordby-boldklub"]
    new = attrs.evolve(old, employments=old.employments[1:], note="Ny")
    assert old.employments[0].person

    result = apply_bundle(NORDBY, bundle_of(NORDBY, NORDBY.replace(new)))

    [conflict] = result.conflicts
    assert NORDBY == result.register
    assert (old, new) == (conflict.ours, conflict.theirs)


def test_personal_data_stay_where_their_row_changed() -> None:
    """A row is known again without its personal data, wherever it stands."""
    old = NORDBY.partnerships["nordby-boldklub"]
    first, *rest = old.employments
    moved = (*rest, attrs.evolve(first, note="Ny", person=None))
    new = attrs.evolve(old, employments=moved)

    result = apply_bundle(NORDBY, bundle_of(NORDBY, NORDBY.replace(new)))

    merged = {row.note: row.person for row in result.register.partnerships["nordby-boldklub"].employments}
    assert ((), first.person) == (result.conflicts, merged["Ny"])


@given(desks(), desks())
def test_bundles_follow_each_other(x: Register, y: Register) -> None:
    """Whoever took in the first bundle gets the register of the sender by the second one."""
    first = bundle_of(NORDBY, x, include_personal=True)
    known = apply_bundle(NORDBY, first).register
    second = bundle_of(known, y, earlier=first, include_personal=True)

    result = apply_bundle(x, second)
    assert ((), (), ()) == (diff(x, known), result.conflicts, diff(y, result.register))


GOOD = make_bundle(NORDBY, NORDBY.replace(HAVNEN), REVISION).to_text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "it is no bundle"),
        (b"[", "the file is not valid TOML"),
        (b"\xff", "the file is not UTF-8"),
        (b"bundle_version = 2", "its format is newer than 1"),
        (b"bundle_version = 1", "it is no bundle"),
        (b'[areas.havnen]\nname = "Havnen"\n', "it is no bundle"),
        (GOOD.replace("format_version = 1", "format_version = 99").encode(), "newer format than 1"),
        (GOOD.replace("Havnen", "Engen").encode(), "something in it is missing, or was changed on the way"),
        (GOOD.replace(REVISION, "ffff").encode(), "something in it is missing"),
        (GOOD.replace("has_personal = false", "has_personal = true").encode(), "something in it is missing"),
        (GOOD.replace('name = "Havnen"', "name = 5").encode(), "cannot be taken in: .*name"),
        (GOOD.partition("[changed.areas")[0].encode(), "it is no bundle"),
    ],
)
def test_what_is_no_whole_bundle_is_told(text: bytes, message: str) -> None:
    """Anything else than a whole bundle is refused in a sentence."""
    with pytest.raises(
        RecordsError, match=f"^pakke.toml cannot be taken in: .*{message}|{message}"
    ) as refused:
        read_bundle(text, "pakke.toml")

    assert refused.value.da.startswith("pakke.toml kan ikke tages ind: ")


def test_a_file_that_is_cut_off_is_no_bundle() -> None:
    """Wherever a file is cut off, it is refused, so that no record seems to be removed."""
    text = make_bundle(
        NORDBY, NORDBY.replace(HAVNEN).without(NORDBY.areas["stationsbyen"]), REVISION
    ).to_text()

    for end in range(0, len(text) - 1, 7):
        with pytest.raises(RecordsError):
            read_bundle(text[:end].encode(), "pakke.toml")


def test_a_bundle_is_loaded_from_a_file(tmp_path: Path) -> None:
    """A file is read as it was sent; a folder is none."""
    (tmp_path / "pakke.toml").write_text(GOOD)

    assert [("areas", "havnen")] == load_bundle(tmp_path / "pakke.toml").keys
    with pytest.raises(RecordsError, match="not an ordinary file"):
        load_bundle(tmp_path)


def test_the_first_lines_say_what_it_is() -> None:
    """A person who opens the file reads what it is, and how it is taken in."""
    assert "Ændringer i et register" in GOOD.splitlines()[0]
    assert "civic-partnership merge --bundle" in GOOD
