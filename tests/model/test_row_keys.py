"""Which rows of two lists belong together."""

from decimal import Decimal
from typing import Any

import pytest

from civic_partnership.model import (
    Consultant,
    Decision,
    Employment,
    Grant,
    Source,
    Term,
    is_same_row,
    pair_rows,
)
from civic_partnership.values import PartialDate, Period

ONE, TWO = Decimal(1), Decimal(2)
BUDGET, LETTER, BOOK = (Source(document=each) for each in ("budget", "letter", "book"))


def decision(text: str) -> Decision:
    """Make a decision of a day that nobody recorded."""
    return Decision(text=text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Grant(year=2024, amount=ONE), Grant(year=2024, amount=TWO), True),
        (Grant(year=2024, amount=ONE), Grant(year=2025, amount=ONE), False),
        (Grant(year=2024, amount=ONE), Grant(period=Period("2024/2024"), amount=ONE), False),
        (Consultant(contact="a"), Consultant(contact="a", since=PartialDate("2024")), True),
        (
            Consultant(contact="a", since=PartialDate("2023")),
            Consultant(contact="a", since=PartialDate("2024")),
            False,
        ),
        (decision("Velkomst"), decision("Økonomi"), False),
        (decision("Velkomst"), decision("Velkomst"), True),
        (BUDGET, LETTER, False),
        (BUDGET, BUDGET, True),
    ],
)
def test_rows_with_the_same_key_are_the_same(one: Any, other: Any, *, expected: bool) -> None:
    """A key that is not filled in says nothing: such rows are the same if they are equal."""
    assert expected is is_same_row(one, other) is is_same_row(other, one)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            [Grant(year=2023, amount=ONE), Grant(year=2024, amount=ONE)],
            [Grant(year=2024, amount=TWO)],
            {0: 1},
        ),
        (
            [Term(period=Period("2021/.."), kind="initial")],
            [Term(period=Period("2021/2024"), kind="initial")],
            {0: 0},
        ),
        ([Employment(period=Period("2021/2022"))], [Employment(period=Period("2023/2024"))], {}),
        ([BUDGET, LETTER], [LETTER, BUDGET], {0: 1, 1: 0}),
        ([BUDGET, LETTER], [BUDGET, BOOK], {0: 0, 1: 1}),
        ([BUDGET, LETTER], [BUDGET, BOOK, LETTER], {0: 0, 2: 1}),
        ([decision("A"), decision("B")], [decision("A"), decision("C")], {0: 0, 1: 1}),
        ([decision("A")], [decision("A"), decision("C")], {0: 0}),
        ([], [BUDGET], {}),
    ],
)
def test_rows_are_paired(old: list[Any], new: list[Any], expected: dict[int, int]) -> None:
    """Equal rows first, then by key, by the start of a period, and, without a key, by their places."""
    assert expected == pair_rows(old, new)
