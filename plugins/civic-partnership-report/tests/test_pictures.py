"""What holds for every picture of every register."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from picture_markup import ids, numbers_outside, read, references

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
from civic_partnership_report.view import View

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MAKERS = (make_timeline, make_money, make_feeder_chain, make_coverage)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["da", "en"])
YEARS = st.none() | st.builds(
    lambda year, number: range(year, year + number), st.integers(1990, 2050), st.integers(1, 60)
)
HOSTILE = "<script>alert('x')</script> & \"æ\" ]]> \x00\x08\x1b\u202eevil\u2028 " + "x" * 3000


def make_all(view: View) -> list[Picture]:
    """Make every picture that there is something to show in."""
    made = [make(view) for make in MAKERS]
    made += [make_status_timeline(view, each) for each in [*view.register.partnerships.values()][:1]]
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
@given(st.builds(View, registers() | readable_registers(), DAYS, LANGUAGES, YEARS))
def test_a_picture_is_well_formed_and_drawn_inside(view: View) -> None:
    """Parse each picture as XML; find its ids once each, and nothing past its edges.

    Its table has a text under each heading, and each svg has a name for those who hear it, or is kept from them.
    """
    for picture in make_all(view):
        assert picture.title
        assert picture.description
        assert {len(picture.headings)} >= {len(row) for row in picture.rows}
        assert [] == [*numbers_outside(picture)]
        assert {1} >= set(ids(picture).values())
        assert references(picture) <= set(ids(picture))
        for svg in read(picture).iter("svg"):
            is_named = svg.get("role") == "img" and bool(svg.findtext("title"))
            assert is_named is not (svg.get("aria-hidden") == "true")


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_hostile_text_is_only_text(language: Language) -> None:
    """Show a text with markup, control characters and 3,000 letters as text, in every picture."""
    made = make_all(View(hostile_register(), date(2022, 3, 1), language))

    assert len(MAKERS) + 1 == len(made)
    counts = sum((ids(picture) for picture in made), Counter[str]())
    assert {1} == set(counts.values()), "all pictures may stand on one page"
    for picture in made:
        assert "<script" not in picture.svg
        assert not {"\x00", "\x08", "\x1b"} & set(picture.svg)
        assert "script" not in {each.tag for each in read(picture).iter()}
        assert any(html_text(HOSTILE) in (each.text or "") for each in read(picture).iter())


@pytest.mark.parametrize("make", MAKERS)
def test_an_empty_register_has_no_picture(make: Any) -> None:
    """Return None where there is nothing to show."""
    assert None is make(View(Register(), date(2025, 3, 1), "da"))


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
    made = make_all(View(register, date(2025, 3, 1), "da"))
    assert 120_000 > sum(len(picture.svg.encode()) for picture in made)


def test_the_stylesheet_knows_each_width() -> None:
    """Hide the labels that have no room in a narrow picture."""
    assert [] == [
        each for each in WIDTHS if narrowest_class(each) and f".{narrowest_class(each)}" not in STYLESHEET
    ]
