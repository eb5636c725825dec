"""The file with the open conflicts of a register."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from merging.edits import NORDBY, desks

from civic_partnership import RecordsError, Register
from civic_partnership.merging import (
    ABSENT,
    Conflict,
    format_conflicts,
    merge,
    plain_values,
    read_conflicts,
)
from civic_partnership.model import Place, RecordKey


def without_paths(conflicts: tuple[Conflict, ...]) -> list[Conflict]:
    """Return conflicts without the paths, which no file holds."""
    return [attrs.evolve(each, place=Place(each.place.address)) for each in conflicts]


@settings(max_examples=40)
@given(desks(), desks())
def test_conflicts_read_back_exactly(one: Register, other: Register) -> None:
    """The file holds every conflict of a merge as it is."""
    result = merge(NORDBY, one, other)

    read = read_conflicts(format_conflicts(result.conflicts), result.register)

    assert without_paths(result.conflicts) == without_paths(read)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[conflicts", r"^conflicts\.toml has 1 error of shape\. The first: Cannot be read"),
        ("[[conflicts]]\nrecord = 1\n[[conflicts]]\nwhat = 1\n", "has 3 errors of shape"),
    ],
)
def test_a_damaged_file_is_refused(text: str, words: str) -> None:
    """All that is wrong is told, and no conflict is read."""
    with pytest.raises(RecordsError, match=words):
        read_conflicts(text)


def test_no_conflicts_need_no_file() -> None:
    """An empty text stands for no conflicts."""
    assert ("", ()) == (format_conflicts(()), read_conflicts(""))


def test_conflicts_about_whole_records_and_rows_are_read_back() -> None:
    """A record, the municipality, a row and an entry of a table keep their values and their places."""
    programme: Any = NORDBY.programmes["social-partnerships"]
    (name, area), *_ = programme.focus_areas.items()
    focus = Place(f"programmes.social-partnerships.focus_areas[{name}]", ("focus_areas", name))
    conflicts = (
        Conflict(
            RecordKey("programmes", programme.id),
            Place("programmes.social-partnerships"),
            ABSENT,
            programme,
            ABSENT,
        ),
        Conflict(RecordKey("municipality", None), Place("municipality"), NORDBY.municipality, ABSENT, ABSENT),
        Conflict(RecordKey("programmes", programme.id), focus, ABSENT, area, attrs.evolve(area, number=9)),
    )

    assert conflicts == read_conflicts(format_conflicts(conflicts), NORDBY)
    gone = read_conflicts(format_conflicts(conflicts))
    assert [()] * 3 == [each.place.path for each in gone]


def test_values_are_shown_without_persons() -> None:
    """Plain values of records and rows have stars in place of what is personal, whatever holds it."""
    contact: Any = next(each for each in NORDBY.contacts.values() if each.name and each.email)
    club: Any = NORDBY.partnerships["nordby-boldklub"]
    key = RecordKey("contacts", contact.id)
    record = Conflict(key, Place(f"contacts.{contact.id}"), ABSENT, contact, None)
    name = Conflict(key, Place(f"contacts.{contact.id}.name"), None, contact.name, "x")
    whole = Conflict(
        RecordKey("partnerships", club.id), Place(f"partnerships.{club.id}"), ABSENT, club, ABSENT
    )
    programme: Any = NORDBY.programmes["social-partnerships"]
    other = Conflict(
        RecordKey("programmes", programme.id), Place(f"programmes.{programme.id}"), ABSENT, programme, ABSENT
    )
    unknown = Conflict(key, Place(f"contacts.{contact.id}.nothing"), "a", "b", "c")

    shown = [plain_values(each) for each in (record, name, whole, other, unknown)]

    assert {"name": "***", "email": "***"}.items() <= shown[0]["ours"].items()
    assert (None, None) == (shown[0]["base"], shown[0]["theirs"])
    assert {"base": None, "ours": "***", "theirs": "***"} == shown[1]
    assert not any(text in str(shown) for text in (contact.name, contact.email))
    assert 200000 == shown[2]["ours"]["grants"][0]["amount"]
    assert {"number", "name"} <= next(iter(shown[3]["ours"]["focus_areas"].values())).keys()
    assert {"base": "***", "ours": "***", "theirs": "***"} == shown[4]
