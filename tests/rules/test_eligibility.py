from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import partner, partnership, programme, term

from civic_partnership.model import (
    Application,
    ApplicationRound,
    Association,
    Cancellation,
    LeftOut,
    MemberCount,
    Partnership,
    Programme,
)
from civic_partnership.rules.eligibility import partnership_area, partnership_eligibility_members
from civic_partnership.values import Bounds, Range

EVE = date(2020, 12, 31)
FIRST, SECOND, ALL = ("partners", 0), ("partners", 1), ("partners",)


def asking(least: Any, most: int | None = None) -> Programme:
    """Make a programme that asks for so many members, or from some dates on for others."""
    if isinstance(least, dict):
        return programme(min_youth_members={since: Range(each, each) for since, each in least.items()})
    return programme(min_youth_members=Range(least, most or least))


HUNDRED, RANGE, NOTHING = asking(100), asking(100, 250), programme()


def count(under_25: int | None, on: date = EVE, **other: Any) -> MemberCount:
    """Make a count of members."""
    return MemberCount(on=on, under_25=under_25, **other)


def club(*counts: MemberCount, id: str = "nordby-boldklub", **other: Any) -> Association:
    """Make an association with some counts."""
    return Association(id=id, name=id.title(), member_counts=counts, **other)


def agreement(*periods: str, **other: Any) -> Partnership:
    """Make a partnership with some terms that an appropriation pays for."""
    return partnership(**{"terms": map(term, periods), "appropriation": "vol-1"} | other)


FEW, OTHER = club(count(50)), club(id="other")


@pytest.mark.parametrize(
    ("counts", "difference", "expected"),
    [
        # as many as the programme asked for on the first day
        ([count(100)], {}, HOLDS),
        ([count(99)], {}, broken(*FIRST)),
        ([count(90)], {"under": asking({"2021-01-02": 100})}, HOLDS),
        ([count(90)], {"under": asking({"2021": 100})}, broken(*FIRST)),
        ([count(90)], {"under": asking({"2021~": 100})}, undecided(*FIRST)),
        # inside a range it is not known how many that is
        ([count(99)], {"under": RANGE}, broken(*FIRST)),
        ([count(100)], {"under": RANGE}, undecided(*FIRST)),
        # the last count before the first day; on the first day itself it is too late
        ([count(100), count(50, date(2019, 12, 31))], {}, HOLDS),
        ([count(100, date(2021, 1, 1))], {}, undecided(*FIRST)),
        ([count(100), count(50)], {}, undecided(*FIRST)),
        # without a number, or with one that is about right, it is not known
        ([count(None)], {}, undecided(*FIRST)),
        ([count(None, total=99)], {}, broken(*FIRST)),
        ([count(400, approximate=True)], {}, undecided(*FIRST)),
        ([], {}, undecided(*ALL)),
        ([], {"under": asking(0)}, HOLDS),
        # the first term, whatever the order of the terms, once it has begun
        ([count(50)], {"on": date(2020, 12, 31)}, HOLDS),
        ([count(50), count(200, date(2022, 12, 31))], {"periods": ["2025/2028", "2021/2024"]}, broken(*FIRST)),
        ([count(50)], {"periods": ["2021~/2024"], "on": date(2021, 12, 31)}, broken(*FIRST)),
        # one that may begin later, when more are asked for, has not begun by then
        ([count(50)], {"periods": ["2021~/2024"], "on": date(2021, 3, 1), "under": asking({"2012": 40, "2021-07": 100})}, HOLDS),
        ([count(50)], {"periods": []}, undecided("terms")),
        ([count(50)], {"periods": [], "under": asking({"2030": 100})}, HOLDS),
    ],
)  # fmt: skip
def test_an_association_had_enough_young_members(counts: Any, difference: Any, expected: Found) -> None:
    """Before its first term began, the association had as many as the programme asks for."""
    case = {"under": HUNDRED, "periods": ["2021/2024"], "on": ON} | difference
    records = case["under"], agreement(*case["periods"]), club(*counts)

    assert expected == find(partnership_eligibility_members, *records, on=case["on"])


