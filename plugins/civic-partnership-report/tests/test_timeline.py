"""The timeline: what it draws, and what its table says."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from picture_markup import BAR, classes, mark, parts, read, titles

from civic_partnership import Register, parse
from civic_partnership.testing import readable_registers, registers
from civic_partnership_report.cell_texts import html_text
from civic_partnership_report.pictures import STYLESHEET, Picture, make_status_timeline, make_timeline
from civic_partnership_report.view import View

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ON = date(2025, 3, 1)
NORDBY = """
[associations]
a = { name = "Nordby Boldklub" }
b = { name = "Nordby GF" }
[programmes.p]
name = "Sociale partnerskaber"
[appropriations.v]
programme = "p"
name = "Vol. 1"
period = "2021/.."
[partnerships.a]
programme = "p"
appropriation = "v"
partners = [{ association = "a" }, { association = "b", until = 2023-06-30 }]
terms = [
  { period = "2021/2024", kind = "initial" },
  { period = "2025/2028", kind = "extension", provisional = true },
]
grants = [{ year = 2021, amount = 200_000 }, { period = "2022/2023-06", amount = 300_000 }]
cancelled = { on = 2026-01-31, effective = 2026-06-30 }
[[partnerships.a.employments]]
period = "2021-01-01/2023-06-30"
weekly_hours = 20
total_weekly_hours = 37
leave = [{ period = "2022-05-01/2022-05-31" }]
handover = { on = 2023-06-15 }
[[partnerships.a.employments]]
period = "2023-07-01/.."
[[partnerships.a.action_plans]]
period = "2021/2023"
approved_on = 2021-02-01
[[partnerships.a.action_plans]]
period = "2023/2024"
"""


def draw(text: str = NORDBY, years: range | None = None) -> Picture:
    """Draw the timeline of a register."""
    picture = make_timeline(View(parse(text).register, ON, "en", years))
    assert picture
    return picture


def draw_term(period: str) -> Picture:
    """Draw the timeline of a partnership with one term."""
    return draw(f"""
