from datetime import date, time
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, FoundAt, broken, find, findings, undecided, warned

from civic_partnership.model import AgendaItem, Alliance, Commitment, Contact, Meeting, Member, Person
from civic_partnership.rules.alliances import (
    alliance_agenda,
    alliance_contacts,
    alliance_members,
    commitment_overdue,
)
from civic_partnership.values import PartialDate


def member(since: str | None = None, until: str | None = None, **party: Any) -> Member:
    """Make a member, by default the club, with the days it joined and left."""
    return Member(
        **(party or {"association": "club"}),
        since=PartialDate(since) if since else None,
        until=PartialDate(until) if until else None,
    )


def alliance(*members: Member, contacts: tuple[str, ...] = ()) -> Alliance:
    """Make an alliance of some members."""
    return Alliance(id="unge", name="Alliancen", members=members, contacts=contacts)


TOWN, RAVENS = member(department="culture"), member(name="Natteravnene")


@pytest.mark.parametrize(
    ("members", "expected"),
    [([member("2030"), TOWN], 0), ([member()], 1), ([TOWN, RAVENS], 1), ([RAVENS], 2), ([], 2)],
)
def test_both_sides_are_members(members: list[Member], expected: int) -> None:
    """Report each side that is missing: an association or a department."""
    assert broken("members") * expected == find(alliance_members, alliance(*members))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (TOWN, TOWN, "error"),
        (member(), member(association="other"), None),
        (member(), member(name="club"), None),
        (member("2020"), member("2020"), "error"),
        (member(), member("2023"), "undecided"),
        (member(until="2021~"), member("2021~"), "undecided"),
        (member("2020", "2021"), member("2021", "2019"), None),
        (member("2021", person=Person()), member("2021", person=Person()), "undecided"),
        (member("2021", person=Person(name="A")), member("2021", person=Person(name="A")), "undecided"),
    ],
)
def test_nobody_is_a_member_twice_at_a_time(one: Member, other: Member, level: Any) -> None:
    """Report the second row of a member where both rows share a day up to now; two persons may be one."""
    expected = [FoundAt(level, ("members", 3))] if level else HOLDS
    sides = member(association="a"), member(department="b")

    assert expected == find(alliance_members, alliance(*sides, one, other))


def meeting(starts: str | None, ends: str | None, *items: str) -> Meeting:
    """Make a meeting with an agenda."""
    agenda = tuple(AgendaItem(at=time.fromisoformat(at), item="Punkt") for at in items)
    begins, closes = (time.fromisoformat(text) if text else None for text in (starts, ends))
    return Meeting(id="m", on=ON, kind="alliance", starts=begins, ends=closes, agenda=agenda)


FIRST_ITEM, SECOND = broken("agenda", 0, "at"), broken("agenda", 1, "at")


@pytest.mark.parametrize(
    ("starts", "ends", "items", "expected"),
    [
        ("17:00", "20:00", ["17:00", "17:00", "20:00"], HOLDS),
        ("17:00", "20:00", ["17:30", "17:00"], SECOND),
        ("17:00", "20:00", ["16:59"], FIRST_ITEM),
        ("17:00", "20:00", ["21:00", "18:00"], FIRST_ITEM + SECOND),
        (None, "20:00", ["17:00", "20:01"], SECOND + undecided("starts")),
        ("17:00", None, ["17:00", "18:00"], undecided("ends")),
        (None, None, ["18:00", "17:00"], SECOND + undecided("ends") + undecided("starts")),
        (None, None, [], HOLDS),
    ],
)
def test_an_agenda_runs_forward_inside_the_meeting(
    starts: str | None, ends: str | None, items: list[str], expected: Found
) -> None:
    """No item is before the one above it, before the meeting, or after it."""
    assert expected == find(alliance_agenda, meeting(starts, ends, *items))


def test_times_are_told_as_on_a_clock() -> None:
    """The message names the time of the item and the time that it contradicts."""
    reported = findings(alliance_agenda, meeting("17:00", None, "16:30", "19:30", "18:30"))
    outside, backward = (finding.message.en for finding in reported if finding.level == "error")

    assert outside.startswith("The item at 16:30 lies outside the meeting (17:00 to unknown).")
    assert backward.startswith("The item at 18:30 stands below the one at 19:30.")


CONTACTS = (
    Contact(id="chair", association="club"),
    Contact(id="consultant", department="culture"),
    Contact(id="somebody", name="A. Eksempel"),
)


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        (("chair", "consultant", "nobody"), HOLDS),
        (("chair",), warned("contacts")),
        (("consultant",), warned("contacts")),
        ((), warned("contacts") * 2),
        (("chair", "nobody"), undecided("contacts")),
        (("somebody",), undecided("contacts") * 2),
    ],
)
def test_both_sides_have_a_contact(contacts: tuple[str, ...], expected: Found) -> None:
    """A contact belongs to an association and one to a department; an unnamed side may be either."""
    assert expected == find(alliance_contacts, alliance(contacts=contacts), *CONTACTS)


@pytest.mark.parametrize(
    ("due", "done_on", "on", "expected"),
    [
        (date(2024, 6, 1), date(2024, 5, 25), ON, HOLDS),
        (date(2024, 6, 1), date(2024, 7, 25), ON, HOLDS),
        (date(2024, 6, 1), None, ON, warned("commitments", 0, "done_on")),
        (date(2024, 6, 1), None, date(2024, 6, 1), HOLDS),
        (date(2024, 6, 1), date(2024, 7, 25), date(2024, 7, 1), warned("commitments", 0, "done_on")),
        (None, None, ON, HOLDS),
    ],
)
def test_a_commitment_is_done_by_its_day(
    due: date | None, done_on: date | None, on: date, expected: Found
) -> None:
    """What was promised for a day that has passed is recorded as done; done late is done."""
    promise = Commitment(text="Fælles dag", due=due, done_on=done_on)

    assert expected == find(commitment_overdue, attrs.evolve(alliance(), commitments=(promise,)), on=on)
