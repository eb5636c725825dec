"""The example registers: what they hold, and what checking them says."""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from model.places import classes, walk_record

from civic_partnership import Register, check, load, read, to_dict
from civic_partnership.model import RecordKey

ON = date(2025, 3, 1)
PUBLIC = ("aarhus", "copenhagen", "slagelse")
MADE_UP = ("nordby", "soenderhavn")
STORIES = "livsforloeb"
WHOLE = (*PUBLIC, *MADE_UP, STORIES)


@pytest.mark.parametrize("name", WHOLE)
def test_every_record_names_its_source(examples: Path, name: str) -> None:
    """Every record of an example says in which document its facts stand."""
    for key, record in load(examples / name):
        assert record.sources, key


AS_OF = {
    "copenhagen": [date(2012, 1, 1), date(2020, 10, 1), date(2023, 3, 31)],
    "slagelse": [date(2024, 1, 1), date(2024, 9, 30)],
    "aarhus": [date(2018, 12, 3), date(2031, 1, 1)],
    "nordby": [date(2012, 1, 1), date(2021, 1, 1), date(2023, 7, 1), ON, date(2025, 12, 31)],
    "soenderhavn": [
        date(2022, 1, 1),
        date(2024, 6, 30),
        date(2025, 6, 30),
        date(2026, 11, 1),
        date(2026, 12, 31),
    ],
}
"""Days up to the last that the records of an example tell of: what came after is not in them."""


@pytest.mark.parametrize(("name", "day"), [(name, day) for name, days in AS_OF.items() for day in days])
def test_whole_examples_have_no_error(examples: Path, name: str, day: date) -> None:
    """The examples that are not broken on purpose have no error on any day that they tell of, made-up ones no warning."""
    counts = check(load(examples / name), on=day).counts

    assert counts["error"] == 0
    assert counts["warning"] == 0 or name not in MADE_UP
    assert counts["undecided"] == 0 or name != "soenderhavn"


def _bare(plain: Any) -> Any:
    """Plain tables without their notes and sources."""
    if isinstance(plain, dict):
        return {key: _bare(value) for key, value in plain.items() if key not in {"note", "sources"}}
    return [_bare(each) for each in plain] if isinstance(plain, list) else plain


def _at(plain: Any, path: str) -> Any:
    """Follow a path with dots in plain tables; `*` stands for every id that leads on."""
    step, _, rest = path.partition(".")
    if plain is None or not step:
        return plain
    if step == "*":
        actual = {id: _at(each, rest) for id, each in plain.items()}
        return {id: value for id, value in actual.items() if value is not None}
    return _at(plain.get(step), rest)


FACTS = {
    name: tomllib.loads((Path(__file__).parent / "facts" / f"{name}.toml").read_text(encoding="utf-8"))
    for name in PUBLIC
}


def _facts(section: str) -> list[Any]:
    """Each fact of a section of those files: the register, the path, and what is there."""
    return [
        pytest.param(name, path, fact, id=f"{name} {path}")
        for name in PUBLIC
        for path, fact in FACTS[name][section].items()
    ]


@pytest.mark.parametrize(("name", "path", "expected"), _facts("holds"))
def test_examples_hold_what_their_sources_say(examples: Path, name: str, path: str, expected: Any) -> None:
    """The facts of the public documents, looked up in the registers."""
    assert expected == _at(_bare(to_dict(load(examples / name))), path)


@pytest.mark.parametrize(("name", "path", "words"), _facts("says"))
def test_notes_say_what_no_field_holds(examples: Path, name: str, path: str, words: list[str]) -> None:
    """Doubts of the sources, and what the format has no field for, stand in the notes."""
    note = _at(to_dict(load(examples / name)), f"{path}.note") or ""

    assert [] == [each for each in words if each not in note]


CLUBS = {
    "vol-1": "broenshoej-boldklub fremad-valby noerrebro-taekwondo-klub noerrebro-united shezone",
    "vol-2": "amager-judo-skole bk-skjold bk-union bk-vestia copenhagen-floorball-club global-kidz"
    " hovedstadens-basketball-faellesskab hovedstadens-svoemmeklub rollespilsfabrikken stevnsgade-basketball",
    "vol-3": "b1908 dui-koebenhavn fremad-amager if-stadion street-society",
    "vol-4": "ajax-koebenhavn amager-sk boldklubben-hellas siam-athlete-nation valby-if-gymnastik",
}
GIRLS_CLUBS = "b-93 b1908 bk-skjold bk-union bk-vestia fremad-valby noerrebro-united sundby-boldklub"


def _terms(*periods: str) -> list[dict[str, Any]]:
    """Make the first term, and those that extend it; the last runs for the time being."""
    terms: list[dict[str, Any]] = [
        {"period": period, "kind": "extension" if i else "initial"} for i, period in enumerate(periods)
    ]
    terms[-1]["provisional"] = True
    if len(terms) > 1:
        terms[-1]["appropriation"] = "varige-midler"
    return terms


