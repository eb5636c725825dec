"""The iCalendar file, as programs of others read it."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events  # type: ignore[import-untyped] # it ships no types
from hypothesis import HealthCheck, example, given, settings, strategies as st

from civic_partnership import Register
from civic_partnership.model import AgendaItem, Meeting, Municipality
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.testing import readable_registers, registers, texts
from civic_partnership_calendar.ical import Ical
from civic_partnership_calendar.options import Options
from civic_partnership_calendar.wheel import events

ZONE = ZoneInfo("Europe/Copenhagen")
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXTS = texts() | st.text("a,;:\\nN\r\n\t\x0b\x00\ufeff \"'-", max_size=8)


def export_pieces(register: Register, **options: Any) -> tuple[list[bytes], list[Loss]]:
    """Return the pieces of the calendar, and the losses."""
    artifact, *losses = Ical().export(register, Options(**options))
    assert isinstance(artifact, Artifact)
    return list(artifact.chunks), [loss for loss in losses if isinstance(loss, Loss)]


def calendar(register: Register, **options: Any) -> Any:
    """Return the calendar, as the library reads it."""
    return icalendar.Calendar.from_ical(b"".join(export_pieces(register, **options)[0]))


def one_meeting(**facts: Any) -> Register:
    """Make a register of one meeting."""
    return Register().replace(Meeting(**{"id": "m", "on": date(2024, 6, 3), "kind": "status", **facts}))


def only(found: list[Any]) -> Any:
    """Return the only item."""
    (one,) = found
    return one


@UNHURRIED
@given(registers(partnerships=2))
def test_others_find_every_event_on_its_day(register: Register) -> None:
    """Another program finds exactly the same events, day by day."""
    read = recurring_ical_events.of(calendar(register))
    expected = Counter(event.day for _, event in events(register, Options()))

    assert expected == Counter({day: len(read.at(day)) for day in expected})
    assert expected.total() == len(read.between(date(1900, 1, 1), date(2200, 1, 1)))


@UNHURRIED
@given(readable_registers(), st.sets(st.integers(0, 3650), max_size=3), st.sampled_from(["da", "en"]))
def test_it_is_well_formed(register: Register, alarm_days: set[int], lang: str) -> None:
    """Write lines of at most 75 bytes that end in CRLF, and no control characters."""
    chunks, _ = export_pieces(register, alarm_days=tuple(alarm_days), lang=lang)
    lines = b"".join(chunks).split(b"\r\n")
    results = list(events(register, Options()))
    read = icalendar.Calendar.from_ical(b"".join(chunks))

    assert b"" == lines[-1]
    assert max(map(len, lines)) <= 75
    assert set() == {byte for line in lines for byte in line if byte < 32 or byte == 127} - {9}
    assert len(results) + 2 == len(chunks)
    assert len(results) == len(read.events)
    assert [] == [error for part in read.walk() for error in part.errors]
    assert len(results) == len({str(each["UID"]) for each in read.events})
    assert len(results) * len(alarm_days) == len(read.walk("VALARM"))


@UNHURRIED
@given(TEXTS, TEXTS)
@example("\ufeffa", "\ufeff0")
@example("a\nsted: b", "C:\\Nordby\r\n, ; \\n")
def test_a_text_survives_or_is_a_loss(subject: str, place: str) -> None:
    """Read each text back; report removed line breaks and control characters."""
    register = one_meeting(subject=subject, place=place)
    event = only(calendar(register).events)
    lost = [loss.path for loss in export_pieces(register)[1]]

    assert (("place",) in lost) == (str(event["LOCATION"]) != place)
    described = str(event["DESCRIPTION"]).removeprefix("Emne: ").replace("\n  ", "\n")
    assert (("subject",) in lost) == (described != subject)


@UNHURRIED
@given(st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3))
@example(["a\n- b"], ["a", "b"])
@example(["", "a"], ["\n- a"])
def test_lists_are_told_apart(one: list[str], other: list[str]) -> None:
    """Write different lists differently, unless the difference is a reported loss."""
    (some, their_losses), (others, other_losses) = (
        export_pieces(one_meeting(agenda=tuple(AgendaItem(at=time(17), item=item) for item in each)))
        for each in (one, other)
    )

    assert (one == other) == (some == others) or their_losses or other_losses


def test_a_meeting_with_its_times() -> None:
    """Write Danish times, and no event of a whole day."""
    event = only(calendar(one_meeting(starts=time(17), ends=time(20, 0, 30))).events)

    assert datetime(2024, 6, 3, 17, tzinfo=ZONE) == event.start
    assert datetime(2024, 6, 3, 20, 0, 30, tzinfo=ZONE) == event.end
    assert "TRANSP" not in event
    assert "DESCRIPTION" not in event


def test_a_meeting_without_times_is_a_whole_day() -> None:
    """Write an event of a whole day that blocks nobody's time."""
    event = only(calendar(one_meeting(ends=time(20))).events)

    assert (date(2024, 6, 3), date(2024, 6, 4)) == (event.start, event.end)
    assert "TRANSPARENT" == event["TRANSP"]
    assert "Slutter: 20:00" == event["DESCRIPTION"]


