"""What holds for every picture of every register."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from picture_markup import ids, numbers_outside, read, references, titles

from civic_partnership import Register, parse
from civic_partnership.model import (
    Area,
    Association,
    FeederChain,
    Grant,
    Initiative,
    Partner,
    Partnership,
    Programme,
    Stage,
    Term,
)
from civic_partnership.testing import readable_registers, registers
from civic_partnership.values import Language, Period
from civic_partnership_report.cell_texts import html_text
from civic_partnership_report.pictures import (
    STYLESHEET,
    Picture,
    make_coverage,
    make_feeder_chain,
    make_money,
    make_status_timeline,
    make_timeline,
)
from civic_partnership_report.pictures.text_width import WIDTHS, narrowest_class

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MAKERS = (make_timeline, make_money, make_feeder_chain, make_coverage)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["da", "en"])
YEARS = st.none() | st.builds(
    lambda year, number: range(year, year + number), st.integers(1990, 2050), st.integers(1, 60)
)
HOSTILE = "<script>alert('x')</script> & \"æ\" ]]> \x00\x08\x1b\u202eevil\u2028 " + "x" * 3000


def make_all(register: Register, on: date, years: range | None, language: Language) -> list[Picture]:
    """Make every picture that there is something to show in."""
    made = [make(register, on=on, years=years, language=language) for make in MAKERS]
    made += [
        make_status_timeline(register, each, on=on, years=years, language=language)
        for each in [*register.partnerships.values()][:1]
    ]
    return [each for each in made if each is not None]


def hostile_register() -> Register:
    """Make a register with a hostile text in every name that is drawn."""
    return Register().replace(
        Area(id="a", name=HOSTILE),
        Association(id="a", name=HOSTILE, areas=("a",)),
        Programme(id="p", name=HOSTILE),
        Initiative(id="i", name=HOSTILE, programme="p"),
        FeederChain(id="c", name=HOSTILE, stages=(Stage(step="bridge-building", initiatives=("i", "lost")),)),
        Partnership(
            id="a",
            programme="p",
            partners=(Partner(association="a"),),
            terms=(Term(period=Period("2021~/2024~"), kind="initial"),),
            grants=(Grant(year=2021, amount=Decimal(1)),),
        ),
    )


@UNHURRIED
@given(registers() | readable_registers(), DAYS, YEARS, LANGUAGES)
def test_a_picture_is_well_formed_and_drawn_inside(
    register: Register, on: date, years: range | None, language: Language
) -> None:
    """Parse each picture as XML; find its ids once each, and nothing past its edges."""
    for picture in make_all(register, on, years, language):
        read(picture)
        assert [] == [*numbers_outside(picture)]
        assert {1} >= set(ids(picture).values())
        assert references(picture) <= set(ids(picture))


@UNHURRIED
@given(registers() | readable_registers(), DAYS, YEARS, LANGUAGES)
def test_a_table_has_a_text_under_each_heading(
    register: Register, on: date, years: range | None, language: Language
) -> None:
    """Give each row as many texts as there are headings, and each picture a title and a description."""
    for picture in make_all(register, on, years, language):
        assert picture.title
        assert picture.description
        assert {len(picture.table.headings)} >= {len(row) for row in picture.table.rows}
        assert all(isinstance(text, str) for row in picture.table.rows for text in row)


@UNHURRIED
@given(registers() | readable_registers(), DAYS, LANGUAGES)
def test_each_svg_has_a_title_or_is_hidden(register: Register, on: date, language: Language) -> None:
    """Name each svg for those who hear it, or keep it from them."""
    for picture in make_all(register, on, None, language):
        for svg in read(picture).iter("svg"):
            is_named = svg.get("role") == "img" and bool(svg.findtext("title"))
            assert is_named is not (svg.get("aria-hidden") == "true")


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_hostile_text_is_only_text(language: Language) -> None:
    """Show a text with markup, control characters and 3,000 letters as text, in every picture."""
    made = make_all(hostile_register(), date(2022, 3, 1), None, language)

    assert len(MAKERS) + 1 == len(made)
    for picture in made:
        assert "<script" not in picture.svg
        assert not {"\x00", "\x08", "\x1b"} & set(picture.svg)
        assert "script" not in {each.tag for each in read(picture).iter()}
        assert any(html_text(HOSTILE) in (each.text or "") for each in read(picture).iter())


def test_the_ids_of_two_pictures_differ() -> None:
    """Let all pictures stand on one page."""
    made = make_all(hostile_register(), date(2022, 3, 1), None, "da")
    counts = sum((ids(picture) for picture in made), Counter[str]())

    assert {1} == set(counts.values())


@pytest.mark.parametrize("make", MAKERS)
def test_an_empty_register_has_no_picture(make: Any) -> None:
    """Return None where there is nothing to show."""
    assert None is make(Register(), on=date(2025, 3, 1), years=None, language="da")


PROGRAM = """
from datetime import date
from decimal import Decimal
from civic_partnership import parse
from civic_partnership_report.pictures import make_coverage, make_feeder_chain, make_money, make_timeline
import sys
register = parse(sys.stdin.read()).register
for make in (make_timeline, make_money, make_feeder_chain, make_coverage):
    print(make(register, on=date(2025, 3, 1), years=None, language="da"))
