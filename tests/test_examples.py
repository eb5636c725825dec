"""The example registers: what they hold, and what checking them says."""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from civic_partnership import KINDS, Period, check, load, read

ON = date(2025, 3, 1)
WHOLE = ("aarhus", "copenhagen", "nordby", "slagelse")


@pytest.mark.parametrize("name", WHOLE)
def test_every_record_names_its_source(examples: Path, name: str) -> None:
    """Every record of an example says in which document its facts stand."""
    for key, record in load(examples / name):
        assert record.sources, key


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("day", [date(2012, 1, 1), date(2023, 3, 31), ON, date(2031, 1, 1)])
def test_whole_examples_have_no_error(examples: Path, name: str, day: date) -> None:
    """The examples that are not broken on purpose have no error on any day."""
    report = check(load(examples / name), on=day)

    assert [] == [finding for finding in report.findings if finding.level != "undecided"]


def test_copenhagen_holds_what_its_sources_say(examples: Path) -> None:
    """The numbers of the two Copenhagen documents, counted."""
    register = load(examples / "copenhagen")
    social = register.programmes["sociale-partnerskaber"]
    partnerships = register.partnerships.values()
    volumes = Counter(p.appropriation for p in partnerships)

    assert {"vol-1": 5, "vol-2": 10, "vol-3": 5, "vol-4": 5, None: 8} == volumes
    assert 27 == len(register.associations)
    assert 3 == sum(a.citywide is True for a in register.associations.values())
    assert 25 == sum(p.programme == social.id for p in partnerships)
    assert 25 == len({a for p in partnerships if p.programme == social.id for a in p.associations})
    assert all(p.consultant for p in partnerships)
    assert ("bk-vestia", "ajax-koebenhavn") == register.partnerships["bk-vestia"].associations
    assert ("ajax-koebenhavn",) == register.partnerships["ajax-koebenhavn"].associations
    assert {("2012/2024~",), ("2018/2024~",), ("2020/2024~",), ("2020-10/2024~",)} == {
        (a.period.text,) for a in register.appropriations.values()
    }
    assert {
        "vol-1": {("2012/2015", "2016/2024~")},
        "vol-2": {("2018/2021", "2022/2024~")},
        "vol-3": {("2020/2023", "2024/2024~")},
        "vol-4": {("2020-10/2024~",)},
        None: {("2020-10/2024-06~",)},
    } == {
        volume: {tuple(t.period.text for t in p.terms) for p in partnerships if p.appropriation == volume}
        for volume in volumes
    }
    assert {Decimal(200_000)} == {g.amount for p in partnerships for g in p.grants}
    assert {"vol-1": 12, "vol-2": 6, "vol-3": 4, "vol-4": 3, None: 0} == {
        p.appropriation: len(p.grants) for p in partnerships
    }
    assert Period("2020-10/2021-09") == register.partnerships["amager-sk"].grants[0].period


def test_copenhagen_programme_has_its_terms(examples: Path) -> None:
    """The terms of the social partnerships stand in the programme, as data."""
    register = load(examples / "copenhagen")
    social = register.programmes["sociale-partnerskaber"]
    girls = next(p for id, p in register.programmes.items() if id != social.id)
    day = date(2023, 1, 1)

    def value(name: str) -> Any:
        return getattr(social, name).on(day)

    assert (200_000, 100, 20, 4, (2, 3)) == tuple(
        value(name)
        for name in ("annual_amount", "resource_person_share", "min_weekly_hours", "term_years", "plan_years")
    )
    assert (100, 250) == (value("min_youth_members").least, value("min_youth_members").most)
    assert (3, 4) == (value("network_meetings_per_year").least, value("network_meetings_per_year").most)
    assert (2, 1) == (value("status_meetings_per_year"), value("status_meetings_with_board"))
    assert (25, 6_000_000) == (social.max_age, value("annual_budget"))
    assert ["2012"] * 5 + ["2020"] == sorted(str(area.since) for area in social.focus_areas.values())
    assert (18_340, True) == (social.member_counts[0].under_25, social.member_counts[0].approximate)
    assert girls.annual_amount is None


def test_copenhagen_holds_the_rest_of_its_sources(examples: Path) -> None:
    """The feeder chain, the survey, the goals of 2012 and the agreement with get2sport."""
    register = load(examples / "copenhagen")
    (chain,) = register.feeder_chains.values()
    (survey,) = register.surveys.values()
    (framework,) = register.frameworks.values()
    (agreement,) = register.agreements.values()
    steering, hearing = framework.steering_group, framework.hearing

    assert [2, 1, 1, 1] == [len(stage.initiatives) for stage in chain.stages]
    assert 2 == sum(initiative.beside_chain for initiative in register.initiatives.values())
    assert {96, 76, 12} == {a.share for q in survey.questions for a in q.answers}
    assert steering
    assert hearing
    assert (6, "2012-01") == (len(steering.members), str(steering.appointed))
    assert [1, 2, 3, 4, 5, 6] == [goal.number for goal in framework.goals]
    assert date(2012, 9, 26) == framework.decisions[0].on
    assert date(2012, 11, 16) == hearing.deadline
    assert [False] == [response.answered for response in hearing.responses]
    assert 2 == len(agreement.parties)