def test_a_meeting_whose_end_is_not_known_gets_an_hour() -> None:
    """Give it one hour and report that, also for an impossible end."""
    unknown = only(calendar(one_meeting(starts=time(23, 30))).events)
    wrong = only(calendar(one_meeting(starts=time(17), ends=time(17))).events)

    assert datetime(2024, 6, 4, 0, 30, tzinfo=ZONE) == unknown.end
    assert "Slutter: ikke registreret" == unknown["DESCRIPTION"]
    assert datetime(2024, 6, 3, 18, tzinfo=ZONE) == wrong.end
    assert "Slutter: 17:00" == wrong["DESCRIPTION"]


def test_reminders_come_in_the_morning_of_a_whole_day() -> None:
    """Remind at the hour of the meeting, else in the morning; use each number of days once."""
    event = only(calendar(one_meeting(), alarm_days=(7, 0, 7)).events)
    timed = only(calendar(one_meeting(starts=time(17)), alarm_days=(7,)).events)

    assert [-timedelta(days=6, hours=16), timedelta(hours=8)] == [
        each.TRIGGER for each in event.walk("VALARM")
    ]
    assert [-timedelta(days=7)] == [each.TRIGGER for each in timed.walk("VALARM")]
    assert [("DISPLAY", "Statusmøde")] == [
        (each["ACTION"], each["DESCRIPTION"]) for each in timed.walk("VALARM")
    ]


@UNHURRIED
@given(st.datetimes(datetime(1996, 12, 1), datetime(2037, 12, 31)))  # noqa: DTZ001 - in UTC, below
def test_the_time_zone_is_that_of_denmark(moment: datetime) -> None:
    """Give the hours of the table of time zones by two rules."""
    (zone,) = calendar(Register()).walk("VTIMEZONE")
    utc = moment.replace(tzinfo=UTC)

    assert utc.astimezone(ZONE).utcoffset() == utc.astimezone(zone.to_tz(lookup_tzid=False)).utcoffset()


@UNHURRIED
@given(TEXTS)
@example("Nordby, Sønderby; Østerby\r\n")
def test_a_calendar_keeps_its_name(name: str) -> None:
    """Write the name like any text, and report what is lost of it."""
    register = Register().replace(Municipality(code="0999", name=name))
    chunks, losses = export_pieces(register)
    (line,) = (line for line in unfold(chunks) if line.startswith("NAME:"))

    assert [] == [each for each in losses if each.path != ("name",)]
    assert bool(losses) == (unescape(line) != f"NAME:Årshjul: {name}")


def unfold(chunks: list[bytes]) -> list[str]:
    """Return the unfolded lines of a calendar."""
    return b"".join(chunks).decode().replace("\r\n ", "").split("\r\n")


def unescape(line: str) -> str:
    """Undo the escapes of a text (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda mark: "\n" if mark[1] in "nN" else mark[1], line)


def test_whose_calendar_it_is() -> None:
    """Name the calendar after the municipality, and put its code into the keys of the events."""
    meeting = one_meeting()
    nordby = meeting.replace(Municipality(code="0999", name="Nordby Kommune"))
    read = calendar(nordby)

    assert "Årshjul: Nordby Kommune" == read["NAME"] == read["X-WR-CALNAME"]
    assert "meetings.m@0999.civic-partnership" == read.events[0]["UID"]
    assert "meetings.m@civic-partnership" == calendar(meeting).events[0]["UID"]
    assert "Årshjul" == calendar(meeting)["NAME"]


def test_a_long_name_is_cut_in_the_summary_only() -> None:
    """Keep all of it in the description."""
    event = only(calendar(one_meeting(subject="ø" * 3000)).events)

    assert f"Statusmøde: {'ø' * 119}…" == event["SUMMARY"]
    assert f"Emne: {'ø' * 3000}" == event["DESCRIPTION"]
