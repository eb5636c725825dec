from datetime import date
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, strategies as st
from rules.found import HOLDS, ON, Found, broken, find, undecided, warned
from rules.partnerships import grant, partnership, programme, term

from civic_partnership.model import Grant
from civic_partnership.rules.spending import grant_overspent, grant_purpose, grant_unspent
from civic_partnership.testing.values import amounts

ALL = programme(resource_person_share=100)
SPENDING = ("grants", 0, "spending")


@pytest.mark.parametrize(
    ("spent", "share", "expected"),
    [
        ({"activities": "0.01"}, 100, broken(*SPENDING)),
        ({"resource_person": 150_000, "activities": "40000.01"}, 80, broken(*SPENDING)),
        ({"activities": 20_000, "administration": "20000.01"}, 80, broken(*SPENDING)),
        ({"activities": "1000.01"}, "99.5", broken(*SPENDING)),
        ({"activities": 40_000}, {"2012": 100, "2024": 80}, HOLDS),
        ({"activities": 1}, {"2025": 100}, HOLDS),
        ({"activities": 20_000}, {"2012": 80, "2024-01~": 100}, undecided(*SPENDING)),
        ({"activities": 50_000}, {"2012": 80, "2024-01~": 100}, broken(*SPENDING)),
    ],
)
def test_other_purposes_get_at_most_what_the_share_leaves(spent: Any, share: Any, expected: Found) -> None:
    """Of a grant of 200,000 kr. for 2024 others than the resource person get what the share in force leaves."""
    under = programme(resource_person_share=share) if share is not None else programme()

    assert expected == find(grant_purpose, partnership(grants=[grant(2024, 200_000, **spent)]), under)


def test_spending_is_asked_only_of_grants_that_record_some() -> None:
    """Beside a grant with spending, one without is not asked, be the share ever so impossible."""
    grants = [
        grant(2023, 200_000),
        grant(2024, 200_000, resource_person=200_000),
        grant(2025, 1, activities=1),
    ]
    impossible = [grant(2023, 200_000), grant(2024, 0, resource_person=0)]

    assert broken("grants", 2, "spending") == find(grant_purpose, partnership(grants=grants), ALL)
    assert HOLDS == find(grant_purpose, partnership(grants=impossible), programme(resource_person_share=120))


@given(amounts(), st.decimals(0, 100, places=2), st.integers(3, 6))
def test_what_the_share_leaves_is_exact(amount: Decimal, share: Decimal, precision: int) -> None:
    """Spending up to the very øre that the share leaves holds, and an øre more is broken."""
    left = int(amount * 100 * (100 - share) / 100)
    rows = [grant(2024, str(amount), activities=str(Decimal(each) / 100)) for each in (left, left + 1)]
    with localcontext(prec=precision):
        actual = find(grant_purpose, partnership(grants=rows), programme(resource_person_share=str(share)))

    assert broken("grants", 1, "spending") == actual


@pytest.mark.parametrize(
    ("under", "on", "expected"),
    [
        (ALL, date(2022, 1, 1), undecided(*SPENDING)),
        (ALL, date(2020, 12, 31), HOLDS),
        (programme(), date(2022, 1, 1), HOLDS),
    ],
)
def test_no_spending_at_all_cannot_be_told(under: Any, on: date, expected: Found) -> None:
    """Where grants are recorded but what they were spent on is not, that is undecided, once."""
    agreement = partnership(terms=[term("2021/2024")], grants=[grant(2021, 200_000), grant(2022, 200_000)])

    assert expected == find(grant_purpose, agreement, under, on=on)


@pytest.mark.parametrize(
    ("period", "spent", "on", "expected"),
    [
        (2024, "199999.99", ON, warned(*SPENDING)),
        (2024, 0, date(2024, 12, 31), HOLDS),
        (2024, 0, date(2025, 1, 1), warned(*SPENDING)),
        ("2024/2025-03~", 1, ON, HOLDS),
        ("2024/2025-03~", 1, date(2025, 3, 2), undecided(*SPENDING)),
        ("2024/2025-03~", 1, date(2025, 4, 1), warned(*SPENDING)),
        ("2024/", 200_000, ON, HOLDS),
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

    assert broken(*SPENDING) * (spent > amount) == find(grant_overspent, agreement)
    assert warned(*SPENDING) * (spent < amount) == find(grant_unspent, agreement)


@pytest.mark.parametrize(
    ("grants", "on", "overspent", "unspent"),
    [
        ([grant(2021, 1), grant(2022, 1)], ON, undecided(*SPENDING), undecided(*SPENDING)),
        ([grant("2025-03~/2025-03", 1)], ON, HOLDS, HOLDS),
        ([grant("2024~/2025", 1)], date(2023, 12, 31), HOLDS, HOLDS),
    ],
)
def test_no_spending_once_it_is_asked_cannot_be_told(
    grants: list[Grant], on: date, overspent: Found, unspent: Found
) -> None:
    """A partnership without spending of any grant is undecided once the first is over."""
    agreement = partnership(grants=grants)

    assert overspent == find(grant_overspent, agreement, on=on)
    assert unspent == find(grant_unspent, agreement, on=on)