def applied_in(
    least: int | None, *by: str, id: str = "r", appropriation: str | None = "vol-1"
) -> ApplicationRound:
    """Make a round that asks for some members, and who applied."""
    applications = tuple(Application(association=each) for each in by)
    base = ApplicationRound(id=id, programme="ordning", opens=date(2020, 8, 1), applications=applications)
    return attrs.evolve(base, appropriation=appropriation, min_youth_members=least)


WITHOUT = agreement("2021/2024", appropriation=None)


@pytest.mark.parametrize(
    ("rounds", "difference", "expected"),
    [
        ([applied_in(150)], {}, broken(*FIRST)),
        ([applied_in(150, appropriation="vol-2")], {}, HOLDS),
        ([applied_in(150, appropriation=None)], {"agreement": WITHOUT}, HOLDS),
        # of several rounds that counts in which it applied
        ([applied_in(80, id="a"), applied_in(150, id="b")], {}, undecided(*FIRST)),
        ([applied_in(80, "other", id="a"), applied_in(150, "nordby-boldklub", id="b")], {}, broken(*FIRST)),
        ([applied_in(80, "nordby-boldklub", id="a"), applied_in(150, "other", id="b")], {}, HOLDS),
        # a round may ask where the programme does not
        ([applied_in(150)], {"under": NOTHING}, broken(*FIRST)),
        ([applied_in(100)], {"under": NOTHING, "agreement": agreement()}, undecided("terms")),
        # one that could not be read may ask for another number, unless that of the appropriation is there
        ([], {"left_out": [LeftOut("rounds", "x")]}, undecided(*FIRST)),
        ([applied_in(100)], {"left_out": [LeftOut("rounds", "x")]}, HOLDS),
        ([], {"left_out": [LeftOut("rounds", "x")], "agreement": WITHOUT}, HOLDS),
    ],
)
def test_a_round_says_how_many(rounds: list[ApplicationRound], difference: Any, expected: Found) -> None:
    """The number of the round of the appropriation counts, not that of the programme."""
    case = {"under": HUNDRED, "agreement": agreement("2021/2024"), "left_out": ()} | difference
    records = case["under"], case["agreement"], club(count(120)), *rounds

    assert expected == find(partnership_eligibility_members, *records, left_out=case["left_out"])


@pytest.mark.parametrize(
    ("by", "clubs", "expected"),
    [
        ("nordby-boldklub other", [FEW, club(count(50), id="other")], [*broken(*FIRST), *broken(*SECOND)]),
        ("nordby-boldklub other", [FEW, OTHER], [*warned(*FIRST), *undecided(*SECOND)]),
        ("nordby-boldklub other", [club(count(120))], undecided(*SECOND)),
        ("nordby-boldklub other", [club(), OTHER], undecided(*ALL)),
        ("nordby-boldklub other", [], undecided(*ALL)),
        ("", [FEW], HOLDS),
    ],
)
def test_each_of_those_who_share_had_enough(by: str, clubs: list[Association], expected: Found) -> None:
    """Each is told; where none of them counted anything, or is not there, that is told once."""
    mine = agreement("2021/2024", by=by)

    assert expected == find(partnership_eligibility_members, mine, HUNDRED, *clubs)


def taking_part(*rows: tuple[str, str | None, str | None]) -> Partnership:
    """Make a partnership of some associations, each from one date to another."""
    return agreement("2021/2024", partners=[partner(*each) for each in rows])


ENOUGH, SMALL = club(count(120), id="enough"), club(count(50), id="small")
LATE = club(count(50), count(120, date(2022, 12, 31)), id="late")


