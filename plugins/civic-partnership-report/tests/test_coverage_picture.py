"""The picture of the areas, and its table."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from picture_markup import classes, mark, titles

from civic_partnership import Register, parse
from civic_partnership.testing import readable_registers, registers
from civic_partnership_report.cell_texts import html_text
from civic_partnership_report.pictures import Picture, make_coverage
from civic_partnership_report.view import View

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ON = date(2025, 3, 1)
AREAS = """
[areas]
havnen = { name = "Havnen" }
stationen = { name = "Stationen" }
[associations.a]
name = "A"
areas = ["havnen", "lost"]
member_counts = [
  { on = 2023-12-31, under_25 = 900 },
  { on = 2024-12-31, under_25 = 1_200, approximate = true },
  { on = 2025-12-31, under_25 = 1_300 },
  { on = 2025-01-31, total = 3_000 },
]
[associations]
b = { name = "B", areas = ["havnen"] }
c = { name = "C", citywide = true, member_counts = [{ on = 2024-12-31, under_25 = 300 }] }
d = { name = "D", citywide = false }
e = { name = "E" }
f = { name = "F", areas = ["stationen"], dissolved = "2024" }
[partnerships.a]
programme = "p"
partners = [{ association = "a" }, { association = "c", until = "2024" }]
terms = [{ period = "2024/2025", kind = "initial" }]
grants = [{ year = 2025, amount = 100_000 }, { year = 2024, amount = 50_000 }]
[partnerships.b]
programme = "p"
partners = [{ association = "b" }]
terms = [{ period = "2021/2024", kind = "initial" }]
[partnerships.d]
programme = "p"
partners = [{ association = "d" }]
"""


def draw() -> Picture:
    """Draw the areas."""
    picture = make_coverage(View(parse(AREAS).register, ON, "da"))
    assert picture
    return picture


def test_the_table_of_areas() -> None:
    """Say what there is on the day, in each area and in the groups without one, and what is not recorded."""
    assert ("Område", "Partnerskaber", "Foreninger", "Unge under 25 år", "Tildelt 2025") == draw().headings
    assert (
        ("Havnen", "1", "2", "ca. 1.200 (1 af 2 foreninger)", "100.000 kr."),
        ("Stationen", "ingen", "ingen", "ingen", "ingen"),
        ("lost", "1", "1", "ca. 1.200", "100.000 kr."),
        ("Hele byen", "ingen", "1", "300", "ingen"),
        ("Uden for områderne", "1", "1", "ikke registreret", "ikke registreret"),
        ("Område ikke registreret", "ingen", "1", "ikke registreret", "ingen"),
    ) == draw().rows


@UNHURRIED
@given(registers() | readable_registers())
def test_the_picture_and_the_table_say_the_same(register: Register) -> None:
    """Draw a bar for each number, and give each area a row."""
    picture = make_coverage(View(register, ON, "en"))
    if picture is None:
        assert not register.areas
        return
    _, *headings = picture.headings
    said = Counter(
        html_text(f"{area}, {heading}: {text}")
        for area, *texts in picture.rows
        for heading, text in zip(headings, texts, strict=True)
    )

    assert said == titles(picture)
    assert Counter(area.name for area in register.areas.values()) <= Counter(row[0] for row in picture.rows)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Havnen, Foreninger", "some"),
        ("Stationen, Foreninger", "none"),
        ("Stationen, Unge", "none"),
        ("Stationen, Tildelt", "none"),
        ("Uden for områderne, Unge", "unrecorded"),
        ("Uden for områderne, Tildelt", "unrecorded"),
    ],
)
def test_none_and_not_recorded_look_different(title: str, expected: str) -> None:
    """Tell an area without an association from one whose members nobody has counted."""
    assert {"mark", expected} == classes(mark(draw(), title))


def test_the_largest_number_has_the_longest_bar() -> None:
    """Scale the bars of a kind to the largest."""
    widths = [
        mark(draw(), f"{area}, Unge").findall("rect")[-1].get("width") for area in ("Havnen", "Hele byen")
    ]
    assert ["100%", "25%"] == widths
