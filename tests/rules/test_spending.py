from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from rules.partnerships import HOLDS, ON, FoundAt, broken, find, grant, partnership, term, undecided

from civic_partnership.model import Grant
from civic_partnership.rules.grants import grant_overspent, grant_unspent
from civic_partnership.testing.values import amounts
from civic_partnership.values import Table

FIRST = ("grants", 0, "spending")
LEFT = [FoundAt("warning", FIRST)]
RULES = pytest.mark.parametrize("rule", [grant_overspent, grant_unspent], ids=lambda rule: rule.name)


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        ({"resource_person": 200_000}, HOLDS),
        ({"resource_person": 170_000, "shirts": 30_000}, HOLDS),
        ({"resource_person": 150_000}, HOLDS),
        ({"resource_person": "200000.01"}, broken(*FIRST)),
        ({"resource_person": 200_000, "shirts": "0.01"}, broken(*FIRST)),
        ({"resource_person": 200_000, "shirts": 0}, HOLDS),
    ],
)
def test_no_more_is_spent_than_granted(spent: dict[str, Any], expected: list[FoundAt]) -> None:
    """Report spending above the grant of 200,000 kr., whatever it was spent on."""
    assert expected == find(grant_overspent, partnership(grants=[grant(2024, 200_000, **spent)]), None)


@pytest.mark.parametrize(
    ("period", "spent", "on", "expected"),
    [
        (2024, 200_000, ON, HOLDS),
        (2024, 250_000, ON, HOLDS),
        (2024, "199999.99", ON, LEFT),
        (2024, 0, ON, LEFT),
        (2024, 0, date(2024, 12, 31), HOLDS),
        (2024, 0, date(2025, 1, 1), LEFT),
        ("2024/2025-03~", 1, ON, HOLDS),
        ("2024/2025-03~", 1, date(2025, 3, 2), undecided(*FIRST)),
        ("2024/2025-03~", 1, date(2025, 3, 31), undecided(*FIRST)),
        ("2024/2025-03~", 1, date(2025, 4, 1), LEFT),
        ("2024/..", 1, date(2024, 1, 1), HOLDS),
        ("2024/..", 1, ON, undecided(*FIRST)),
        ("2024/..", 200_000, ON, HOLDS),
    ],
)
def test_a_grant_is_spent_once_its_time_is_over(
    period: Any, spent: Any, on: date, expected: list[FoundAt]
) -> None:
    """Report the unspent rest of a grant from the day after its last day."""
    agreement = partnership(grants=[grant(period, 200_000, resource_person=spent)])

    assert expected == find(grant_unspent, agreement, None, on=on)


@given(amounts(), amounts())
def test_amounts_are_compared_exactly(amount: Decimal, spent: Decimal) -> None:
    """More than the grant is overspent, less is unspent, and the very amount is neither."""
    agreement = partnership(grants=[grant(2024, str(amount), resource_person=str(spent))])

    assert broken(*FIRST) * (spent > amount) == find(grant_overspent, agreement, None)
    assert LEFT * (spent < amount) == find(grant_unspent, agreement, None)


@RULES
@pytest.mark.parametrize(
    ("grants", "on", "expected"),
    [
        ([], ON, undecided("grants")),
        ([], date(2020, 12, 31), HOLDS),
        ([grant(2021, 1), grant(2022, 1)], ON, undecided("grants", 0, "spending")),
        ([grant(2021, 1), grant(2022, 1, shirts=1)], ON, HOLDS),
        ([grant(2026, 1)], ON, HOLDS),
        ([grant("2025-03~/2025-03", 1)], ON, HOLDS),
        ([grant("2024~/2025", 1)], date(2023, 12, 31), HOLDS),
    ],
)
def test_no_spending_at_all_cannot_be_told(
    rule: Any, grants: list[Grant], on: date, expected: list[FoundAt]
) -> None:
    """A partnership without grants, or without spending of any once it is asked for, is undecided once."""
    if rule is grant_overspent and grants and grants[0].days.earliest_start == on:
        expected = undecided("grants", 0, "spending")
    assert expected == find(rule, partnership(terms=[term("2021/2024")], grants=grants), None, on=on)


@RULES
@pytest.mark.parametrize(
    ("exempt", "expected"),
    [(0, undecided("grants", 1, "spending")), (1, undecided("grants", 0, "spending")), (2, HOLDS)],
)
def test_an_exempt_grant_hides_no_other(rule: Any, exempt: int, expected: list[FoundAt]) -> None:
    """Spending is asked of the grants that are not exempt, wherever they stand in the list."""
    exemptions = Table({rule.name: "Aftalt"})
    rows = [grant(2021, 1), grant(2022, 1)]
    rows = [
        attrs.evolve(each, exempt=exemptions) if exempt in (n, 2) else each for n, each in enumerate(rows)
    ]

    assert expected == find(rule, partnership(grants=rows), None)


def test_each_grant_is_asked_by_itself() -> None:
    """Too much spent of one grant does not make up for what is left of another."""
    agreement = partnership(grants=[grant(2023, 10, shirts=11), grant(2024, 10, shirts=9)])

    assert broken(*FIRST) == find(grant_overspent, agreement, None)
    assert [FoundAt("warning", ("grants", 1, "spending"))] == find(grant_unspent, agreement, None)
