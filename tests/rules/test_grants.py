from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import grant, partnership, programme, term

from civic_partnership.model import Cancellation
from civic_partnership.rules.grants import grant_duplicate_year, grant_missing_year, grant_outside_term
from civic_partnership.values import Days

YEARS = [2021, 2022, 2023, 2024]


def agreement(terms: list[str], grants: list[Any]) -> Any:
    """Make a partnership with these terms and with grants for these years and periods."""
    return partnership(terms=[term(each) for each in terms], grants=[grant(each, 200_000) for each in grants])


MISSING = broken("grants")


@pytest.mark.parametrize(
    ("terms", "grants", "on", "expected"),
    [
        (["2021/2024"], [2022, 2024], ON, MISSING * 2),
        (["2021/2024"], [2021], date(2021, 12, 31), HOLDS),
        (["2021/2024"], [2021], date(2022, 1, 1), MISSING),
        (["2020-10/2024-09"], YEARS, ON, MISSING),
        (["2021/2024~"], [2021, 2022, 2023], ON, MISSING + undecided("grants")),
    ],
)
def test_every_part_of_a_term_has_a_grant(
    terms: list[str], grants: list[Any], on: date, expected: Found
) -> None:
    """Each run of days of the terms without a grant is told, up to the day of checking."""
    assert expected == find(grant_missing_year, agreement(terms, grants), on=on)


def test_the_days_without_a_grant_are_told() -> None:
    """A finding says which days there is no grant for, the day of checking being the last."""
    reported = findings(grant_missing_year, agreement(["2021/2028"], [2021, 2023]), on=date(2024, 2, 29))

    assert [Days(date(2022, 1, 1), date(2022, 12, 31)), Days(date(2024, 1, 1), date(2024, 2, 29))] == [
        *sorted(dict(finding.facts)["days"] for finding in reported)
    ]


OUTSIDE, OUTSIDE_PERIOD = ("grants", 0, "year"), ("grants", 0, "period")


@pytest.mark.parametrize(
    ("terms", "grants", "on", "expected"),
    [
        (["2021/2024"], ["2020-12-31/2021-12-30"], ON, broken(*OUTSIDE_PERIOD)),
        (["2021-02/2021-11"], [2021], ON, broken(*OUTSIDE) * 2),
        (["2021/2024"], [2021, 2020], ON, broken("grants", 1, "year")),
        (["2021/2024"], [2025], date(2024, 12, 31), HOLDS),
        (["2021/2024"], [2025], date(2025, 1, 1), broken(*OUTSIDE)),
        (["2021/2024~"], [2024], ON, undecided(*OUTSIDE)),
        (["2021/2024"], ["2024/2025~"], ON, broken(*OUTSIDE_PERIOD) + undecided(*OUTSIDE_PERIOD)),
        ([], [2023, 2024], ON, undecided("terms")),
    ],
)
def test_no_grant_lies_outside_the_terms(
    terms: list[str], grants: list[Any], on: date, expected: Found
) -> None:
    """Each run of days of a grant that no term covers is told, up to the day of checking."""
    assert expected == find(grant_outside_term, agreement(terms, grants), on=on)


@pytest.mark.parametrize(
    ("grants", "on", "expected"),
    [
        (YEARS, ON, HOLDS),
        ([2024, 2024, 2024], ON, warned("grants", 1, "year") + warned("grants", 2, "year")),
        (["2023-12-31/2024-12-30", 2023], ON, warned(*OUTSIDE_PERIOD)),
        ([2024, "2023/2026"], ON, warned(*OUTSIDE)),
        ([2025, 2025], date(2024, 12, 31), HOLDS),
        ([2025, 2025], date(2025, 1, 1), warned("grants", 1, "year")),
        (["2021/", 2024, 2024], ON, undecided("grants", 1, "year") + warned("grants", 2, "year")),
    ],
)
def test_no_two_grants_cover_the_same_day(grants: list[Any], on: date, expected: Found) -> None:
    """A grant that shares a day with one that starts before it is told, once both have begun."""
    assert expected == find(grant_duplicate_year, agreement(["2021/2024"], grants), programme(), on=on)


@settings(max_examples=settings().max_examples // 4)
@given(st.permutations([2021, 2022, 2022, "2023/2024", 2024, "2025/"]))
def test_the_order_of_grants_does_not_matter(grants: list[Any]) -> None:
    """As many findings of each level are there whatever the order of the grants."""
    made = agreement(["2021/2024"], grants)

    assert HOLDS == find(grant_missing_year, made)
    assert ["error", "undecided"] == sorted(level for level, _ in find(grant_outside_term, made))
    assert ["warning", "warning"] == [level for level, _ in find(grant_duplicate_year, made, programme())]


def test_grants_of_the_same_days_are_rates_where_an_amount_is_fixed() -> None:
    """Neither the programme nor a term may set an annual amount; without the programme it cannot be told."""
    twice = agreement(["2021/2024"], [2024, 2024])
    own = attrs.evolve(twice, terms=(attrs.evolve(twice.terms[0], annual_amount=Decimal(200_000)),))

    assert HOLDS == find(grant_duplicate_year, twice, programme(annual_amount=200_000))
    assert HOLDS == find(grant_duplicate_year, own, programme())
    assert undecided("programme") == find(grant_duplicate_year, twice)


def test_no_grant_is_asked_after_a_cancellation() -> None:
    """The days after the agreement was cancelled need no grant."""
    made = agreement(["2021/2024"], [2021, 2022])
    ended = {day: Cancellation(on=date(2022, 6, 1), effective=day) for day in (date(2022, 12, 31), ON)}

    assert [HOLDS, MISSING] == [
        find(grant_missing_year, attrs.evolve(made, cancelled=each)) for each in ended.values()
    ]
