"""The page of a register: what stands in it, and what it is about."""

import re
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st
from markupsafe import escape
from report_files import EMPTY, NAMES, NORDBY, ON, export, export_example, load_example, texts

import civic_partnership_report
from civic_partnership import Host, OptionsError, Register
from civic_partnership.model import LeftOut, RecordKey
from civic_partnership.rules import Failure, Report
from civic_partnership_report import Options
from civic_partnership_report.cell_texts import html_text
from civic_partnership_report.scope import find_scope, restrict_report


def test_a_page_is_in_one_language() -> None:
    """Say the same in English."""
    page = export(NORDBY, EMPTY, lang="en")[0]

    assert '<html lang="en">' in page
    assert "Paid in 2025 100,000 kr. Awarded for the year: 200,000 kr." in texts(page)
    assert "Udbetalt" not in page


@pytest.mark.parametrize("on", [date(1900, 1, 1), date(2024, 2, 29), date(2025, 12, 31), date(2198, 12, 31)])
@pytest.mark.parametrize("partnership", [None, "boldklub"])
def test_a_page_can_be_made_as_of_any_day(on: date, partnership: str | None) -> None:
    """Make it on the first and last day that records can hold, and on the day that few years have."""
    assert str(on.year) in export(NORDBY, Report(on=on, findings=()), partnership=partnership)[0]


def test_the_host_finds_the_format(tmp_path: Path) -> None:
    """Export by the name of the format, and withhold personal data."""
    host = Host([civic_partnership_report], discover=False)
    report = host.export(NORDBY, "report", tmp_path / "out", on=ON, allow_errors=True)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")

    assert {"contacts.name": 1} == {**report.withheld}
    assert not report.lost
    assert "Anna" not in page
    assert "Indeholder personoplysninger." not in page


def test_a_part_that_could_not_be_read_is_told() -> None:
    """Name what is left out of the register, with stars for personal data, and rules that failed."""
    failure = Failure(rule="some-rule", record=None, distribution="a-plugin", error="KeyError", at="a.py:1")
    register = attrs.evolve(
        Register(), left_out=frozenset({LeftOut("partnerships", "x"), LeftOut(None, None)})
    )
    page = texts(export(register, attrs.evolve(EMPTY, failures=(failure,)))[0])

    assert "Noget kunne ikke læses og er ikke med: en ukendt post partnerskab x" in page
    assert "Ikke alt er kontrolleret: Reglen some-rule fejlede" in page