def _grants(field: str, *times: int | str) -> list[dict[str, Any]]:
    """Grants of 200,000 kr., each for one time."""
    return [{field: time, "amount": 200_000} for time in times]


VOLUMES: dict[str, dict[str, Any]] = {
    "vol-1": {
        "terms": _terms("2012/2015", "2016/2019", "2020/2023", "2024/2024~"),
        "grants": _grants("year", *range(2012, 2024)),
        "action_plans": [{"period": "2021/2023"}],  # of which no date of approval is known
    },
    "vol-2": {
        "terms": _terms("2018/2021", "2022/2024~"),
        "grants": _grants("year", *range(2018, 2024)),
    },
    "vol-3": {
        "terms": _terms("2020/2023", "2024/2024~"),
        "grants": _grants("year", *range(2020, 2024)),
    },
    "vol-4": {
        "terms": _terms("2020-10/2024~"),
        "grants": _grants("period", "2020-10/2021-09", "2021-10/2022-09", "2022-10/2023-09"),
    },
}
AJAX = {"association": "ajax-koebenhavn", "since": "2018"}


def test_copenhagen_has_the_partnerships_of_its_sources(examples: Path) -> None:
    """The 25 social partnerships by volume and the eight of the girls: nothing less, and nothing more."""
    social = {
        club: {
            "programme": "sociale-partnerskaber",
            "appropriation": volume,
            "partners": [{"association": club}, *([AJAX] if club == "bk-vestia" else [])],
            "consultants": [{"contact": "konsulent"}],
            **terms,
        }
        for volume, terms in VOLUMES.items()
        for club in CLUBS[volume].split()
    }
    girls = {
        f"piger-{club}": {
            "programme": "pigepartnerskaber",
            "partners": [{"association": club}],
            "terms": [{"period": "2020-10/2024-06~", "kind": "initial"}],
        }
        for club in GIRLS_CLUBS.split()
    }

    assert (25, 8) == (len(social), len(girls))
    assert {**social, **girls} == _bare(to_dict(load(examples / "copenhagen")))["partnerships"]


INFERRED = {
    "vol-1": ["delingen i perioder er udledt", "fire år ad gangen"],
    "vol-2": ["delingen i perioder er udledt", "fire år ad gangen"],
    "vol-3": ["delingen i perioder er udledt", "fire år ad gangen"],
    "vol-4": ["medio 2020", "oktober 2020", "Tilskudsårene fra oktober til september er udledt"],
    None: ["den første periode, er udledt"],
}


def test_copenhagen_partnerships_say_what_is_inferred(examples: Path) -> None:
    """The note of every partnership tells what its source does not say outright."""
    for id, partnership in load(examples / "copenhagen").partnerships.items():
        for words in INFERRED[partnership.appropriation]:
            assert words in (partnership.note or ""), id


def _kind(record: RecordKey | None) -> str:
    """Return the group that a finding in Copenhagen's register is counted in."""
    if record is None or record.kind != "partnerships":
        return "other"
    return "girls" if (record.id or "").startswith("piger-") else "social"


@pytest.mark.parametrize(("heading", "level"), [("Warnings", "warning"), ("Undecided", "undecided")])
def test_copenhagen_readme_tells_what_is_found(examples: Path, heading: str, level: str) -> None:
    """The README of Copenhagen lists each rule that finds something, how often in which partnerships, and the sum."""
    text = (examples / "copenhagen" / "README.md").read_text(encoding="utf-8")
    part = text.partition(f"\n### {heading}\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (\d+) \| (\d+) \| (.*) \|$", part, re.MULTILINE)
    report = check(load(examples / "copenhagen"), on=date(2023, 3, 31))
    actual = Counter(
        (finding.rule, _kind(finding.record)) for finding in report.findings if finding.level == level
    )
    documented = {
        (rule, kind): int(number)
        for rule, *numbers, _ in rows
        for kind, number in zip(("social", "girls", "other"), numbers, strict=True)
    }

    assert 3 * len(rows) == len(documented)
    assert actual == {key: number for key, number in documented.items() if number}
    assert all(reason for *_, reason in rows)
    assert f" {report.counts['warning']} warnings and {report.counts['undecided']} things" in text
    assert report.counts["error"] == 0


def test_nordby_uses_every_field(examples: Path) -> None:
    """The made-up municipality fills every field of every class at least once."""
    register = load(examples / "nordby")
    parts = [part for _, record in register for part in (record, *(each for *_, each in walk_record(record)))]
    filled = {
        (type(part), each.name)
        for part in parts
        if attrs.has(type(part))
        for each in attrs.fields(type(part))
        if getattr(part, each.name) != each.default
    }
    shared = {"sources", "note", "exempt"}
    own = {(cls, each.name) for cls in classes() for each in attrs.fields(cls) if each.name not in shared}

    assert set() == own - filled
    assert shared <= {name for _, name in filled}


