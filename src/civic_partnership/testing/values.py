"""Strategies for values: dates that may be uncertain, periods, what changes on dates, numbers, ids."""

import functools
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from stdnum.dk import cvr

from civic_partnership.values import (
    NO_END,
    UNKNOWN_END,
    Dated,
    DatedType,
    PartialDate,
    Period,
    Range,
    Table,
)

T = TypeVar("T")

CENTURIES = (date(1900, 1, 1), date(2199, 12, 31))
"""The first and the last day of all dates."""


def partial_date_texts(
    first: date = CENTURIES[0], last: date = CENTURIES[1], *, widths: Sequence[int] = (10, 7, 4)
) -> SearchStrategy[str]:
    """Draw texts of so many characters for units that hold a day from first to last, some with `~`."""
    return st.builds(
        lambda day, width, tilde: day.isoformat()[:width] + tilde,
        st.dates(first, last),
        st.sampled_from(widths),
        st.sampled_from(["", "~"]),
    )


def partial_dates(first: date = CENTURIES[0], last: date = CENTURIES[1]) -> SearchStrategy[PartialDate]:
    """Draw days, months and years from first to last, some approximate."""
    return partial_date_texts(first, last).map(PartialDate)


@st.composite
def period_texts(draw: DrawFn, first: date = CENTURIES[0], last: date = CENTURIES[1]) -> str:
    """Draw periods: the start holds a day, the end holds the same day or a later one, or is not known."""
    start = draw(st.dates(first, last))
    end = draw(st.dates(start, last))
    end_text = draw(st.sampled_from([NO_END, UNKNOWN_END]) | partial_date_texts(end, end))
    return f"{draw(partial_date_texts(start, start))}/{end_text}"


def periods(first: date = CENTURIES[0], last: date = CENTURIES[1]) -> SearchStrategy[Period]:
    """Draw periods that start and end from first to last, some approximate, some open."""
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
    """Draw the keys of a dated value: dates in order of time, no two of them possibly the same day."""
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
    return DatedType(None, None).samples(st, lambda _: values)  # type: ignore[no-any-return] # it is a strategy


def slugs() -> SearchStrategy[str]:
    """Draw ids of records."""
    word = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)
    return st.lists(word, min_size=1, max_size=3).map("-".join)


def tables(values: SearchStrategy[T]) -> SearchStrategy[Table[T]]:
    """Draw small tables by id."""
    items: SearchStrategy[dict[str, T]] = st.dictionaries(slugs(), values, max_size=4)
    return items.map(Table)


def amounts() -> SearchStrategy[Decimal]:
    """Draw amounts in kroner, whole or with two decimals."""
    return st.decimals(0, 10_000_000, places=2) | st.integers(0, 10_000_000).map(Decimal)


@functools.cache
def days_of(text: str) -> tuple[date, ...]:
    """Return the days whose ISO text begins with that of a partial date."""
    first = date(int(text[:4]), 1, 1)
    year = (first + n * timedelta(days=1) for n in range(366))
    return tuple(day for day in year if day.isoformat().startswith(text.rstrip("~")))


def starts(text: str) -> tuple[date, ...]:
    """Return the days on which a period may begin when its start is written as this partial date."""
    return days_of(text) if "~" in text else days_of(text)[:1]


def ends(text: str) -> tuple[date, ...]:
    """Return the days on which a period may end when its end is written as this partial date."""
    return days_of(text) if "~" in text else days_of(text)[-1:]


def ranges(most: int = 10**15 - 1) -> SearchStrategy[Range]:
    """Draw ranges; the least may lie above the most, which is a rule's business."""
    count = st.integers(0, 400) | st.integers(0, most)
    return st.builds(Range, count, count)


def cvrs() -> SearchStrategy[str]:
    """Draw CVR numbers that pass their check digit."""
    return st.integers(100_000, 999_999).map(_checked_cvr)


def _checked_cvr(first_six: int) -> str:
    """Return the first number that begins with these six digits and passes its check digit."""
    return next(text for n in range(100) if cvr.is_valid(text := f"{first_six}{n:02}"))


def cprs() -> SearchStrategy[str]:
    """Draw civil registration numbers of nobody; check digits prove nothing since 2007.

    The seventh digit, 4 or 9, fits those born before and after 2000.
    """
    return st.builds(
        "{:%d%m%y}{}{}".format,
        st.dates(date(1940, 1, 1), date(2020, 12, 31)),
        st.sampled_from(["-", " ", ""]),
        st.integers(4000, 4999) | st.integers(9000, 9999),
    )


def mail_addresses() -> SearchStrategy[str]:
    """Draw mail addresses of nobody."""
    name = st.text("abcdefghijæøå", min_size=6, max_size=9)
    return st.builds("{}@{}.example".format, name, name)


def phone_numbers() -> SearchStrategy[str]:
    """Draw Danish phone numbers, in the forms in which people write them."""
    return st.builds(
        lambda form, first, *others: form.format(first, *others),
        st.sampled_from(
            ["{}{:02}{:02}{:02}", "{} {:02} {:02} {:02}", "{}{:02} {:02}{:02}", "+45 {}{:02}{:02}{:02}"]
        ),
        st.integers(40, 89),
        *[st.integers(0, 99)] * 3,
    )
