from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import partnership, programme, term

from civic_partnership.model import (
    Application,
    ApplicationRound,
    Association,
    LeftOut,
    MemberCount,
    Partnership,
    Programme,
)
from civic_partnership.rules.eligibility import partnership_area, partnership_eligibility_members
from civic_partnership.values import Bounds, Range

EVE = date(2020, 12, 31)
FIRST, SECOND, ALL = ("associations", 0), ("associations", 1), ("associations",)


def asking(least: Any, most: int | None = None) -> Programme:
    """Make a programme that asks for so many members, or from some dates on for others."""
    if isinstance(least, dict):
        return programme(min_youth_members={since: Range(each, each) for since, each in least.items()})
    return programme(min_youth_members=Range(least, most or least))


HUNDRED, RANGE = asking(100), asking(100, 250)


def count(under_25: int | None, on: date = EVE, **other: Any) -> MemberCount:
    """Make a count of members."""
    return MemberCount(on=on, under_25=under_25, **other)


def club(*counts: MemberCount, id: str = "nordby-boldklub", **other: Any) -> Association:
    """Make an association with some counts."""
    return Association(id=id, name=id.title(), member_counts=counts, **other)


def agreement(*periods: str, by: str = "nordby-boldklub", appropriation: str | None = "vol-1") -> Partnership:
    """Make a partnership of some associations, each a word, with some terms."""
    made = partnership(terms=[term(each) for each in periods])
    return attrs.evolve(made, associations=tuple(by.split()), appropriation=appropriation)


def applied_in(
    least: int | None, *by: str, id: str = "r", appropriation: str | None = "vol-1"
) -> ApplicationRound:
    """Make a round that asks for some members, and who applied."""
    applications = tuple(Application(association=each) for each in by)
    base = ApplicationRound(id=id, programme="ordning", applications=applications)
    return attrs.evolve(base, appropriation=appropriation, opens=date(2020, 8, 1), min_youth_members=least)


def find_here(
    *records: Any, under: Programme = HUNDRED, periods: Any = ("2021/2024",), **other: Any
) -> Found:
    """Return the findings about the members of a partnership of the club, beside some records."""
    return find(partnership_eligibility_members, agreement(*periods), under, *records, **other)


@pytest.mark.parametrize(
    ("under_25", "under", "expected"),
    [
        (100, HUNDRED, HOLDS),
        (99, HUNDRED, broken(*FIRST)),
        (99, RANGE, broken(*FIRST)),
        (100, RANGE, undecided(*FIRST)),
        (249, asking(250, 100), undecided(*FIRST)),
        (250, RANGE, HOLDS),
        (0, programme(), HOLDS),
        (90, asking({"2012": 80, "2022": 100}), HOLDS),
        (90, asking({"2021-01-02": 100}), HOLDS),
        (90, asking({"2021": 100}), broken(*FIRST)),
        (90, asking({"2021~": 100}), undecided(*FIRST)),
    ],
)
def test_an_association_had_enough_young_members(under_25: int, under: Programme, expected: Found) -> None:
    """As many as the programme asked for on the first day; inside a range it is not known how many that is."""
    assert expected == find_here(club(count(under_25)), under=under)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([count(100), count(50, date(2019, 12, 31))], HOLDS),
        ([count(50, date(2021, 1, 1)), count(100)], HOLDS),
        ([count(100, date(2021, 1, 1))], undecided(*FIRST)),
        ([count(100), count(50)], undecided(*FIRST)),
        ([count(None)], undecided(*FIRST)),
        ([count(None, total=200)], undecided(*FIRST)),
        ([count(None, total=99)], broken(*FIRST)),
        ([count(50, approximate=True)], undecided(*FIRST)),
        ([count(400, approximate=True)], undecided(*FIRST)),
        ([], undecided(*ALL)),
    ],
)
def test_the_last_count_before_the_first_day_is_the_one(counts: Any, expected: Found) -> None:
    """On the first day itself it is too late; without a number, or with one that is about right, it is not known."""
    assert expected == find_here(club(*counts))