def test_nordby_broken_is_broken_as_its_readme_says(examples: Path) -> None:
    """The README of the broken register lists its errors and warnings by file and rule."""
    folder = examples / "nordby-broken"
    reading = read(folder)
    actual = Counter(
        (Path(location.file).name, finding.rule)
        for finding in (*reading.findings, *check(reading.register, on=ON).findings)
        if finding.level != "undecided" and (location := reading.locate(finding))
    )
    rows = re.findall(
        r"^\| `([a-z]+\.toml)` \|.*\| `([a-z-]+)` \|$", (folder / "README.md").read_text(), re.MULTILINE
    )

    assert Counter(rows) == actual
    assert 12 <= len(actual)


def test_nordby_broken_differs_from_nordby_in_few_lines(examples: Path) -> None:
    """It is the same register with some slips, not another one."""
    valid, broken = (
        {line for file in (examples / name).glob("*.toml") for line in file.read_text().splitlines()}
        for name in ("nordby", "nordby-broken")
    )

    assert len(broken - valid) <= 20


SOENDERHAVN_ON = date(2026, 11, 1)
TERMS: dict[str, dict[str, int]] = {
    "annual_amount": {"grant-annual-amount": 11},
    "min_weekly_hours": {},
    "term_years": {"term-length": 3},
    "plan_years": {"plan-length": 10},
    "min_youth_members": {"partnership-eligibility-members": 3},
    "resource_person_share": {"grant-purpose": 7},
    "status_meetings_per_year": {"status-meetings": 7},
    "status_meetings_with_board": {},
    "network_meetings_per_year": {"network-meetings": 4},
    "focus_areas": {"plan-focus-area": 39, "plan-focus-area-missing": 11},
}
"""What is wrong with Sønderhavn's records if a term of its programme is Copenhagen's: each rule, and how often."""


def _found(register: Register, level: str | None = None) -> Counter[str]:
    """How often each rule finds something in Sønderhavn's records."""
    findings = check(register, on=SOENDERHAVN_ON).findings
    return Counter(finding.rule for finding in findings if level in (None, finding.level))


@pytest.mark.parametrize("term", TERMS)
def test_soenderhavn_is_judged_by_its_own_terms(examples: Path, term: str) -> None:
    """The same records under a programme with one of Copenhagen's terms are wrong by that term's rule, and no other."""
    ours = load(examples / "soenderhavn")
    theirs = load(examples / "copenhagen").programmes["sociale-partnerskaber"]
    programme = attrs.evolve(ours.programmes["fritidspartnerskaber"], **{term: getattr(theirs, term)})

    assert {} == _found(ours)
    assert TERMS[term] == _found(ours.replace(programme))


def test_soenderhavn_s_readme_compares_every_term(examples: Path) -> None:
    """Its table has a row for each term that is its own, with one of the rules that ask by it."""
    text = (examples / "soenderhavn" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \|.*\| `([a-z-]+)` \|$", text, re.MULTILINE)

    assert list(TERMS) == [term for term, _ in rows]
    assert all(not TERMS[term] or rule in TERMS[term] for term, rule in rows)


FILES = sorted(
    file for file in Path(__file__).parent.parent.glob("examples/*/*.toml") if file.parent.name != "foreign"
)
"""The files of all registers; the others are mappings."""


@pytest.mark.parametrize("file", FILES, ids=str)
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

    assert "partnership.toml:20:18: grant-annual-amount: For 2022, 180,000 kr. are granted;" in done.stdout
    assert "nordby-boldklub: 980,000 kr." in done.stdout
    assert "grant-annual-amount still broken: False\n" in done.stdout
    assert "reads back as it was: True\n" in done.stdout


def test_livsforloeb_tells_what_its_readme_says(examples: Path) -> None:
    """The table of the eight stories names the rules that find something in each file, and no others."""
    folder = examples / "livsforloeb"
    reading = read(folder)
    actual = {path.name: Counter[str]() for path in folder.glob("0*.toml")}
    for finding in check(reading.register, on=ON).findings:
        location = reading.locate(finding)
        assert location is not None
        actual[Path(location.file).name][finding.rule] += 1
    rows = re.findall(
        r"^\| `(0[a-z0-9-]+\.toml)` \|.*\| (nothing|`.*`) \|$",
        (folder / "README.md").read_text(),
        re.MULTILINE,
    )

    assert actual == {name: Counter(re.findall(r"`([a-z-]+)`", rules)) for name, rules in rows}
    assert 8 == len(rows)
