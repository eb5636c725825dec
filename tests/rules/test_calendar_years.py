from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st
from rules.readings import FAR
from rules.shares import WEIGHTS, Weight, share_of
from rules.vague import Bounds, blur, choices, vague_bounds
from strategies import days_from

from civic_partnership.rules.calendar_years import (
    RECKONINGS,
    Reckoning,
    YearSum,
    by_months,
    calendar_year,
    oere,
    of_year,
    shares,
    years_begun,
)
from civic_partnership.testing.values import amounts, periods
from civic_partnership.values import OPEN, Answer, Bounds as NumberBounds, Period, years_after

reckonings = st.sampled_from(RECKONINGS)


@pytest.mark.parametrize(
    ("period", "on", "expected"),
    [
        ("2024/2024", date(2024, 1, 1), {2024: ({1}, {1})}),
        ("2024/2024", date(2023, 12, 31), {}),
        ("2024-02~/2024-03", date(2024, 1, 1), {2024: ({1}, {1})}),
        (
            "2023-10/2024-09",
            date(2025, 1, 1),
            {2023: ({Fraction(92, 366)}, {Fraction(1, 4)}), 2024: ({Fraction(274, 366)}, {Fraction(3, 4)})},
        ),
        ("2023-10/2024-09", date(2023, 12, 31), {2023: ({Fraction(92, 366)}, {Fraction(1, 4)})}),
        (
            "2023/2024",
            date(2025, 1, 1),
            {2023: ({Fraction(365, 731)}, {Fraction(1, 2)}), 2024: ({Fraction(366, 731)}, {Fraction(1, 2)})},
        ),
        ("2024-01-30/2024-01-30", date(2024, 1, 1), {2024: ({1}, {1})}),
    ],
)
def test_days_are_split_by_calendar_years(period: str, on: date, expected: Any) -> None:
    """What lies in a year is told as an exact share, of the years begun: by days, and by months."""
    days = Period(period)

    assert expected == {
        year: tuple(shares(days, year, reckoned) for reckoned in RECKONINGS) for year in years_begun(days, on)
    }


@given(periods(date(2018, 1, 1), date(2024, 1, 1)), reckonings)
def test_the_shares_of_exact_days_add_up(period: Period, reckoned: Reckoning) -> None:
    """Of days that are exact there is one share for each year, and together they are the whole."""
    found = [shares(period, year, reckoned) for year in years_begun(period, FAR)]

    assert not period.is_exact or [1] == [sum(share for (share,) in found)]


@given(vague_bounds(), st.sampled_from([*zip(RECKONINGS, WEIGHTS, strict=True)]))
def test_the_shares_hold_what_counts_of_all_readings(bounds: Bounds, ways: tuple[Reckoning, Weight]) -> None:
    """The least share, the least above nothing and the most are those of all readings."""
    reckoned, weight = ways
    days = blur(bounds)
    read = {
        (first, each) for ((first, last),) in choices([bounds])
        for each in ([FAR, *days_from(date(2024, 12, 30), date(2025, 1, 2))] if last == OPEN else [last])
    }  # fmt: skip
    for year in years_begun(days, date(2024, 1, 1)):
        found = shares(days, year, reckoned)
        expected = {share_of(*each, year, weight) for each in read}

        assert (min(expected), max(expected)) == (min(found), max(found))
        assert min(each for each in expected if each) == min(each for each in found if each)


@given(vague_bounds(open_too=False), st.sampled_from([*zip(RECKONINGS, WEIGHTS, strict=True)]))
def test_the_part_of_a_year_is_that_of_all_readings(bounds: Bounds, ways: tuple[Reckoning, Weight]) -> None:
    """The least and the most that some days are of a year."""
    reckoned, weight = ways
    whole = weight(date(2024, 1, 1), date(2024, 12, 31), 2024)
    expected = {weight(*each, 2024) / whole for (each,) in choices([bounds])}

    assert (min(expected), max(expected)) == of_year(blur(bounds), 2024, reckoned)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_year_from_any_day_has_twelve_months_of_thirty(first: date) -> None:
    """Also across the end of a February that is longer than the one before."""
    following = years_after(first, 1)
    assert following is not None

    assert 360 == by_months(first, following - timedelta(1)) or (first.month, first.day) == (2, 29)


@given(amounts())
def test_an_amount_in_hundredths_is_exact(amount: Decimal) -> None:
    """Kroner become hundredths and kroner again."""
    assert NumberBounds(amount, amount) == YearSum(oere(amount), oere(amount)).kroner


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (20_000, 20_000, Answer.HOLDS),
        (20_000, Fraction(60_299, 3), Answer.HOLDS),
        (Fraction(60_299, 3), 20_100, Answer.UNDECIDED),
        (Fraction(60_301, 3), 30_000, Answer.BROKEN),
    ],
)
def test_a_sum_is_compared_exactly(least: Any, most: Any, expected: Answer) -> None:
    """A sum stays within 200 kr. as far as its bounds do, to the smallest fraction below one krone more."""
    assert expected == YearSum().plus(least, most).within(calendar_year(2024), Decimal(200))
