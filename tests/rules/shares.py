"""How much of some days lies in a year, counted day by day, and what may be off for want of knowing how."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from strategies import Span, days_from


def share_of(first: date, last: date, year: int) -> Fraction:
    """The share of the days from first to last that lies in a year."""
    days = days_from(first, last)
    return Fraction(sum(day.year == year for day in days), len(days))


def slack(amount: int, shares: Iterable[Fraction]) -> Fraction:
    """What an amount in kroner may be off by, of which one of these shares counts: 50 øre, and three days."""
    possible = set(shares)
    if possible == {0}:
        return Fraction(0)
    return Fraction(1, 2) + (0 if possible <= {0, 1} else Fraction(3 * amount, 365))


def days_of(rows: Iterable[Span]) -> set[date]:
    """All days of some spans."""
    return {day for row in rows for day in days_from(*row)}
