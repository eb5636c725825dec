from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from strategies import EVE, days_from, readings, small_bounds

from civic_partnership.rules.year_shares import (
    Share,
    YearSum,
    merge_in_year,
    share_in_year,
    share_of_year,
    years_begun,
)
from civic_partnership.values import OPEN, Answer, Days, Interval, Period

HALF, ALL = Decimal("0.5"), Decimal(1)


def share(days: int, of: int) -> Decimal:
    """Return a part of some days."""
    return Decimal(days) / of


@pytest.mark.parametrize(
    ("period", "on", "expected"),
    [
        ("2024/2024", date(2024, 1, 1), {2024: (1, 1)}),
        ("2024/2024", date(2023, 12, 31), {}),
        ("2024-02~/2024-03", date(2024, 1, 1), {2024: (1, 1)}),
        ("2023-10/2024-09", date(2025, 1, 1), {2023: (share(92, 366),) * 2, 2024: (share(274, 366),) * 2}),
        ("2023-10/2024-09", date(2023, 12, 31), {2023: (share(92, 366),) * 2}),
        ("2023/2024-06~", date(2024, 1, 1), {2023: (share(365, 547), share(365, 518)), 2024: (share(153, 518), share(182, 547))}),
    ],
)  # fmt: skip
def test_days_are_split_by_calendar_years(period: str, on: date, expected: Any) -> None:
    """The share of each year begun is exact for exact days, and lies within bounds for others."""
    days = Period(period)

    assert expected == {year: share_in_year(days, year) for year in years_begun(days, on)}


def test_the_share_of_a_year_of_days_without_an_end_is_nearly_unknown() -> None:
    """All of them, or next to none, may lie in their first year, and at most half in the second."""
    days = Period("2022/..")

    assert share_in_year(days, 2022).most == ALL
    assert share_in_year(days, 2022).least < Decimal("0.001")
    assert share_in_year(days, 2023) == Share(Decimal(0), HALF)


def near_new_year(bounds: Any) -> Interval:
    """Move days of February 2024 to the turn of that year."""
    shift = date(2023, 12, 27) - EVE
    return Interval(*(tuple(day if day == OPEN else day + shift for day in each) for each in bounds))


@given(small_bounds())
def test_a_share_is_never_wrong(bounds: Any) -> None:
    """The bounds hold the share of every reading."""
    days = near_new_year(bounds)
    start, end = (days.earliest_start, days.latest_start), (days.earliest_end, days.latest_end)
    near = [each for each in readings(start, end, horizon=date(2024, 1, 20)) if each[1] != OPEN]
    for first, last in near:
        for year in (2023, 2024):
            read = days_from(first, last)
            part = Decimal(sum(day.year == year for day in read)) / len(read)
            least, most = share_in_year(days, year)

            assert least <= part <= most


@pytest.mark.parametrize(
    ("days", "rows", "expected"),
    [
        ("2024/2024", ["2024/2024"], (1, 1)),
        ("2024/2024", ["2024-01/2024-01", "2024-02/2024-02", "2024-02-10/2024-03"], (share(91, 366),) * 2),
        ("2024-01-11/2024-02", ["2023/2024-01", "2025/2025"], (share(21, 366),) * 2),
        ("2024-01~/2024-03", ["2024/2024"], (share(61, 366), share(91, 366))),
        ("2023/2023", ["2024/2024"], (0, 0)),
    ],
)
def test_a_share_of_a_year_counts_days_of_stretches(days: str, rows: list[str], expected: Any) -> None:
    """Count each day once, however many rows cover it."""
    runs = (Days(period.earliest_start, period.latest_end) for period in map(Period, rows))
    stretches = merge_in_year(runs, 2024)

    assert expected == share_of_year(Period(days), 2024, stretches, stretches)
    assert Share(Decimal(0), expected[1]) == share_of_year(Period(days), 2024, [], stretches)


@pytest.mark.parametrize(
    ("amount", "part", "expected"),
    [
        ("200.49", (ALL, ALL), Answer.HOLDS),
        ("200.50", (ALL, ALL), Answer.BROKEN),
        ("200.49", (Decimal(0), ALL), Answer.HOLDS),
        ("200.50", (Decimal(0), ALL), Answer.UNDECIDED),
        ("400", (HALF, HALF), Answer.HOLDS),
        ("400", (share(185, 365),) * 2, Answer.HOLDS),
        ("400", (share(187, 365),) * 2, Answer.BROKEN),
        ("400", (HALF, share(187, 365)), Answer.UNDECIDED),
    ],
)
def test_a_sum_is_compared_with_a_limit(amount: str, part: Any, expected: Answer) -> None:
    """A sum may exceed its limit by rounding, and a part by its value for three days."""
    total = YearSum().plus(Decimal(amount), Share(*part))

    assert expected is total.is_within(Period.of_year(2024), Decimal(200))


def test_each_amount_may_be_rounded() -> None:
    """Accept three rounded thirds of 200,000 kr. as 200,000 kr."""
    total = YearSum()
    for _ in range(3):
        total = total.plus(Decimal(66_667), Share(ALL, ALL))

    assert Answer.HOLDS is total.is_within(Period.of_year(2024), Decimal(200_000))
