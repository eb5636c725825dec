"""What falls in a calendar year of what is given for other days: exact shares and sums."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from civic_partnership.values import LAST_YEAR, Answer, Bounds, Interval

_LAST_DAY = date(LAST_YEAR, 12, 31)

Exact = int | Fraction
"""A share, or an amount in hundredths of a krone, exact."""

_WHOLE: frozenset[Exact] = frozenset({1})

Shared = tuple[int, frozenset[Exact]]
"""An amount in hundredths of a krone, and the shares of it that may fall in a year."""


class YearSum(NamedTuple):
    """What amounts add up to in a year, in hundredths of a krone.

    Attributes:
        least: the least that it can be.
        most: the most that it can be.

    """

    least: Exact = 0
    most: Exact = 0

    def plus(self, least: Exact, most: Exact) -> "YearSum":
        """The sum with one more amount."""
        return YearSum(self.least + least, self.most + most)

    def within(self, _: Interval, budget: Decimal) -> Answer:
        """Whether it is no more than a budget in kroner, whatever the days that are asked about."""
        return Answer.possibly(holds=self.least <= oere(budget), fails=self.most > oere(budget))

    @property
    def kroner(self) -> Bounds:
        """The bounds in kroner, to the nearest hundredth, for a sentence."""
        return Bounds(*(Decimal(round(each)) / 100 for each in self))


def oere(kroner: Decimal) -> int:
    """An amount, which has at most two decimals, in hundredths of a krone."""
    return int(kroner * 100)


def calendar_year(year: int) -> Interval:
    """The days of a calendar year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Interval((first, first), (last, last))


def shares_by_year(days: Interval, on: date) -> Iterator[tuple[int, frozenset[Exact]]]:
    """The calendar years begun in which some days may lie, with the shares of them that may lie there.

    Among the shares are the least, the least above nothing, and the most of all readings: where
    neither end of the days passes a bound of its own or of the year, a share only rises or only falls.
    """
    end = min(days.latest_end, _LAST_DAY)
    if days.earliest_start.year == end.year <= on.year:
        yield end.year, _WHOLE
        return
    for year in range(days.earliest_start.year, min(end.year, on.year) + 1):
        first, last = date(year, 1, 1), date(year, 12, 31)
        shares: set[Exact] = set()
        for start in {days.earliest_start, days.latest_start, first, last}:
            least = max(days.earliest_end, start)
            for stop in {least, first, last, end}:
                if days.earliest_start <= start <= days.latest_start and least <= stop <= end:
                    both = (min(stop, last) - max(start, first)).days + 1
                    shares.add(Fraction(max(0, both), (stop - start).days + 1))
        yield year, frozenset(shares)
