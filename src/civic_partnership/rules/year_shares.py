"""The shares of amounts that belong to a calendar year.

A part of a year is calculated by its days. Agreements may calculate by months, which differs by up to three
days, and round amounts to whole kroner, by up to 50 øre. These differences are tolerated.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from civic_partnership.values import LAST_YEAR, OPEN, Answer, Bounds, Days, Interval, Period

from .runs_of_days import join_runs

_CENT = Decimal("0.01")
_NONE, _ALL = Decimal(0), Decimal(1)
_ROUNDING = Decimal("0.50")
_THREE_DAYS = 3 / Decimal(365)


class Share(NamedTuple):
    """The least and the most that counts of an amount: 0 is nothing, 1 is the whole amount."""

    least: Decimal
    most: Decimal


class YearSum(NamedTuple):
    """The least and the most that amounts in a year add up to, in kroner.

    The sum may exceed a limit by the tolerance, because parts are reckoned and rounded in several ways.
    """

    least: Decimal = _NONE
    most: Decimal = _NONE
    tolerance: Decimal = _NONE

    def plus(self, amount: Decimal, share: Share) -> "YearSum":
        """Add a share of an amount."""
        tolerance = _ROUNDING if share.most else _NONE
        if any(each not in (_NONE, _ALL) for each in share):
            tolerance += amount * _THREE_DAYS
        return YearSum(
            self.least + amount * share.least, self.most + amount * share.most, self.tolerance + tolerance
        )

    def plus_sum(self, other: "YearSum", number: int) -> "YearSum":
        """Add another sum so many times."""
        return YearSum(*[own + number * each for own, each in zip(self, other, strict=True)])

    def is_within(self, _: Interval, limit: Decimal) -> Answer:
        """Answer whether the sum is at most a limit."""
        return self.is_covered_by(YearSum(limit, limit))

    def is_covered_by(self, other: "YearSum") -> Answer:
        """Answer whether the sum is at most another sum."""
        tolerance = self.tolerance + other.tolerance
        return Answer.possibly(
            holds=self.least - other.most < tolerance, fails=self.most - other.least >= tolerance
        )

    @property
    def kroner(self) -> Bounds:
        """The bounds to the nearest øre, for a sentence."""
        return Bounds(self.least.quantize(_CENT), self.most.quantize(_CENT))


def years_begun(days: Interval, on: date) -> range:
    """Return the calendar years that some days may lie in, up to the year of a day."""
    return range(days.earliest_start.year, min(days.latest_end.year, LAST_YEAR, on.year) + 1)


def share_in_year(days: Interval, year: int) -> Share:
    """Return the share of some days that lies in a calendar year."""
    if days.earliest_start.year == days.latest_end.year == year:
        return Share(_ALL, _ALL)
    if days.earliest_end == OPEN:  # it may end on any day
        days = Interval((days.earliest_start, days.latest_start), (days.earliest_start, OPEN))
    new_year, eve = date(year, 1, 1), date(year, 12, 31)
    common = days.overlap(Period.of_year(year))
    fewest_outside = max(0, (new_year - days.latest_start).days) + max(0, (days.earliest_end - eve).days)
    most_outside = max(0, (new_year - days.earliest_start).days) + max(0, (days.latest_end - eve).days)
    return Share(_part(common.certain, most_outside), _part(common.possible or 0, fewest_outside))


def _part(inside: int | Decimal, outside: int) -> Decimal:
    return inside / Decimal(inside + outside) if inside else _NONE


def share_of_year(
    days: Interval, year: int, certain: Sequence[Interval], possible: Sequence[Interval]
) -> Share:
    """Return the share of a calendar year that lies in some days and in one of the stretches.

    The least share counts the certain stretches, the most the possible ones; see `merge_in_year`.
    """
    length = Period.of_year(year).length.certain
    least = sum([days.overlap(stretch).certain for stretch in certain])
    most = sum([days.overlap(stretch).possible or 0 for stretch in possible])
    return Share(Decimal(least) / length, Decimal(most) / length)


def merge_in_year(runs: Iterable[tuple[date, date]], year: int) -> list[Interval]:
    """Return the stretches of a calendar year that lie in a run of days; no two of them share a day."""
    new_year, eve = date(year, 1, 1), date(year, 12, 31)
    clipped = sorted(Days(max(first, new_year), min(last, eve)) for first, last in runs)
    joined = join_runs((days, None) for days in clipped if days.first <= days.last)
    return [Interval((first, first), (last, last)) for (first, last), _ in joined]
