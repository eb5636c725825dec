"""The days of a picture as places from left to right, in per cent of its width."""

from datetime import date
from typing import NamedTuple

from civic_partnership.values import Interval

from .text_width import WIDTHS, narrowest_class

LEFT, RIGHT = 15.0, 99.5
"""Where the days begin and end; names stand to the left of them."""
_LABEL_WIDTH = 33
"""The pixels of a year's label, with the space beside it."""


class Tick(NamedTuple):
    """The beginning of a year, and the class of its label; None for a year without a label."""

    year: int
    x: str
    label_class: str | None


class TimeAxis:
    """Whole years from left to right.

    Attributes:
        years: the years.

    """

    def __init__(self, years: range) -> None:
        self.years = years
        self._first = date(years[0], 1, 1).toordinal()
        self._last = date(years[-1], 12, 31).toordinal()

    def covers(self, days: Interval) -> bool:
        """Tell whether some of the days may lie in these years."""
        return days.earliest_start.toordinal() <= self._last and self._first <= days.latest_end.toordinal()

    def place(self, ordinal: int) -> float:
        """Return the place where a day begins; a day outside the years is moved to their edge."""
        inside = min(max(ordinal, self._first), self._last + 1) - self._first
        return LEFT + (RIGHT - LEFT) * inside / (self._last + 1 - self._first)

    def find_middle(self, day: date) -> float:
        """Return the middle of a day."""
        return (self.place(day.toordinal()) + self.place(day.toordinal() + 1)) / 2

    def cut(self, days: Interval) -> list[tuple[float, float, bool]]:
        """Return the parts of a bar: from where, how wide, and whether its days certainly belong to it.

        A bar without an end goes on to the last of the years.
        """
        start, end = days.earliest_start.toordinal(), days.latest_end.toordinal() + 1
        certain = days.certain
        if certain is None:
            runs = [(start, end, False)]
        else:
            first, after = certain.first.toordinal(), certain.last.toordinal() + 1
            runs = [(start, first, False), (first, after, True), (after, end, False)]
        places = [(self.place(begin), self.place(stop), sure) for begin, stop, sure in runs]
        return [(begin, stop - begin, sure) for begin, stop, sure in places if begin < stop]

    def ticks(self) -> list[Tick]:
        """Return the beginnings of the years; in a narrow picture fewer of them have a label."""
        return [self._make_tick(number, year) for number, year in enumerate(self.years)]

    def _make_tick(self, number: int, year: int) -> Tick:
        x = self.place(date(year, 1, 1).toordinal())
        for width in WIDTHS:
            room = int(width * (RIGHT - LEFT) / 100 / _LABEL_WIDTH)
            step = 1 << (-(-len(self.years) // room) - 1).bit_length()  # those of wider pictures divide it
            if number % step == 0 and (RIGHT - x) * width / 100 >= _LABEL_WIDTH:
                return Tick(year, percent(x), narrowest_class(width))
        return Tick(year, percent(x), None)


def percent(number: float) -> str:
    """Write a place or a width in per cent, without zeros at the end."""
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"