"""
REGISTER = """
[areas.havnen]
name = "Havnen"
[associations]
a = { name = "A", areas = ["havnen"], member_counts = [{ on = 2024-12-31, under_25 = 10 }] }
b = { name = "B", citywide = true }
[initiatives]
x = { name = "X" }
y = { name = "Y", beside_chain = true }
z = { name = "Z" }
[feeder_chains.c]
name = "C"
stages = [{ step = "retention", initiatives = ["x", "z"] }]
[programmes]
p = { name = "P" }
q = { name = "Q" }
[appropriations.v]
programme = "p"
name = "V"
period = "2021/.."
annual_budget = 100
[partnerships.a]
programme = "p"
appropriation = "v"
partners = [{ association = "a" }, { association = "b" }]
terms = [{ period = "2021/2024~", kind = "initial" }]
grants = [{ year = 2024, amount = 10 }]
"""


def test_the_same_register_gives_the_same_pictures_in_every_process() -> None:
    """Depend on no order of a set."""

    def run(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=REGISTER,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout

    assert run("1") == run("2")


def test_pictures_of_many_partnerships_are_small() -> None:
    """Take less than 120 kB for thirty partnerships of twelve years."""
    rows = "\n".join(
        f'[partnerships.a{n}]\nprogramme = "p"\nappropriation = "v"\npartners = [{{ association = "a" }}]\n'
        'terms = [{ period = "2012/2015", kind = "initial" }, { period = "2016/2024~", kind = "extension" }]\n'
        f"grants = [{', '.join(f'{{ year = {year}, amount = 200_000 }}' for year in range(2012, 2020))}]"
        for n in range(30)
    )
    register = parse(f"{REGISTER}\n{rows}").register

    assert 31 == len(register.partnerships)
    made = make_all(register, date(2025, 3, 1), None, "da")
    assert 120_000 > sum(len(picture.svg.encode()) for picture in made)


def test_the_stylesheet_knows_each_width() -> None:
    """Hide the labels that have no room in a narrow picture."""
    assert [] == [
        each for each in WIDTHS if narrowest_class(each) and f".{narrowest_class(each)}" not in STYLESHEET
    ]


def test_a_mark_says_what_the_table_says() -> None:
    """See the facts of one register in both."""
    coverage = make_coverage(parse(REGISTER).register, on=date(2025, 3, 1), language="en")

    assert coverage
    assert {
        "Havnen, Partnerships: none": 1,
        "Havnen, Associations: 1": 1,
        "Havnen, Members under 25: 10": 1,
        "Havnen, Awarded 2025: none": 1,
        "The whole town, Partnerships: none": 1,
        "The whole town, Associations: 1": 1,
        "The whole town, Members under 25: not recorded": 1,
        "The whole town, Awarded 2025: none": 1,
    } == titles(coverage)
