"""Who gets a payment: the partners of its day, their shares, and their CVR numbers."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from civic_partnership import Register
from civic_partnership.model import Association, FormerName, Partner, Partnership, Payment
from civic_partnership.values import Label, PartialDate
from civic_partnership_ledger.payment_shares import divide, find_cvr, split_payment

DAY = date(2025, 1, 15)
ASSOCIATIONS = (
    Association(id="a", name="Nordby Boldklub", cvr="64942212"),
    Association(id="b", name="Nordby Dans", cvr="55133018"),
    Association(id="none", name="Nordby Kor"),
    Association(id="gone", name="Nordby GF", cvr="29188505", dissolved=PartialDate("2024")),
)


def partner(id: str, share: int | None = None, **days: str) -> Partner:
    """Return a partner; `since` and `until` are texts."""
    dates: dict[str, Any] = {name: PartialDate(text) for name, text in days.items()}
    return Partner(association=id, share=None if share is None else Decimal(share), **dates)


def split(*partners: Partner, amount: str = "100.01", to: str | None = None) -> dict[str, int] | str:
    """Return id of an association -> øre of a payment, or the reason in English."""
    partnership = Partnership(id="p", programme="x", partners=partners)
    payment = Payment(on=DAY, amount=Decimal(amount), to=to)
    parts = split_payment(Register().replace(*ASSOCIATIONS), partnership, payment)
    return parts.en if isinstance(parts, Label) else {each.association.id: each.ore for each in parts}


@pytest.mark.parametrize(
    ("partners", "expected"),
    [
        ([partner("a")], {"a": 10001}),
        ([partner("a", until="2024"), partner("b", since="2025")], {"b": 10001}),
        ([partner("a", until="2025~")], {"a": 10001}),
        ([partner("a", 50), partner("b", 50)], {"a": 5001, "b": 5000}),
        ([partner("a", 40), partner("b", 60)], {"a": 4000, "b": 6001}),
        ([partner("a", 0), partner("b", 100)], {"b": 10001}),
        (
            [partner("a", 100, until="2024"), partner("a", 75, since="2025"), partner("b", 25)],
            {"a": 7501, "b": 2500},
        ),
    ],
)
def test_the_partners_of_the_day_share_it_exactly(partners: list[Partner], expected: dict[str, int]) -> None:
    """Give all of it to the only partner, else each its share to the øre."""
    assert expected == split(*partners)


@pytest.mark.parametrize(
    "partners",
    [[partner("a"), partner("b")], [partner("a", 60), partner("b", 40)], [partner("b", since="2025~")]],
)
def test_the_recipient_that_is_named_gets_all_of_it(partners: list[Partner]) -> None:
    """Give it to one partner, also to one who may only have come later."""
    assert {"b": 10001} == split(*partners, to="b")


@pytest.mark.parametrize(
    ("partners", "to", "reason"),
    [
        ([], None, "no association is a partner on that day"),
        ([partner("a", until="2024")], None, "no association is a partner on that day"),
        (
            [partner("a"), partner("b")],
            None,
            "several associations are partners on that day; record the recipient",
        ),
        ([partner("a", 50), partner("b")], None, "several associations are partners on that day"),
        ([partner("a", 50), partner("b", 40)], None, "several associations are partners on that day"),
        ([partner("a", 50), partner("a", 40), partner("b", 60)], None, "several associations are partners"),
        ([partner("a", 50, until="2025~"), partner("b", 50)], None, "it is not certain which associations"),
        ([partner("a", until="2024"), partner("b")], "a", "Nordby Boldklub is no partner on that day"),
        ([partner("b")], "a", "Nordby Boldklub is no partner on that day"),
        ([partner("gone")], None, "Nordby GF is dissolved before that day"),
        ([partner("none")], None, "Nordby Kor has no CVR number on that day"),
        ([partner("nobody")], None, "the recipient is not in the register"),
        ([partner("a")], "nobody", "the recipient is not in the register"),
    ],
)
def test_a_payment_whose_recipient_is_unclear(partners: list[Partner], to: str | None, reason: str) -> None:
    """Say why, and what to record."""
    told = split(*partners, to=to)

    assert isinstance(told, str)
    assert told.startswith(reason)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017-12-31", "29188505"),
        ("2018-01-01", "55133018"),
        ("2019-12-31", "55133018"),
        ("2020-06-01", "it is not certain which CVR number Nordby Boldklub has on that day"),
        ("2021-01-01", "64942212"),
    ],
)
def test_the_number_is_that_of_the_day(day: str, expected: str) -> None:
    """Take a former number up to its last day; one without a day is no number of any day."""
    former = (
        FormerName(cvr="55133018", until=PartialDate("2020~")),
        FormerName(cvr="29188505", until=PartialDate("2017")),
        FormerName(name="NB", until=PartialDate("2030")),
        FormerName(cvr="12345674"),
    )
    association = Association(id="a", name="Nordby Boldklub", cvr="64942212", former=former)

    number = find_cvr(association, date.fromisoformat(day))

    assert (number.en if isinstance(number, Label) else number).startswith(expected)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10_000), max_size=5))
def test_the_parts_are_the_amount_and_each_is_its_share_but_for_an_ore(ore: int, cuts: list[int]) -> None:
    """Lose no øre, make none, and round no part further than to the next øre."""
    ends = [0, *sorted(cuts), 10_000]
    shares = {str(n): Decimal(end - start) / 100 for n, (start, end) in enumerate(pairwise(ends))}

    parts = divide(ore, shares)

    assert ore == sum(parts.values())
    assert list(shares) == list(parts)
    assert all(abs(part - shares[id] * ore / 100) < 1 for id, part in parts.items())
