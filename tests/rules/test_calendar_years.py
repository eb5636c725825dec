from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from rules.readings import FAR
from rules.vague import Bounds, blur, choices, vague_bounds
from strategies import days_from

from civic_partnership.rules.calendar_years import YearSum, calendar_year, oere, shares_by_year
from civic_partnership.testing.values import amounts, periods
from civic_partnership.values import OPEN, Answer, Bounds as NumberBounds, Period


def share(first: date, last: date, year: int) -> Fraction:
    """The share of the days from first to last that lies in a year."""
    last = FAR if last == OPEN else last
    inside = (min(last, date(year, 12, 31)) - max(first, date(year, 1, 1))).days + 1
    return Fraction(max(0, inside), (last - first).days + 1)


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
    assert expected == dict(shares_by_year(Period(period), on))


@given(periods(date(2018, 1, 1), date(2024, 1, 1)))
def test_the_shares_of_exact_days_add_up(period: Period) -> None:
    """Of days that are exact there is one share for each year, and together they are the whole."""
    shares = [each for _, each in shares_by_year(period, FAR)]

    assert not period.is_exact or [1] == [sum(share for (share,) in shares)]


@given(vague_bounds())
def test_the_shares_hold_what_counts_of_all_readings(bounds: Bounds) -> None:
    """The least share, the least above nothing and the most are those of all readings."""
    for year, shares in shares_by_year(blur(bounds), date(2024, 1, 1)):
        expected = {share(first, last, year) for ((first, last),) in choices([bounds])}
        expected |= {share(first, day, year) for ((first, last),) in choices([bounds]) if last == OPEN
                     for day in days_from(date(2024, 12, 30), date(2025, 1, 2))}  # fmt: skip

        assert (min(expected), max(expected)) == (min(shares), max(shares))
        assert min(each for each in expected if each) == min(each for each in shares if each)


@given(amounts())
def test_an_amount_in_hundredths_is_exact(amount: Decimal) -> None:
    """Kroner become hundredths and kroner again."""
    assert NumberBounds(amount, amount) == YearSum(oere(amount), oere(amount)).kroner


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (20_000, 20_000, Answer.HOLDS),
        (Fraction(59_999, 3), 20_001, Answer.UNDECIDED),
        (Fraction(60_001, 3), 30_000, Answer.BROKEN),
    ],
)
def test_a_sum_is_compared_exactly(least: Any, most: Any, expected: Answer) -> None:
    """A sum stays within 200 kr. as far as its bounds do, to the smallest fraction."""
    assert expected == YearSum().plus(least, most).within(calendar_year(2024), Decimal(200))
