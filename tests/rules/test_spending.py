from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from rules.found import HOLDS, ON, Found, broken, find, undecided, warned
from rules.partnerships import grant, partnership, programme

from civic_partnership.findings import Rule
from civic_partnership.model import Grant
from civic_partnership.rules.grants import grant_overspent, grant_purpose, grant_unspent
from civic_partnership.testing.values import amounts
from civic_partnership.values import Table

FIRST = ("grants", 0, "spending")


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        ({"resource_person": 170_000, "shirts": 30_000}, HOLDS),
        ({"resource_person": 200_000, "shirts": "0.01"}, broken(*FIRST)),
        ({"resource_person": 200_000, "shirts": 0}, HOLDS),
    ],
)
def test_no_more_is_spent_than_granted(spent: dict[str, Any], expected: Found) -> None:
    """Report spending above the grant of 200,000 kr., whatever it was spent on."""
    assert expected == find(grant_overspent, partnership(grants=[grant(2024, 200_000, **spent)]))


@pytest.mark.parametrize(
    ("period", "spent", "on", "expected"),
    [
        (2024, "199999.99", ON, warned(*FIRST)),
        (2024, 0, date(2024, 12, 31), HOLDS),
        (2024, 0, date(2025, 1, 1), warned(*FIRST)),
        ("2024/2025-03~", 1, ON, HOLDS),
        ("2024/2025-03~", 1, date(2025, 3, 2), undecided(*FIRST)),
        ("2024/2025-03~", 1, date(2025, 3, 31), undecided(*FIRST)),
        ("2024/2025-03~", 1, date(2025, 4, 1), warned(*FIRST)),
        ("2024/..", 200_000, ON, HOLDS),
    ],
)
def test_a_grant_is_spent_once_its_time_is_over(period: Any, spent: Any, on: date, expected: Found) -> None:
    """Report the unspent rest of a grant from the day after its last day."""
    agreement = partnership(grants=[grant(period, 200_000, resource_person=spent)])

    assert expected == find(grant_unspent, agreement, on=on)


@given(amounts(), amounts())
def test_amounts_are_compared_exactly(amount: Decimal, spent: Decimal) -> None:
    """More than the grant is overspent, less is unspent, and the very amount is neither."""
    agreement = partnership(grants=[grant(2024, str(amount), resource_person=str(spent))])

    assert broken(*FIRST) * (spent > amount) == find(grant_overspent, agreement)
    assert warned(*FIRST) * (spent < amount) == find(grant_unspent, agreement)


@pytest.mark.parametrize(
    ("grants", "on", "overspent", "unspent"),
    [
        ([grant(2021, 1), grant(2022, 1)], ON, undecided(*FIRST), undecided(*FIRST)),
        ([grant(2021, 1), grant(2022, 1, shirts=1)], ON, HOLDS, HOLDS),
        ([grant("2025-03~/2025-03", 1)], ON, undecided(*FIRST), HOLDS),
        ([grant("2024~/2025", 1)], date(2023, 12, 31), HOLDS, HOLDS),
    ],
)
def test_no_spending_at_all_cannot_be_told(
    grants: list[Grant], on: date, overspent: Found, unspent: Found
) -> None:
    """A partnership without spending of any grant is undecided, once the first has begun, or is over."""
    agreement = partnership(grants=grants)

    assert overspent == find(grant_overspent, agreement, on=on)
    assert unspent == find(grant_unspent, agreement, on=on)


@pytest.mark.parametrize("rule", [grant_overspent, grant_unspent, grant_purpose], ids=lambda rule: rule.name)
@pytest.mark.parametrize(
    ("exempt", "expected"),
    [
        ([0], undecided("grants", 1, "spending")),
        ([1], undecided("grants", 0, "spending")),
        ([0, 1], HOLDS),
    ],
)
def test_an_exempt_grant_hides_no_other(rule: Rule, exempt: list[int], expected: Found) -> None:
    """Spending is asked of the grants that are not exempt, wherever they stand in the list."""
    reasons = [Table({rule.name: "Aftalt"} if n in exempt else {}) for n in range(2)]
    grants = [attrs.evolve(grant(2021 + n, 1), exempt=reason) for n, reason in enumerate(reasons)]

    assert expected == find(rule, partnership(grants=grants), programme(resource_person_share=100))


def test_each_grant_is_asked_by_itself() -> None:
    """Too much spent of one grant does not make up for what is left of another."""
    agreement = partnership(grants=[grant(2023, 10, shirts=11), grant(2024, 10, shirts=9)])

    assert broken(*FIRST) == find(grant_overspent, agreement)
    assert warned("grants", 1, "spending") == find(grant_unspent, agreement)
