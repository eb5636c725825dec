from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from strategies import verdict

from civic_partnership.values import Answer, Bounds


@given(st.integers(0, 5), st.integers(0, 4) | st.none(), st.integers(-2, 24).map(lambda n: Decimal(n) / 2))
def test_answers_for_every_number_within_them(certain: int, more: int | None, asked: Decimal) -> None:
    """A comparison holds if it does for every number in the bounds, and is broken if for none."""
    bounds = Bounds(certain, None if more is None else certain + more)
    numbers = range(certain, certain + (99 if more is None else more) + 1)

    assert verdict(numbers, lambda number: number >= asked) is bounds.at_least(asked)
    assert verdict(numbers, lambda number: number <= asked) is bounds.at_most(asked)


@pytest.mark.parametrize(
    ("bounds", "at_least", "at_most"),
    [
        (Bounds(4, 4), Answer.HOLDS, Answer.HOLDS),
        (Bounds(3, None), Answer.UNDECIDED, Answer.UNDECIDED),
        (Bounds(5, None), Answer.HOLDS, Answer.BROKEN),
        (Bounds(2, 3), Answer.BROKEN, Answer.HOLDS),
        (Bounds(Decimal("3.5"), Decimal("4.5")), Answer.UNDECIDED, Answer.UNDECIDED),
    ],
)
def test_four_meetings(bounds: Bounds, at_least: Answer, at_most: Answer) -> None:
    """Compare a number within bounds with at least and at most four."""
    assert (at_least, at_most) == (bounds.at_least(4), bounds.at_most(4))