@pytest.mark.parametrize("name", NAMES)
def test_a_page_holds_no_script_and_names_no_other_file(name: str) -> None:
    """Refer only to places in the page itself."""
    page = export_example(name)

    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "<script" not in page
    assert [] == re.findall(r'(?:src|srcset|action|data)="[^"]*"|@import|url\((?!#)', page)
    assert [] == [link for link in re.findall(r'href="([^"]*)"', page) if not link.startswith("#")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("partnership", [False, True])
def test_links_lead_to_places_and_each_place_is_one(name: str, partnership: bool) -> None:  # noqa: FBT001 - a case
    """Give each id once, and have a place for each link."""
    ids = [*load_example(name)[0].partnerships]
    if partnership and not ids:
        pytest.skip("it has no partnership")
    page = export_example(name, partnership=ids[0] if partnership else None)
    places = re.findall(r'\sid="([^"]*)"', page)
    named = re.findall(r'href="#([^"]*)"', page)
    named += [each for some in re.findall(r'aria-labelledby="([^"]*)"', page) for each in some.split()]

    assert len(places) == len({*places})
    assert [] == [each for each in named if each not in places]


def test_copenhagen_is_small() -> None:
    """Need less than 400 kB for the largest example."""
    assert len(export_example("copenhagen").encode()) < 400_000


def test_a_partnership_has_a_page_of_its_own() -> None:
    """Tell what a status meeting needs, and lose the other partnership."""
    page, losses = export(NORDBY, EMPTY, partnership="boldklub")

    assert [(RecordKey("partnerships", "dans"), ())] == [(each.record, each.path) for each in losses]
    for expected in (
        "Statusrapport · Nordby Kommune Nordby Boldklub",
        "25,5 timer om ugen",
        "2021 \N{EN DASH} 2025 første periode",
        "2025 200.000 kr. 100.000 kr.",
        "1. februar 2025 statusmøde",
    ):
        assert expected in texts(page)
    assert "Nordby Dans" not in page


@pytest.mark.parametrize(
    ("options", "lost"),
    [
        ({}, []),
        ({"programme": "sociale"}, ["associations.dans", "contacts.anna", "partnerships.dans", "programmes.is"]),
        (
            {"programme": "is"},
            [
                "appropriations.vol-1",
                "associations.boldklub",
                "contacts.anna",
                "meetings.status",
                "partnerships.boldklub",
                "programmes.sociale",
            ],
        ),
        ({"appropriation": "vol-1"}, ["associations.dans", "contacts.anna", "partnerships.dans", "programmes.is"]),
        ({"programme": "sociale", "appropriation": "vol-1", "years": "2024/2026"}, ["associations.dans", "contacts.anna", "partnerships.dans", "programmes.is"]),
    ],
)  # fmt: skip
def test_a_part_of_the_register_is_chosen(options: dict[str, str], lost: list[str]) -> None:
    """Name each record outside the part as lost, and show nothing of it."""
    page, losses = export(NORDBY, EMPTY, **options)

    assert lost == sorted(".".join(filter(None, each.record)) for each in losses)
    assert ("associations.dans" in lost) == ("Nordby Dans" not in page)


def test_the_findings_are_those_of_the_part() -> None:
    """Leave out what was found about other records, and keep what is about the whole register."""
    register, report = load_example("copenhagen")
    whole = attrs.evolve(report.findings[0], record=None)
    report = attrs.evolve(report, findings=(*report.findings, whole))
    options = Options(partnership="fremad-valby")
    findings = restrict_report(report, find_scope(register, options), options).findings
    about = {each.record for each in findings if each.record}

    assert {RecordKey("partnerships", "fremad-valby"), RecordKey("associations", "fremad-valby")} == about
    assert whole in findings
    assert len(findings) < len(report.findings)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"programme": "x"}, "programme names an id that the register lacks"),
        ({"appropriation": "x"}, "appropriation names an id that the register lacks"),
        ({"partnership": "x"}, "partnership names an id that the register lacks"),
        ({"partnership": "dans", "programme": "is"}, "partnership stands alone"),
        ({"partnership": "dans", "appropriation": "vol-1"}, "partnership stands alone"),
        ({"years": "2026/2023"}, "years is written 2025 or 2023/2026"),
        ({"years": "25"}, "years is written 2025 or 2023/2026"),
        ({"years": "1000/9000"}, "years is written 2025 or 2023/2026"),
    ],
)
def test_options_that_do_not_fit_are_refused(options: dict[str, str], expected: str) -> None:
    """Say in a sentence what is wrong with them."""
    with pytest.raises(OptionsError, match=expected) as caught:
        Options(**options).check(NORDBY, ON)  # type: ignore[arg-type] # of each option a text

    assert caught.value.da.startswith("Tilvalg til report: ")


@pytest.mark.parametrize("on", [date(1899, 12, 31), date(2199, 1, 1), date.max])
def test_a_day_that_no_record_can_hold_is_refused(on: date) -> None:
    """Say from when to when a report can be made."""
    with pytest.raises(OptionsError, match="as of a day from 1900 to 2198"):
        export(NORDBY, Report(on=on, findings=()))


def test_years_are_shown_as_asked() -> None:
    """Draw the years that are asked for."""
    assert "Hvert partnerskab fra 2023 til 2026" in export(NORDBY, EMPTY, years="2023/2026")[0]
    assert range(2025, 2026) == Options(years="2025").year_range


TEXTS = st.text() | st.text("\\u0d08\r\x80\x01", max_size=8)
"""Texts, some of which look like an escape."""


@given(TEXTS, TEXTS)
def test_no_two_texts_become_one(one: str, other: str) -> None:
    """Replace what HTML cannot hold, and nothing else, by what can be told apart."""
    assert (one == other) == (html_text(one) == html_text(other))
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", html_text(one)) is None


def test_a_text_cannot_be_markup() -> None:
    """Write what looks like markup as text."""
    evil = '</td><script>alert("x")</script>&amp;'
    association = attrs.evolve(NORDBY.associations["boldklub"], name=evil)
    page = export(NORDBY.replace(association), EMPTY)[0]

    assert "<script" not in page
    assert escape(evil) in page
