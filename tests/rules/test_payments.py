from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import grant, partnership, programme, term

from civic_partnership.model import Grant, Payment
from civic_partnership.rules.payments import grant_not_paid, payment_before_award, payments_exceed_grant
from civic_partnership.testing.values import amounts

PAYMENTS = ("grants", 0, "payments")


def paid(period: int | str, amount: int | str, *payments: tuple[str, int | str], **fields: Any) -> Grant:
    """Make a grant with payments, each a day and an amount."""
    rows = tuple(Payment(on=date.fromisoformat(on), amount=Decimal(each)) for on, each in payments)
    return attrs.evolve(grant(period, amount), payments=rows, **fields)


RATES: list[tuple[str, int | str]] = [("2024-01-15", 100_000), ("2025-03-01", "99999.50")]


@pytest.mark.parametrize(
    ("made", "on", "expected"),
    [
        (paid(2024, "199999.50", *RATES), ON, HOLDS),
        (paid(2024, "199999.50", *RATES), date(2025, 2, 28), warned(*PAYMENTS)),
        (paid(2024, 200_000, *RATES), date(2024, 12, 31), HOLDS),
        (paid(2024, 200_000, *RATES), date(2025, 1, 1), warned(*PAYMENTS)),
        (paid("2024/2025-03~", 200_000, *RATES), date(2025, 3, 2), undecided(*PAYMENTS)),
        (paid("2024/", 200_000, *RATES), ON, undecided(*PAYMENTS)),
        (paid("2024/..", 200_000, *RATES), ON, HOLDS),
    ],
)
def test_a_grant_is_paid_once_its_time_is_over(made: Grant, on: date, expected: Found) -> None:
    """The payments so far add up to the grant from the day after its last day."""
    assert expected == find(grant_not_paid, partnership(grants=[made]), programme(), on=on)


def test_a_grant_without_payments_is_told_beside_others() -> None:
    """If no grant records payments, it cannot be told; if one does, the others are not paid."""
    never, once = grant(2023, 200_000), paid(2024, 100_000, ("2024-01-15", 100_000))
    under = programme(annual_amount=200_000)
    terms = [term("2023/2026")]

    assert warned(*PAYMENTS) == find(grant_not_paid, partnership(grants=[never, once]), under)
    assert undecided(*PAYMENTS) == find(grant_not_paid, partnership(terms=terms, grants=[never]), under)
    assert HOLDS == find(grant_not_paid, partnership(terms=terms, grants=[never]), programme())


@given(amounts(), amounts())
def test_payments_are_compared_exactly(amount: Decimal, given: Decimal) -> None:
    """More than the grant is too much, less is too little, and the very amount is neither."""
    made = partnership(grants=[paid(2024, str(amount), ("2026-01-15", str(given)))])

    assert broken(*PAYMENTS) * (given > amount) == find(payments_exceed_grant, made)
    assert warned(*PAYMENTS) * (given < amount) == find(
        grant_not_paid, made, programme(), on=date(2026, 1, 15)
    )


def test_how_much_is_paid_too_much_is_told() -> None:
    """The message names the payments, the grant and the difference."""
    made = partnership(grants=[paid(2024, 200_000, ("2024-01-15", 150_000), ("2024-07-15", 100_000))])
    (finding,) = findings(payments_exceed_grant, made)

    assert "er udbetalt 250.000 kr., 50.000 kr. for meget" in finding.message.da


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        ([paid(2024, 1, ("2024-06-01", 1), awarded_on=date(2024, 6, 1))], HOLDS),
        ([paid(2024, 1, ("2024-05-31", 1), awarded_on=date(2024, 6, 1))], broken),
        ([paid(2024, 1, ("2024-06-01", 1))], undecided("grants", 0, "awarded_on")),
    ],
)
def test_nothing_is_paid_before_it_is_awarded(grants: list[Grant], expected: Any) -> None:
    """A payment on the day of the award is right; without any award it cannot be told."""
    expected = warned("grants", 0, "payments", 0, "on") if expected is broken else expected

    assert expected == find(payment_before_award, partnership(grants=grants))


def test_a_grant_without_an_award_is_not_asked_beside_others() -> None:
    """If some grants say when they were awarded, the others are not asked."""
    grants = [
        paid(2023, 1, ("2023-01-15", 1)),
        paid(2024, 1, ("2024-01-15", 1), awarded_on=date(2023, 12, 1)),
    ]

    assert HOLDS == find(payment_before_award, partnership(grants=grants))
