"""The exporter: the file it makes, the options it takes, and what it says is lost."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from civic_partnership import Host, OptionsError, Register, parse
from civic_partnership.model import RecordKey
from civic_partnership.plugins import Artifact, Loss
from civic_partnership_calendar.ical import Ical
from civic_partnership_calendar.options import Options

HERE = Path(__file__).parent
README = (HERE.parent / "README.md").read_text(encoding="utf-8")
NORDBY = parse((HERE / "nordby.toml").read_text(encoding="utf-8")).register
ON = date(2025, 3, 1)

EXPORT = """
import sys
from civic_partnership import parse
from civic_partnership_calendar.ical import Ical
from civic_partnership_calendar.options import Options
artifact, *_ = Ical().export(parse(sys.stdin.buffer.read().decode()).register, Options())
sys.stdout.buffer.write(b"".join(artifact.chunks))
"""


def block(language: str) -> str:
    """Return the block of the README in a language."""
    match = re.search(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert match
    return match[1]


def export_calendar(register: Register, **options: Any) -> tuple[str, list[Loss]]:
    """Return the calendar, and the losses."""
    artifact, *losses = Ical().export(register, Options(**options))
    assert isinstance(artifact, Artifact)
    text = b"".join(artifact.chunks).decode()
    return text, [loss for loss in losses if isinstance(loss, Loss)]


def test_the_calendar_of_nordby(golden_file: Callable[[Path, str], None]) -> None:
    """Write a whole calendar, whose lines end as the standard wants."""
    text = export_calendar(NORDBY)[0]

    assert text.count("\r\n") == text.count("\n")
    golden_file(HERE / "nordby.ics", text.replace("\r\n", "\n"))


def test_what_is_lost_of_nordby() -> None:
    """Lose ends that are not known, and what was held already, each with its reason."""
    losses = [(loss.record.id, loss.path, loss.reason.en) for loss in export_calendar(NORDBY)[1]]

    assert [
        ("summer-camp", ("terms", 1), "the exact day is not known"),
        ("klubber", ("period",), "there is no end date"),
        ("klubber", ("evaluations", 0), "the evaluation was held"),
    ] == losses


def test_the_readme_shows_what_it_makes(tmp_path: Path) -> None:
    """Show the event of the records in the README, written by the host."""
    reading = parse(block("toml"))
    assert () == reading.findings

    report = Host().export(reading.register, "ical", tmp_path / "out", on=ON, options={"alarm_days": [14]})
    content = (tmp_path / "out" / "calendar.ics").read_bytes().decode()

    assert [("calendar.ics", "text/calendar; charset=utf-8")] == [
        (f.name, f.media_type) for f in report.files
    ]
    assert block("ics").replace("\n", "\r\n") in content
    assert 1 == content.count("BEGIN:VEVENT")


def test_the_readme_names_every_option() -> None:
    """Name every option in the README, and its default."""
    rows = dict(re.findall(r"^\| `([a-z_]+)=.*?` \|.*\| (.*?) \|$", README, re.MULTILINE))
    options = Options()

    assert {
        "since": "all days",
        "until": "all days",
        "alarm_days": "no reminders",
        "consultant": "all consultants",
        "lang": f"`{options.lang}`",
        "stamp": f"`{options.stamp}`",
    } == rows


def test_it_is_found_by_its_entry_point() -> None:
    """Find the format, and say whose it is."""
    provided = Host().exporters["ical"]

    assert isinstance(provided.format, Ical)
    assert "civic-partnership-calendar" == provided.distribution
    assert version("civic-partnership-calendar") == provided.version
    assert () == Host().problems


def test_a_machine_that_knows_no_time_zones_makes_the_same_file() -> None:
    """Write the Danish time of meetings without a table of time zones."""
    world = os.environ | {"PYTHONTZPATH": "", "TZ": "America/St_Johns"}
    text = (HERE / "nordby.toml").read_bytes()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", EXPORT], input=text, env=world, capture_output=True, check=True
    )

    assert export_calendar(NORDBY)[0].encode() == done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"since": date(2025, 1, 1), "until": date(2024, 12, 31)}, "until lies before since"),
        ({"alarm_days": (7, 3651)}, "alarm_days can be 3650 at most"),
        ({"consultant": "anna"}, "consultant names a contact that the register lacks"),
    ],
)
def test_options_that_do_not_fit_are_refused(tmp_path: Path, options: dict[str, Any], told: str) -> None:
    """Refuse them by a sentence, before anything is written."""
    with pytest.raises(OptionsError, match=told):
        Host().export(NORDBY, "ical", tmp_path / "out", on=ON, options=Options(**options), allow_errors=True)

    assert not (tmp_path / "out").exists()


def test_days_outside_the_time_that_was_chosen_are_lost() -> None:
    """Count both ends; lose a record as a whole that has no day left, unless it is named elsewhere."""
    text, losses = export_calendar(NORDBY, since=date(2024, 12, 3), until=date(2025, 6, 1))
    told = [
        (loss.record.id, loss.path) for loss in losses if loss.reason.en.startswith("the day lies outside")
    ]

    assert ["20241203T170000", "20241231", "20250601"] == sorted(
        re.findall(r"DTSTART;[^0-9]*:(\S+)", text.split("END:VTIMEZONE")[1])
    )
    assert [
        ("vol-1", ()),
        ("round-1", ()),
        ("summer-camp", ("action_plans", 0)),
        ("spring", ()),
        ("forpligtende-samarbejde", ()),
    ] == told


def test_what_stands_in_no_event_is_lost() -> None:
    """Lose an association or programme that no event names, and a partnership without any day."""
    register = parse("""
[associations.a]
name = "Nordby Dans"
[associations.b]
name = "Nordby Boldklub"
[programmes.p]
name = "Sociale partnerskaber"
[partnerships.nobody-meets]
programme = "p"
partners = [{ association = "a" }]
[partnerships.met]
programme = "q"
partners = [{ association = "b" }]
[meetings.m]
on = 2024-04-12
kind = "status"
partnership = "met"
""").register

    assert [
        RecordKey("associations", "a"),
        RecordKey("programmes", "p"),
        RecordKey("partnerships", "nobody-meets"),
    ] == [loss.record for loss in export_calendar(register)[1] if loss.path == ()]


def test_in_english() -> None:
    """Say every word that is not the register's own in the language that was chosen."""
    text, _ = export_calendar(NORDBY, lang="en")

    assert "SUMMARY:Status meeting: Nordby Boldklub\\, Nordby Dans\\; ballet\\, jazz\r\n" in text
    assert "SUMMARY:Term ends: Nordby Boldklub\\, Nordby Dans\\; ballet\\, jazz\r\n" in text
    assert "CATEGORIES:Application round\r\n" in text
    assert "NAME:Year's wheel: Nordby Kommune\r\n" in text


def test_the_stamp_is_all_that_the_stamp_changes() -> None:
    """Change nothing else in the calendar for another day."""
    plain, _ = export_calendar(NORDBY)
    stamped, _ = export_calendar(NORDBY, stamp=date(2025, 3, 1))

    assert plain.count("BEGIN:VEVENT") == plain.count("DTSTAMP:20000101T000000Z\r\n")
    assert plain.replace("DTSTAMP:20000101", "DTSTAMP:20250301") == stamped
