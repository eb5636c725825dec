"""Small choices that breakers make."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

T = TypeVar("T")


def row(draw: DrawFn, rows: Sequence[T]) -> tuple[int, T]:
    """One of some rows, with its number."""
    return draw(st.sampled_from(list(enumerate(rows))))