[partnerships.a]
programme = "p"
partners = [{{ association = "a" }}]
terms = [{{ period = "{period}", kind = "initial" }}]
""")


def test_the_table_of_a_partnership() -> None:
    """Say in the table all that is drawn of a partnership, and what is not recorded."""
    name = "Nordby Boldklub"

    assert (
        (name, "Term", "2021-2024", "initial"),
        (name, "Term", "2025-2028", "extension, provisional"),
        (name, "Cancellation", "30 June 2026", "cancelled 31 January 2026"),
        (name, "Grant", "2021", "200,000 kr."),
        (name, "Grant", "2022 to June 2023", "300,000 kr."),
        (name, "Employment", "1 January 2021 to 30 June 2023", "20 hours a week (37 in all)"),
        (name, "Leave", "1 May 2022 to 31 May 2022", ""),
        (name, "Handover", "15 June 2023", ""),
        (name, "Employment", "from 1 July 2023, until further notice", "hours not recorded"),
        (name, "Action plan", "2021-2023", "approved 1 February 2021"),
        (name, "Action plan", "2023-2024", "approval not recorded"),
    ) == draw().rows


def test_what_is_not_recorded_is_said() -> None:
    """Name the lists that are empty."""
    assert ("a", "Not recorded", "", "grants, employments, action plans") == draw_term("2021/2024").rows[-1]


@UNHURRIED
@given(registers() | readable_registers())
def test_the_picture_and_the_table_say_the_same(register: Register) -> None:
    """Draw a mark for each row of the table; have a row for each recorded fact with days."""
    picture = make_timeline(View(register, ON, "en"))
    if picture is None:
        assert not register.partnerships
        return
    said = Counter(
        html_text(f"{what}: {when}" + (f", {details}" if details else ""))
        for _, what, when, details in picture.rows
        if what != "Not recorded"
    )
    assert said == titles(picture)
    partnerships = register.partnerships.values()
    employments = [each for partnership in partnerships for each in partnership.employments]
    expected = {
        "Term": sum(len(each.terms) for each in partnerships),
        "Cancellation": sum(each.cancelled is not None for each in partnerships),
        "Grant": sum(len(each.grants) for each in partnerships),
        "Employment": len(employments),
        "Leave": sum(len(each.leave) for each in employments),
        "Handover": sum(bool(each.handover and each.handover.on) for each in employments),
        "Action plan": sum(len(each.action_plans) for each in partnerships),
    }
    counted = Counter(what for _, what, _, _ in picture.rows if what != "Not recorded")
    assert {what: number for what, number in expected.items() if number} == counted


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2021/2024", ["certain"]),
        ("2021~/2024", ["uncertain", "certain"]),
        ("2021/2024~", ["certain", "uncertain"]),
        ("2021~/2024~", ["uncertain", "certain", "uncertain"]),
        ("2024~/2024~", ["uncertain"]),
        ("2021/..", ["certain", "open"]),
        ("2021~/..", ["uncertain", "certain", "open"]),
        ("2021/", ["certain", "uncertain", "unknown-end"]),
    ],
)
def test_uncertain_days_are_drawn_as_such(period: str, expected: list[str]) -> None:
    """Hatch the days that may or may not belong to a term; end an open one with a sign."""
    assert expected == parts(mark(draw_term(period), "Term"))


def test_a_cancelled_term_is_void_after_its_end() -> None:
    """Leave the days after a cancellation empty, and mark the last day."""
    picture = draw()

    assert ["certain", "void"] == parts(mark(picture, "Term: 2025-2028"))
    assert ["cancellation"] == parts(mark(picture, "Cancellation"))


def test_a_term_that_a_cancellation_ends_before_is_void() -> None:
    """Draw no certain day of a term that begins after the end."""
    text = NORDBY.replace("effective = 2026-06-30", "effective = 2023-06-30")

    assert ["void"] == parts(mark(draw(text), "Term: 2025-2028"))


def test_kinds_differ_by_more_than_their_colour() -> None:
    """Give kinds of terms, and plans without approval, classes and words of their own."""
    picture = draw()

    assert {"mark", "term", "initial"} == classes(mark(picture, "Term: 2021"))
    assert {"mark", "term", "extension", "provisional"} == classes(mark(picture, "Term: 2025"))
    assert {"mark", "plan"} == classes(mark(picture, "Action plan: 2021"))
    assert {"mark", "plan", "unapproved"} == classes(mark(picture, "Action plan: 2023"))
    labels = [text for each in read(picture).iter("text") if (text := each.text or "") and not text.isdigit()]
    assert {"initial", "provisional", "20 h", "?"} <= set(labels)


def test_rows_that_share_days_stand_below_each_other() -> None:
    """Draw two plans at a time in two lines, and two after each other in one."""
    apart, together = ("2021/2022", "2023/2024"), ("2021/2023", "2023/2024")

    def count_lines(periods: tuple[str, ...]) -> int:
        plans = ", ".join(f'{{ period = "{period}" }}' for period in periods)
        head = '[partnerships.a]\nprogramme = "p"\npartners = [{ association = "a" }]\n'
        picture = draw(f"{head}action_plans = [{plans}]")
        return len(
            {
                each.get("y")
                for period in periods
                for each in mark(picture, f"Action plan: {period[:4]}").iter("rect")
            }
        )

    assert (1, 2) == (count_lines(apart), count_lines(together))


def test_chosen_years_hold_only_what_lies_in_them() -> None:
    """Draw and say nothing of other years."""
    picture = draw(years=range(2024, 2026))

    assert {
        "Term: 2021-2024, initial": 1,
        "Term: 2025-2028, extension, provisional": 1,
        "Employment: from 1 July 2023, until further notice, hours not recorded": 1,
        "Action plan: 2023-2024, approval not recorded": 1,
    } == titles(picture)
    assert 4 == len(picture.rows)
    assert "from 2024 to 2025" in picture.description


def count_today(picture: Picture) -> int:
    """Count the lines of the day of the report in the partnerships."""
    return sum(each.get("href") == "#timeline-today" for each in read(picture).iter("use"))


def test_the_day_of_the_report_is_a_line() -> None:
    """Draw it in each partnership, unless it lies outside the years."""
    assert (1, 0) == (count_today(draw()), count_today(draw(years=range(2021, 2023))))


def test_the_line_of_the_day_crosses_no_label() -> None:
    """Draw the bars, then the line, then the labels, which have the colours of their bars."""
    (drawing,) = [each for each in read(draw()) if "picture-row" in classes(each)]
    tags = [each.tag for each in drawing[1] if "lane" not in classes(each)]
    label = next(each for each in drawing[1] if each.text == "provisional")

    assert ["title", "desc", "use"] == tags[:3]
    assert ["g"] * tags.count("g") + ["use"] + ["text"] * tags.count("text") == tags[3:]
    assert {"term", "extension", "provisional"} < classes(label)


def test_the_stylesheet_gives_bars_their_height() -> None:
    """Leave room for as much as the stylesheet says."""
    assert f".timeline .mark rect {{ height: {BAR}px; }}" in STYLESHEET


def test_partnerships_stand_under_their_programme_and_appropriation() -> None:
    """Name the group before its partnerships; name what the register lacks by its id."""
    text = f'{NORDBY}\n[partnerships.c]\nprogramme = "lost"\nappropriation = "none"\npartners = [{{ association = "b" }}]'
    groups = [each for each in read(draw(text)).iter("p") if "picture-group" in classes(each)]

    assert ["lost, none", "Sociale partnerskaber, Vol. 1"] == ["".join(each.itertext()) for each in groups]


def test_the_timeline_of_one_partnership() -> None:
    """Draw only that one, with ids that differ from those of the timeline of all."""
    register = parse(
        f'{NORDBY}\n[partnerships.c]\nprogramme = "p"\npartners = [{{ association = "b" }}]'
    ).register
    picture = make_status_timeline(View(register, ON, "da"), register.partnerships["a"])

    assert {"Nordby Boldklub"} == {row[0] for row in picture.rows}
    assert "timeline-" not in picture.svg