def test_a_number_that_comes_later_is_not_asked_yet() -> None:
    """A partnership that may begin later, when more are asked for, has not begun by then."""
    under = asking({"2012": 40, "2021-07": 100})

    assert HOLDS == find_here(club(count(50)), under=under, periods=("2021~/2024",), on=date(2021, 3, 1))


def test_nothing_asked_for_is_always_there() -> None:
    """Where none are asked for, no count is needed."""
    assert HOLDS == find_here(club(), under=asking(0))


@pytest.mark.parametrize(
    ("periods", "on", "expected"),
    [
        (["2021/2024"], date(2020, 12, 31), HOLDS),
        (["2021/2024"], date(2021, 1, 1), broken(*FIRST)),
        (["2021~/2024"], date(2021, 6, 1), undecided(*FIRST)),
        (["2021~/2024"], date(2021, 12, 31), broken(*FIRST)),
        (["2025/2028", "2021/2024"], ON, broken(*FIRST)),
        (["2023/2026", "2023/2023"], ON, HOLDS),
        ([], ON, undecided("terms")),
    ],
)
def test_members_are_counted_before_the_first_term(periods: list[str], on: date, expected: Found) -> None:
    """Whatever the order of the terms; once it has begun."""
    counts = [count(50), count(200, date(2022, 12, 31))]

    assert expected == find_here(club(*counts), periods=periods, on=on)


@pytest.mark.parametrize(
    ("under", "rounds", "expected"),
    [
        (asking({"2030": 100}), [], HOLDS),
        (programme(), [applied_in(100)], undecided("terms")),
        (programme(), [applied_in(None)], HOLDS),
    ],
)
def test_terms_are_missed_only_where_members_are_asked_for(
    under: Programme, rounds: list[ApplicationRound], expected: Found
) -> None:
    """Of a partnership without terms nothing is said that neither the programme nor a round asks for."""
    assert expected == find_here(club(count(50)), *rounds, under=under, periods=())


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        ([applied_in(150)], broken(*FIRST)),
        ([applied_in(80)], HOLDS),
        ([applied_in(0)], HOLDS),
        ([applied_in(150, appropriation="vol-2")], HOLDS),
        ([applied_in(150, appropriation=None)], HOLDS),
        ([applied_in(80, id="a"), applied_in(150, id="b")], undecided(*FIRST)),
        ([applied_in(130, id="a"), applied_in(150, id="b")], broken(*FIRST)),
        ([applied_in(80, "other", id="a"), applied_in(150, "nordby-boldklub", id="b")], broken(*FIRST)),
        ([applied_in(80, "nordby-boldklub", id="a"), applied_in(150, "other", id="b")], HOLDS),
    ],
)
def test_a_round_says_how_many(rounds: list[ApplicationRound], expected: Found) -> None:
    """The number of the round of the appropriation counts, of several rounds that in which it applied."""
    assert expected == find_here(club(count(120)), *rounds)


def test_a_partnership_without_appropriation_has_no_round() -> None:
    """Then the programme asks; a round without an appropriation does not."""
    mine = agreement("2021/2024", appropriation=None)
    rounds = [applied_in(150, appropriation=None)]

    assert HOLDS == find(partnership_eligibility_members, mine, HUNDRED, club(count(120)), *rounds)


def test_a_round_makes_a_programme_ask() -> None:
    """A round may ask for members where the programme sets no number."""
    assert broken(*FIRST) == find_here(club(count(120)), applied_in(150), under=programme())


