"""What falls in a calendar year of what is given for other days: exact shares, and sums of these.

A part of a year is reckoned by its days. Agreements seldom say how, and by months it comes to up to three
days more or less; an amount is rounded to whole kroner, by up to 50 øre. So much above is not more.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from civic_partnership.values import LAST_YEAR, Answer, Bounds, Interval

Exact = int | Fraction
"""A share, or an amount in hundredths of a krone, exact."""

Stretch = tuple[date, date]
"""The days from one to another."""

_LAST_DAY = date(LAST_YEAR, 12, 31)
_WHOLE: frozenset[Exact] = frozenset({1})
_ROUNDED = 50
_PARTS = 10**9
_THREE_DAYS = Fraction(3, 365)


class YearSum(NamedTuple):
    """What amounts add up to in a year, in hundredths of a krone.

    Attributes:
        least: the least that it can be, rounded down to a part of a hundredth.
        most: the most that it can be, rounded up.
        slack: what it may be off by, for want of knowing how parts were reckoned and rounded.

    """

    least: Exact = 0
    most: Exact = 0
    slack: Exact = 0

    def plus(self, amount: int, shares: frozenset[Exact]) -> "YearSum":
        """The sum with one more amount, of which some share counts in the year."""
        slack = 0 if shares == {0} else _ROUNDED if shares <= {0, 1} else _ROUNDED + amount * _THREE_DAYS
        return YearSum(
            self.least + _rounded(amount * min(shares), floor),
            self.most + _rounded(amount * max(shares), ceil),
            self.slack + slack,
        )

    def within(self, _: Interval, budget: Decimal) -> Answer:
        """Whether it is no more than a budget in kroner, whatever the days that are asked about."""
        return self.covered_by(YearSum(oere(budget), oere(budget)))

    def covered_by(self, other: "YearSum") -> Answer:
        """Whether it is no more than another sum, or not for sure."""
        slack = self.slack + other.slack
        return Answer.possibly(holds=self.least - other.most < slack, fails=self.most - other.least >= slack)

    @property
    def kroner(self) -> Bounds:
        """The bounds in kroner, to the nearest hundredth, for a sentence."""
        return Bounds(*(Decimal(round(each)) / 100 for each in (self.least, self.most)))


def _rounded(amount: Exact, to_whole: Callable[[Exact], int]) -> Exact:
    """An amount in parts of one size: else a sum of many fractions would need ever longer numbers."""
    return amount if isinstance(amount, int) else Fraction(to_whole(amount * _PARTS), _PARTS)


def oere(kroner: Decimal) -> int:
    """An amount, which has at most two decimals, in hundredths of a krone."""
    return int(kroner * 100)


def calendar_year(year: int) -> Interval:
    """The days of a calendar year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Interval((first, first), (last, last))


def years_begun(days: Interval, on: date) -> range:
    """The calendar years in which some days may lie, up to that of a day."""
    return range(days.earliest_start.year, min(days.latest_end.year, LAST_YEAR, on.year) + 1)


def shares(days: Interval, year: int) -> frozenset[Exact]:
    """The shares of some days that may lie in a calendar year.

    Among them are the least, the least above nothing, and the most of all readings: where neither end of
    the days passes a bound of its own or of the year, a share only rises or only falls.
    """
    end = min(days.latest_end, _LAST_DAY)
    if days.earliest_start.year == end.year == year:
        return _WHOLE
    first, last = date(year, 1, 1), date(year, 12, 31)
    found: set[Exact] = set()
    for start in {days.earliest_start, days.latest_start, first, last}:
        least = max(days.earliest_end, start)
        for stop in {least, first, last, end}:
            if days.earliest_start <= start <= days.latest_start and least <= stop <= end:
                found.add(Fraction(_common(start, stop, [(first, last)]), (stop - start).days + 1))
    return frozenset(found)


def of_year(days: Interval, year: int, stretches: Sequence[Stretch]) -> frozenset[Exact]:
    """The least and the most that some days can be of a calendar year, of which only stretches count.

    Args:
        days: the days.
        year: the calendar year.
        stretches: stretches of days that lie in it, and apart.

    """
    most = _common(days.earliest_start, days.latest_end, stretches)
    if days.certain:
        least = _common(*days.certain, stretches)
    else:  # it may be a single one of these days
        first, last = days.earliest_end, days.latest_start
        least = int(_common(first, last, stretches) == (last - first).days + 1)
    whole = (date(year, 12, 31) - date(year, 1, 1)).days + 1
    return frozenset({Fraction(least, whole), Fraction(most, whole)})


def stretched(rows: Sequence[Interval], year: int) -> list[Stretch]:
    """The stretches of a calendar year in which any of some days may lie, in order of time and apart."""
    found: list[Stretch] = []
    new_year, eve = date(year, 1, 1), date(year, 12, 31)
    for first, last in sorted(
        (max(days.earliest_start, new_year), min(days.latest_end, eve)) for days in rows
    ):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        elif first <= last:
            found.append((first, last))
    return found


def _common(start: date, stop: date, stretches: Sequence[Stretch]) -> int:
    """How many of the days from one to another lie in stretches that are apart."""
    return sum(max(0, (min(stop, last) - max(start, first)).days + 1) for first, last in stretches)
