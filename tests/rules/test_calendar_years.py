from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st
from rules.readings import FAR
from rules.shares import days_of, share_of
from rules.vague import Bounds, blur, choices, vague_bounds
from strategies import days_from

from civic_partnership.rules.calendar_years import (
    YearSum,
    calendar_year,
    oere,
    of_year,
    shares,
    stretched,
    years_begun,
)
from civic_partnership.testing.values import amounts, periods
from civic_partnership.values import OPEN, Answer, Bounds as NumberBounds, Period


@pytest.mark.parametrize(
    ("period", "on", "expected"),
    [
        ("2024/2024", date(2024, 1, 1), {2024: {1}}),
        ("2024/2024", date(2023, 12, 31), {}),
        ("2024-02~/2024-03", date(2024, 1, 1), {2024: {1}}),
        ("2023-10/2024-09", date(2025, 1, 1), {2023: {Fraction(92, 366)}, 2024: {Fraction(274, 366)}}),
        ("2023-10/2024-09", date(2023, 12, 31), {2023: {Fraction(92, 366)}}),
        ("2023/2024", date(2025, 1, 1), {2023: {Fraction(365, 731)}, 2024: {Fraction(366, 731)}}),
    ],
)
def test_days_are_split_by_calendar_years(period: str, on: date, expected: Any) -> None:
    """What lies in a year is told as an exact share, of the years begun."""
    days = Period(period)

    assert expected == {year: shares(days, year) for year in years_begun(days, on)}


@given(periods(date(2018, 1, 1), date(2024, 1, 1)))
def test_the_shares_of_exact_days_add_up(period: Period) -> None:
    """Of days that are exact there is one share for each year, and together they are the whole."""
    found = [shares(period, year) for year in years_begun(period, FAR)]

    assert not period.is_exact or [1] == [sum(share for (share,) in found)]


@given(vague_bounds())
def test_the_shares_hold_what_counts_of_all_readings(bounds: Bounds) -> None:
    """The least share, the least above nothing and the most are those of all readings."""
    days = blur(bounds)
    read = {
        (first, each) for ((first, last),) in choices([bounds])
        for each in ([FAR, *days_from(date(2024, 12, 30), date(2025, 1, 2))] if last == OPEN else [last])
    }  # fmt: skip
    for year in years_begun(days, date(2024, 1, 1)):
        found = shares(days, year)
        expected = {share_of(*each, year) for each in read}

        assert (min(expected), max(expected)) == (min(found), max(found))
        assert min(each for each in expected if each) == min(each for each in found if each)


@given(vague_bounds(open_too=False), st.lists(vague_bounds(open_too=False), max_size=3))
def test_the_part_of_a_year_is_that_of_all_readings(bounds: Bounds, rows: list[Bounds]) -> None:
    """The least and the most that some days are of a year, of which those count on which others may lie."""
    stretches = stretched([blur(each) for each in rows], 2024)
    counted = {
        day for day in days_of(span for each in rows for (span,) in choices([each])) if day.year == 2024
    }
    expected = {Fraction(len(counted & days_of([each])), 366) for (each,) in choices([bounds])}

    assert counted == days_of(stretches)
    assert {min(expected), max(expected)} == of_year(blur(bounds), 2024, stretches)


@given(amounts())
def test_an_amount_in_hundredths_is_exact(amount: Decimal) -> None:
    """Kroner become hundredths and kroner again."""
    assert NumberBounds(amount, amount) == YearSum(oere(amount), oere(amount)).kroner


@pytest.mark.parametrize(
    ("amount", "part", "expected"),
    [
        (20_049, {1}, Answer.HOLDS),
        (20_050, {1}, Answer.BROKEN),
        (20_049, {0, 1}, Answer.HOLDS),
        (20_050, {0, 1}, Answer.UNDECIDED),
        (40_000, {Fraction(1, 2)}, Answer.HOLDS),
        (40_000, {Fraction(185, 365)}, Answer.HOLDS),
        (40_000, {Fraction(187, 365)}, Answer.BROKEN),
        (40_000, {Fraction(1, 2), Fraction(187, 365)}, Answer.UNDECIDED),
    ],
)
def test_a_sum_is_compared_exactly(amount: int, part: Any, expected: Answer) -> None:
    """A sum stays within 200 kr. as far as its bounds do, to 50 øre more, and three days more of a part."""
    assert expected == YearSum().plus(amount, frozenset(part)).within(calendar_year(2024), Decimal(200))


def test_sums_of_many_parts_are_no_long_numbers() -> None:
    """Each part of a year has its own denominator; their sum does not have the product of them all."""
    added, exact = YearSum(), Fraction(0)
    for days in range(1, 1000):
        added = added.plus(100, frozenset({Fraction(1, days)}))
        exact += Fraction(100, days)

    assert added.least < exact < added.most < added.least + Fraction(1, 10**6)
    assert added.least.denominator <= 10**9


def test_each_amount_may_be_rounded() -> None:
    """Three times a third of 200,000 kr. is no more than that."""
    third = YearSum()
    for _ in range(3):
        third = third.plus(6_666_700, frozenset({1}))

    assert Answer.HOLDS is third.within(calendar_year(2024), Decimal(200_000))