@pytest.mark.parametrize(("under_25", "expected"), [(50, broken(*FIRST)), (120, HOLDS)])
def test_a_round_that_could_not_be_read_may_ask_for_another_number(under_25: int, expected: Found) -> None:
    """While a round is left out nothing is sure, unless that of the appropriation is there or none is recorded."""
    left_out = [LeftOut("rounds", "x")]
    mine, small = agreement("2021/2024", appropriation=None), club(count(under_25))

    assert undecided(*FIRST) == find_here(small, left_out=left_out)
    assert expected == find_here(small, applied_in(100), left_out=left_out)
    assert expected == find(partnership_eligibility_members, mine, HUNDRED, small, left_out=left_out)


@pytest.mark.parametrize(
    ("clubs", "expected"),
    [
        ([club(count(120)), club(count(120), id="other")], HOLDS),
        ([club(count(50)), club(count(50), id="other")], [*broken(*FIRST), *broken(*SECOND)]),
        ([club(count(50)), club(id="other")], [*broken(*FIRST), *undecided(*SECOND)]),
        ([club(count(120))], undecided(*SECOND)),
        ([club(), club(id="other")], undecided(*ALL)),
        ([], undecided(*ALL)),
    ],
)
def test_each_of_those_who_share_had_enough(clubs: list[Association], expected: Found) -> None:
    """Each is told; where none of them counted anything, or is not there, that is told once."""
    mine = agreement("2021/2024", by="nordby-boldklub other")

    assert expected == find(partnership_eligibility_members, mine, HUNDRED, *clubs)


def test_of_a_partnership_of_nobody_no_members_are_asked() -> None:
    """Without associations nothing is said of members."""
    assert HOLDS == find(partnership_eligibility_members, agreement("2021/2024", by=""), HUNDRED)


def test_says_who_how_many_and_how_many_were_asked_for() -> None:
    """The facts are those of the association; where nothing is known of its members that is said instead."""
    rule, mine = partnership_eligibility_members, agreement("2021/2024")
    (finding,) = findings(rule, RANGE, mine, club(count(50), count(60)))
    (unknown,) = findings(rule, RANGE, mine, club())

    assert {
        "association": "Nordby-Boldklub",
        "members": (Bounds(50, 50), Bounds(60, 60)),
        "required": (Range(100, 250),),
    } == dict(finding.facts)
    assert "50 or 60 members" in finding.message.en
    assert unknown.message.en.startswith("Cannot be told: How many members under 25 Nordby-Boldklub had")


NEAR, ELSEWHERE, CITYWIDE = {"areas": ("havnen",)}, {"citywide": False}, {"citywide": True}


@pytest.mark.parametrize(
    ("where", "periods", "expected"),
    [
        (NEAR | ELSEWHERE, ["2021/2024"], HOLDS),
        (CITYWIDE, ["2021/2024"], HOLDS),
        ({}, ["2021/2024"], undecided(*FIRST)),
        (ELSEWHERE, ["2025-03-01/2028"], warned(*FIRST)),
        (ELSEWHERE, ["2025-03-02/2028"], HOLDS),
        ({}, ["2025-03-02/2028"], HOLDS),
        (ELSEWHERE, ["2025~/2028"], undecided(*FIRST)),
        (ELSEWHERE, ["2025~/2028", "2021/2024"], warned(*FIRST)),
        (ELSEWHERE, [], undecided(*FIRST)),
        (NEAR, [], HOLDS),
    ],
)
def test_an_association_works_near_an_area_or_in_the_whole_town(
    where: dict[str, Any], periods: list[str], expected: Found
) -> None:
    """Once the partnership has begun: elsewhere is told, and of one of which nothing is said it cannot be told."""
    assert expected == find(partnership_area, agreement(*periods), club(**where))


def test_each_of_those_who_share_works_there() -> None:
    """Each is told on its own; one that is not in the register may work anywhere."""
    clubs = [club(citywide=False), club(id="other", citywide=True)]
    mine = agreement("2021/2024", by="nordby-boldklub other nowhere")

    assert [*warned(*FIRST), *undecided("associations", 2)] == find(partnership_area, mine, *clubs)
