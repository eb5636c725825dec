"""Values that are valid by construction, and the brute force that they are judged by."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.values import OPEN, Answer

T = TypeVar("T")
Span = tuple[date, date]

DAY = timedelta(days=1)
EVE = date(2024, 2, 25)
"""Small bounds lie in the fortnight after this day, which holds a 29 February."""
HORIZON = EVE + 30 * DAY
"""After this day nothing happens to small bounds: it stands for all later days but `OPEN`."""


@st.composite
def small_bounds(draw: DrawFn) -> tuple[Span, Span]:
    """Bounds of an interval's first and of its last day: each up to four days wide, or open at the end."""
    widths = st.sampled_from([0, 1, 3])
    first = EVE + draw(st.integers(1, 7)) * DAY
    start = (first, first + draw(widths) * DAY)
    last = first + draw(st.integers(0, 6)) * DAY
    earliest = last - draw(widths) * DAY
    return start, draw(st.sampled_from([(earliest, last)] * 3 + [(earliest, OPEN), (OPEN, OPEN)]))


def days_from(first: date, last: date) -> list[date]:
    """Every day from first to last."""
    return [first + n * DAY for n in range((last - first).days + 1)]


def readings(start: Span, end: Span, *, horizon: date = HORIZON) -> list[Span]:
    """Every choice of a first and a last day; of an open end the days up to the horizon, and `OPEN`."""
    lasts = days_from(end[0], min(end[1], horizon)) + [OPEN] * (end[1] == OPEN)
    return [(first, last) for first in days_from(*start) for last in lasts if first <= last]


def verdict(readings: Iterable[T], holds: Callable[[T], bool] = bool) -> Answer:
    """Judge all readings together: they all hold, none does, or it cannot be told."""
    truths = [holds(reading) for reading in readings]
    if all(truths):
        return Answer.HOLDS
    return Answer.UNDECIDED if any(truths) else Answer.BROKEN
