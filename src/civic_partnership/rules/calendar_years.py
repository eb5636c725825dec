"""What falls in a calendar year of what is given for other days: exact shares and sums.

A part of a year can be reckoned by its days, or by months of thirty days, of which each is a twelfth of the
year. Agreements seldom say how, and both are usual: so each question is asked both ways.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from civic_partnership.values import LAST_YEAR, Answer, Bounds, Interval

_LAST_DAY = date(LAST_YEAR, 12, 31)

Reckoning = Callable[[date, date], int]
"""How long it is from one day to the end of another."""

_DAY = timedelta(1)
_KRONE = 100

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
        return self.covered_by(YearSum(oere(budget), oere(budget)))

    def covered_by(self, other: "YearSum") -> Answer:
        """Whether it is no more than another sum; less than a krone is from rounding, and does not count."""
        return Answer.possibly(
            holds=self.least - other.most < _KRONE, fails=self.most - other.least >= _KRONE
        )

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


def by_days(first: date, last: date) -> int:
    """The days from one to another."""
    return (last - first).days + 1


def by_months(first: date, last: date) -> int:
    """The days from one to another if each month had thirty, as banks count them; a year has 360."""

    def number(day: date) -> int:
        return 360 * day.year + 30 * day.month + min(day.day, 30)

    return number(last + _DAY) - number(first)


RECKONINGS: tuple[Reckoning, ...] = (by_days, by_months)


def years_begun(days: Interval, on: date) -> range:
    """The calendar years in which some days may lie, up to that of a day."""
    return range(days.earliest_start.year, min(days.latest_end.year, LAST_YEAR, on.year) + 1)


def shares(days: Interval, year: int, reckoned: Reckoning) -> frozenset[Exact]:
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
                whole, inside = reckoned(start, stop), _inside(start, stop, year, reckoned)
                found.add(Fraction(inside, whole) if whole else int(start.year == year))
    return frozenset(found)


def of_year(days: Interval, year: int, reckoned: Reckoning) -> tuple[Fraction, Fraction]:
    """The least and the most that some days can be of a calendar year."""
    most = _inside(days.earliest_start, days.latest_end, year, reckoned)
    if days.certain:
        least = _inside(*days.certain, year, reckoned)
    else:  # it may be a single one of these days
        between = range((days.latest_start - days.earliest_end).days + 1)
        singles = [days.earliest_end + number * _DAY for number in between]
        least = min(_inside(day, day, year, reckoned) for day in singles)
    whole = _inside(date(year, 1, 1), date(year, 12, 31), year, reckoned)
    return Fraction(least, whole), Fraction(most, whole)


def _inside(start: date, stop: date, year: int, reckoned: Reckoning) -> int:
    """How much of what lies between two days is in a calendar year."""
    first, last = max(start, date(year, 1, 1)), min(stop, date(year, 12, 31))
    return reckoned(first, last) if first <= last else 0
