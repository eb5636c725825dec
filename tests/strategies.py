"""Values that are valid by construction, and the brute force that they are judged by."""

import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership.values import OPEN, Answer, Dated, PartialDate, Period, Table

T = TypeVar("T")
Span = tuple[date, date]

DAY = timedelta(days=1)
CENTURIES = (date(1900, 1, 1), date(2199, 12, 31))
EVE = date(2024, 2, 25)
"""Small bounds lie in the fortnight after this day, which holds a 29 February."""
HORIZON = EVE + 30 * DAY
"""After this day nothing happens to small bounds: it stands for all later days but `OPEN`."""


def partial_date_texts(
    first: date = CENTURIES[0], last: date = CENTURIES[1], *, widths: Sequence[int] = (10, 7, 4)
) -> SearchStrategy[str]:
    """A unit, as wide as so many characters, that holds a day from first to last, perhaps with `~`."""
    return st.builds(
        lambda day, width, mark: day.isoformat()[:width] + mark,
        st.dates(first, last),
        st.sampled_from(widths),
        st.sampled_from(["", "~"]),
    )


def partial_dates(first: date = CENTURIES[0], last: date = CENTURIES[1]) -> SearchStrategy[PartialDate]:
    """Days, months and years from first to last, perhaps approximate."""
    return partial_date_texts(first, last).map(PartialDate)


@st.composite
def period_texts(draw: DrawFn, first: date = CENTURIES[0], last: date = CENTURIES[1]) -> str:
    """Every period there is: its ends hold two days of which the second is not before the first."""
    start = draw(st.dates(first, last))
    end = draw(st.dates(start, last))
    end_text = draw(st.just("..") | partial_date_texts(end, end))
    return f"{draw(partial_date_texts(start, start))}/{end_text}"


def periods(first: date = CENTURIES[0], last: date = CENTURIES[1]) -> SearchStrategy[Period]:
    """Periods that start and end from first to last, perhaps approximate, perhaps open."""
    return period_texts(first, last).map(Period)


@st.composite
def dated_keys(
    draw: DrawFn,
    first: date = CENTURIES[0],
    last: date = CENTURIES[1],
    *,
    widths: Sequence[int] = (10, 7, 4),
    max_size: int = 4,
) -> list[str]:
    """Dates in order of time, no two of which may be one and the same day, as keys of a dated value."""
    days = sorted(draw(st.sets(st.dates(first, last), min_size=1, max_size=max_size)))
    keys: list[str] = []
    before = date.min
    for day, following in zip(days, [*days[1:], date.max], strict=True):
        texts = [day.isoformat()[:width] + mark for width in widths for mark in ("", "~")]
        apart = [text for text in texts if before < starts(text)[0] and starts(text)[-1] < following]
        keys.append(draw(st.sampled_from(apart)))
        before = starts(keys[-1])[-1]
    return keys


@st.composite
def dated(draw: DrawFn, values: SearchStrategy[T]) -> Dated[T]:
    """A value that is always the same, or changes on up to four dates."""
    if draw(st.booleans()):
        return Dated.always(draw(values))
    return Dated.since({key: draw(values) for key in draw(dated_keys())})


def slugs() -> SearchStrategy[str]:
    """Ids of records."""
    word = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)
    return st.lists(word, min_size=1, max_size=3).map("-".join)


def tables(values: SearchStrategy[T]) -> SearchStrategy[Table[T]]:
    """Small tables by id."""
    items: SearchStrategy[dict[str, T]] = st.dictionaries(slugs(), values, max_size=4)
    return items.map(Table)


def amounts() -> SearchStrategy[Decimal]:
    """Amounts in kroner, whole or with two decimals."""
    return st.decimals(0, 10_000_000, places=2) | st.integers(0, 10_000_000).map(Decimal)


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


@functools.cache
def days_of(text: str) -> tuple[date, ...]:
    """The days whose ISO text begins with that of a partial date."""
    first = date(int(text[:4]), 1, 1)
    year = (first + n * DAY for n in range(366))
    return tuple(day for day in year if day.isoformat().startswith(text.rstrip("~")))


def starts(text: str) -> tuple[date, ...]:
    """The days that a partial date may be, standing at a start."""
    return days_of(text) if "~" in text else days_of(text)[:1]


def ends(text: str) -> tuple[date, ...]:
    """The days that a partial date may be, standing at an end."""
    return days_of(text) if "~" in text else days_of(text)[-1:]


def readings(start: Span, end: Span, *, horizon: date = HORIZON) -> list[Span]:
    """Every choice of a first and a last day; of an open end the days up to the horizon, and `OPEN`."""
    lasts = days_from(end[0], min(end[1], horizon)) + [OPEN] * (end[1] == OPEN)
    return [(first, last) for first in days_from(*start) for last in lasts if first <= last]


def verdict(readings: Iterable[T], holds: Callable[[T], bool] = bool) -> Answer:
    """What all readings say together: they all hold, none does, or it cannot be told."""
    truths = [holds(reading) for reading in readings]
    if all(truths):
        return Answer.HOLDS
    return Answer.UNDECIDED if any(truths) else Answer.BROKEN
