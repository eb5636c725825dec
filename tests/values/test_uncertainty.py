from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import chain, product

import pytest
from hypothesis import given, strategies as st
from strategies import verdict

from civic_partnership.values import Answer, Bounds

WORLDS = {Answer.HOLDS: (True,), Answer.BROKEN: (False,), Answer.UNDECIDED: (True, False)}
"""What may be true where an answer is given."""

some_answers = st.lists(st.sampled_from(Answer), max_size=4)


@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("asked", [bool, lambda answer: not answer, lambda answer: answer or None])
def test_is_no_bool(answer: Answer, asked: Callable[[Answer], object]) -> None:
    """An answer cannot be used as a bool, because it has three values."""
    with pytest.raises(TypeError, match="compare it"):
        asked(answer)


@pytest.mark.parametrize("worlds", WORLDS.values())
def test_is_what_may_hold_and_may_fail(worlds: tuple[bool, ...]) -> None:
    """An answer is undecided if it may hold and may fail."""
    assert verdict(worlds) is Answer.possibly(holds=True in worlds, fails=False in worlds)


@pytest.mark.parametrize(("combined", "together"), [(Answer.every, all), (Answer.some, any)])
@given(answers=some_answers)
def test_combines_as_in_all_possible_worlds(
    answers: list[Answer],
    combined: Callable[[Iterable[Answer]], Answer],
    together: Callable[[Iterable[object]], bool],
) -> None:
    """`every` and `some` agree with `all` and `any` in each possible world."""
    worlds = product(*(WORLDS[answer] for answer in answers))

    assert verdict(worlds, together) is combined(iter(answers))


@given(some_answers)
def test_agreed_is_what_the_worlds_of_all_answers_say(answers: list[Answer]) -> None:
    """Answers agree when all of them have the same possible worlds."""
    assert verdict(chain.from_iterable(WORLDS[answer] for answer in answers)) is Answer.agreed(iter(answers))


@given(st.integers(0, 5), st.integers(0, 4) | st.none(), st.integers(-2, 24).map(lambda n: Decimal(n) / 2))
def test_answers_for_every_number_within_them(certain: int, more: int | None, asked: Decimal) -> None:
    """A comparison holds if it does for every number in the bounds, and is broken if for none."""
    bounds = Bounds(certain, None if more is None else certain + more)
    numbers = range(certain, certain + (99 if more is None else more) + 1)

    assert verdict(numbers, lambda number: number >= asked) is bounds.at_least(asked)
    assert verdict(numbers, lambda number: number <= asked) is bounds.at_most(asked)