def test_slagelse_holds_what_its_source_says(examples: Path) -> None:
    """The agreement of four club districts and the crime prevention unit."""
    (agreement,) = load(examples / "slagelse").agreements.values()

    assert (5, 4, 6) == (len(agreement.parties), len(agreement.purposes), len(agreement.obligations))
    assert Period("2024-01-01/..") == agreement.period
    assert ["2024-09"] == [str(evaluation.planned) for evaluation in agreement.evaluations]


def test_aarhus_holds_what_its_source_says(examples: Path) -> None:
    """The alliance, its first meeting, and the three aims of 2018."""
    register = load(examples / "aarhus")
    (alliance,) = register.alliances.values()
    (meeting,) = register.meetings.values()
    (framework,) = register.frameworks.values()

    assert (21, 3) == (
        sum(member.association is not None for member in alliance.members),
        sum(member.department is not None for member in alliance.members),
    )
    assert alliance.themes
    assert alliance.aims
    assert (date(2018, 12, 3), "17:00:00", "20:00:00", 7) == (
        meeting.on,
        str(meeting.starts),
        str(meeting.ends),
        len(meeting.agenda),
    )
    assert (3, None) == (len(framework.goals), framework.steering_group)


def test_nordby_uses_every_field(examples: Path) -> None:
    """The made-up municipality fills every field of every class at least once."""
    filled: set[tuple[str, str]] = set()

    def walk(value: Any) -> None:
        if isinstance(value, tuple):
            for each in value:
                walk(each)
        elif hasattr(value, "values") and not attrs.has(type(value)):
            for each in value.values():
                walk(each)
        elif attrs.has(type(value)):
            for attribute in attrs.fields(type(value)):
                inner = getattr(value, attribute.name)
                if inner != attribute.default:
                    filled.add((type(value).__name__, attribute.name))
                    walk(inner)

    walk(load(examples / "nordby"))
    shared = {"sources", "note", "exempt"}
    classes = {cls for cls, _ in filled}

    assert {"Grant", "Party", "Handover", "SteeringGroup", "AnswerShare"} <= classes
    assert (
        set()
        == {
            (cls.__name__, attribute.name)
            for cls in _classes()
            for attribute in attrs.fields(cls)
            if attribute.name not in shared
        }
        - filled
    )
    assert shared <= {name for _, name in filled}


def _classes() -> set[Any]:
    found: set[Any] = set()

    def look(annotation: Any) -> None:
        for part in (annotation, *getattr(annotation, "__args__", ())):
            if attrs.has(part) and part not in found:
                found.add(part)
                for attribute in attrs.fields(part):
                    look(attribute.type)
            elif part is not annotation:
                look(part)

    for cls in KINDS.values():
        look(cls)
    return found


def test_nordby_broken_is_broken_as_its_readme_says(examples: Path) -> None:
    """The README of the broken register lists each of its findings by file and rule."""
    folder = examples / "nordby-broken"
    reading = read(folder)
    found = Counter(
        (Path(location.file).name, finding.rule)
        for finding in (*reading.findings, *check(reading.register, on=ON).findings)
        if finding.level == "error" and (location := reading.locate(finding))
    )
    rows = re.findall(
        r"^\| `([a-z]+\.toml)` \|.*\| `([a-z-]+)` \|$", (folder / "README.md").read_text(), re.MULTILINE
    )

    assert Counter(rows) == found
    assert 12 <= len(found)


def test_nordby_broken_differs_from_nordby_in_few_lines(examples: Path) -> None:
    """It is the same register with a dozen slips, not another one."""
    whole, broken = (
        {line for file in (examples / name).glob("*.toml") for line in file.read_text().splitlines()}
        for name in ("nordby", "nordby-broken")
    )

    assert len(broken - whole) <= 20


@pytest.mark.parametrize("file", sorted(Path(__file__).parent.parent.glob("examples/*/*.toml")), ids=str)
def test_files_are_plain(file: Path) -> None:
    """Every file of the examples says its format version, and ends its lines as the others do."""
    data = file.read_bytes()

    assert 1 == tomllib.loads(data.decode())["format_version"]
    assert b"\r" not in data
    assert data.endswith(b"\n")


def test_embedding_works_as_shown(examples: Path) -> None:
    """The example for developers runs, and says what it found."""
    done = subprocess.run(
        [sys.executable, str(examples / "embed.py"), str(examples / "nordby-broken")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "partnership.toml:16:18: grant-annual-amount: The grant for 2022 is 180,000 kr.;" in done.stdout
    assert "nordby-boldklub: 980,000 kr.\n" in done.stdout
    assert "grant-annual-amount still broken: False\n" in done.stdout
    assert "reads back as it was: True\n" in done.stdout
