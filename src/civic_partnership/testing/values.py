"""Strategies for values: dates that may be uncertain, periods, what changes on dates, numbers, ids."""

import functools
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from stdnum.dk import cvr

from civic_partnership.values import Dated, DatedType, PartialDate, Period, Range, Table

T = TypeVar("T")

CENTURIES = (date(1900, 1, 1), date(2199, 12, 31))
"""The days that a register can tell of."""


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


def dated(values: SearchStrategy[T]) -> SearchStrategy[Dated[T]]:
    """Draw values that are always the same, or change on up to four dates."""
    return DatedType(None).samples(st, lambda _: values)  # type: ignore[no-any-return] # it is a strategy


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


@functools.cache
def days_of(text: str) -> tuple[date, ...]:
    """The days whose ISO text begins with that of a partial date."""
    first = date(int(text[:4]), 1, 1)
    year = (first + n * timedelta(days=1) for n in range(366))
    return tuple(day for day in year if day.isoformat().startswith(text.rstrip("~")))


def starts(text: str) -> tuple[date, ...]:
    """The days that a partial date may be, standing at a start."""
    return days_of(text) if "~" in text else days_of(text)[:1]


def ends(text: str) -> tuple[date, ...]:
    """The days that a partial date may be, standing at an end."""
    return days_of(text) if "~" in text else days_of(text)[-1:]


def ranges(most: int = 10**15 - 1) -> SearchStrategy[Range]:
    """A least and a most, in either order: which of them is above is a rule's business."""
    count = st.integers(0, 400) | st.integers(0, most)
    return st.builds(Range, count, count)


def cvrs() -> SearchStrategy[str]:
    """CVR numbers that pass their check digit."""
    return st.integers(100_000, 999_999).map(_checked_cvr)


def _checked_cvr(first_six: int) -> str:
    """The first number that begins with these six digits and passes its check digit."""
    return next(text for n in range(100) if cvr.is_valid(text := f"{first_six}{n:02}"))


def cprs() -> SearchStrategy[str]:
    """What looks like a civil registration number; the check digit proves nothing since 2007."""
    return st.builds(
        "{:02}{:02}{:02}{}{:04}".format,
        st.integers(1, 31),
        st.integers(1, 12),
        st.integers(0, 99),
        st.sampled_from(["-", " ", ""]),
        st.integers(0, 9999),
    )


def mail_addresses() -> SearchStrategy[str]:
    """Mail addresses of nobody."""
    name = st.text("abcdefghijæøå", min_size=6, max_size=9)
    return st.builds("{}@{}.example".format, name, name)


def phone_numbers() -> SearchStrategy[str]:
    """Danish phone numbers, in the forms in which people write them."""
    return st.builds(
        lambda form, first, *others: form.format(first, *others),
        st.sampled_from(
            ["{}{:02}{:02}{:02}", "{} {:02} {:02} {:02}", "{}{:02} {:02}{:02}", "+45 {}{:02}{:02}{:02}"]
        ),
        st.integers(40, 89),
        *[st.integers(0, 99)] * 3,
    )