@pytest.mark.parametrize(
    ("rows", "on", "expected"),
    [
        # one of several is a warning, whoever stands first; if all have too few, each is an error
        ([("enough", None, None), ("small", None, None)], ON, warned(*SECOND)),
        ([("small", None, None), ("enough", None, None)], ON, warned(*FIRST)),
        ([("small", None, None), ("late", None, None)], ON, [*broken(*FIRST), *broken(*SECOND)]),
        # one after another is alone
        ([("enough", None, "2022"), ("small", "2023", None)], ON, broken(*SECOND)),
        ([("enough", None, "2023-01~"), ("small", "2023-01~", None)], ON, warned(*SECOND)),
        # whoever comes later had enough by then
        ([("enough", None, "2022"), ("late", "2023", None)], ON, HOLDS),
        ([("enough", None, "2021"), ("late", "2022", None)], ON, broken(*SECOND)),
        ([("enough", None, "2021"), ("late", "2022~", None)], ON, broken(*SECOND)),
        ([("enough", None, "2021"), ("small", "2022", None)], date(2021, 12, 31), HOLDS),
        # whoever came before the first term had enough before the term
        ([("late", "2019", None)], ON, broken(*FIRST)),
        # whoever stands there twice is asked once, when it came first
        ([("late", "2023", None), ("late", None, "2021")], ON, broken(*SECOND)),
        # whoever left had enough, too
        ([("small", None, "2022"), ("enough", "2023", None)], ON, broken(*FIRST)),
    ],
)
def test_each_had_enough_when_it_came(rows: Any, on: date, expected: Found) -> None:
    """An association is asked for its members on the day on which it came."""
    assert expected == find(
        partnership_eligibility_members, HUNDRED, taking_part(*rows), ENOUGH, SMALL, LATE, on=on
    )


@pytest.mark.parametrize("middle", ["small", "between"])
def test_a_successor_is_not_asked(middle: str) -> None:
    """An association that carries on the work of another partner, at once or later, needs no count."""
    old = attrs.evolve(ENOUGH, succeeded_by=middle)
    between = attrs.evolve(club(id="between"), succeeded_by="small")
    mine = taking_part(("enough", None, "2022"), ("small", "2023", None))

    assert HOLDS == find(partnership_eligibility_members, HUNDRED, mine, old, SMALL, between)
    assert broken(*FIRST) == find(
        partnership_eligibility_members, HUNDRED, taking_part(("small", None, None)), old, SMALL
    )


@pytest.mark.parametrize(
    ("rows", "on", "expected"),
    [
        ([("small", None, "2022"), ("enough", "2023", None)], ON, HOLDS),
        ([("small", None, "2022"), ("enough", "2023", None)], date(2022, 12, 31), warned(*FIRST)),
        ([("enough", None, "2022"), ("small", "2023", None)], ON, warned(*SECOND)),
        ([("small", None, "2025~")], ON, undecided(*FIRST)),
    ],
)
def test_the_partners_of_the_day_work_near_an_area(rows: Any, on: date, expected: Found) -> None:
    """An association that is no partner any more, or not yet, is not asked where it works."""
    clubs = attrs.evolve(SMALL, citywide=False), attrs.evolve(ENOUGH, citywide=True)

    assert expected == find(partnership_area, taking_part(*rows), *clubs, on=on)


def test_the_partners_of_the_last_day_count_in_a_cancelled_agreement() -> None:
    """After an agreement was cancelled, nobody else takes part."""
    mine = taking_part(("small", None, "2022"), ("enough", "2023", None))
    cancelled = Cancellation(on=date(2022, 6, 1), effective=date(2022, 12, 31))
    clubs = attrs.evolve(SMALL, citywide=False), attrs.evolve(ENOUGH, citywide=True)

    assert warned(*FIRST) == find(partnership_area, attrs.evolve(mine, cancelled=cancelled), *clubs)


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
    assert unknown.message.en.startswith("It cannot be told: How many members under 25 Nordby-Boldklub had")


NEAR, ELSEWHERE, CITYWIDE = {"areas": ("havnen",)}, {"citywide": False}, {"citywide": True}


@pytest.mark.parametrize(
    ("where", "periods", "expected"),
    [
        (NEAR | ELSEWHERE, ["2021/2024"], HOLDS),
        ({}, ["2021/2024"], undecided(*FIRST)),
        (ELSEWHERE, ["2025-03-01/2028"], warned(*FIRST)),
        (ELSEWHERE, ["2025-03-02/2028"], HOLDS),
        ({}, ["2025-03-02/2028"], HOLDS),
        (ELSEWHERE, ["2025~/2028"], undecided(*FIRST)),
        (ELSEWHERE, ["2025~/2028", "2021/2024"], warned(*FIRST)),
        (ELSEWHERE, [], undecided(*FIRST)),
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

    assert [*warned(*FIRST), *undecided("partners", 2, "association")] == find(partnership_area, mine, *clubs)
