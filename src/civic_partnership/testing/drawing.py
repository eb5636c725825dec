"""Small choices that breakers make."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.values import Period

T = TypeVar("T")

DAY = timedelta(days=1)


def row(draw: DrawFn, rows: Sequence[T]) -> tuple[int, T]:
    """One of some rows, with its number."""
    return draw(st.sampled_from(list(enumerate(rows))))


def from_to(first: date, last: date) -> Period:
    """From one day to another, both inclusive."""
    return Period(f"{first}/{last}")


def day_of(draw: DrawFn, first: date, last: date) -> date:
    """One of the days from a first to a last."""
    return first + draw(st.integers(0, (last - first).days)) * DAY
