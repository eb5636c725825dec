"""How much of some days lies in a year, counted day by day."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from strategies import days_from

Weight = Callable[[date, date, int], Fraction]


def days_weigh(first: date, last: date, year: int) -> Fraction:
    """The days from first to last that lie in a year."""
    return Fraction(len(_inside(first, last, year)))


def months_weigh(first: date, last: date, year: int) -> Fraction:
    """The same where each month has thirty days: the last of February stands for three or two, one in 31 for none."""
    return Fraction(sum(_thirtieth(day) for day in _inside(first, last, year)))


WEIGHTS: tuple[Weight, ...] = (days_weigh, months_weigh)


def share_of(first: date, last: date, year: int, weight: Weight) -> Fraction:
    """The share of the days from first to last that lies in a year."""
    inside = weight(first, last, year)
    whole = sum(weight(first, last, each) for each in range(first.year, last.year + 1))
    return inside / whole if whole else Fraction(first.year == year)


def _inside(first: date, last: date, year: int) -> list[date]:
    return days_from(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))


def _thirtieth(day: date) -> int:
    length = monthrange(day.year, day.month)[1]
    if day.month == 2 and day.day == length:
        return 31 - length
    return int((length, day.day) != (31, 30))
