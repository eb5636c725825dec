from datetime import date
from decimal import Decimal, localcontext
from itertools import islice, permutations
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided
from rules.partnerships import grant, partnership, programme, term

from civic_partnership.model import Cancellation, Grant, Partnership, Repayment
from civic_partnership.rules.annual_amount import grant_annual_amount
from civic_partnership.testing.values import amounts
from civic_partnership.values import Dated, Table

ALWAYS = programme(annual_amount=200_000)
RISING = programme(annual_amount={"2012": 200_000, "2024": 212_000})
PERHAPS_RISING = programme(annual_amount={"2012": 200_000, "2024-03~": 212_000})
FROM_AUGUST, CALENDAR = "2022-08-01/2026-07-31", "2022/2025"


def agreement(period: str, *grants: tuple[int | str, int | str], **fields: Any) -> Partnership:
    """Make a partnership with one term and some grants, each its days and its amount."""
    made = partnership(terms=[term(period)], grants=[grant(*each) for each in grants])
    return attrs.evolve(made, **fields)


def place(number: int) -> Any:
    """Return an error about the amount of a grant."""
    return broken("grants", number, "amount")


MONTHS = [(f"2024-{month:02}/2024-{month:02}", 16_667) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("period", "grants", "under", "expected"),
    [
        (CALENDAR, [(2024, 200_000)], ALWAYS, HOLDS),
        (CALENDAR, [(2024, "199999.99")], ALWAYS, place(0)),
        (CALENDAR, [(2024, 100_000), (2024, 40_000)], ALWAYS, place(1)),
        (CALENDAR, [("2024-01/2024-06", 100_000), ("2024-07/2024-12", 100_000)], ALWAYS, HOLDS),
        (CALENDAR, [("2024-01/2024-06", 200_000), ("2024-07/2024-12", 200_000)], ALWAYS, place(1)),
        (CALENDAR, [("2024-01/2024-06", 150_000), ("2024-07/2024-12", 50_000)], ALWAYS, HOLDS),
        (CALENDAR, MONTHS, ALWAYS, HOLDS),
        (CALENDAR, [("2023/2024", 400_000)], ALWAYS, HOLDS),
        (CALENDAR, [("2023/2024", 399_000)], ALWAYS, place(0)),
        (FROM_AUGUST, [("2022-08/2022-12", 83_333), (2023, 200_000)], ALWAYS, HOLDS),
        (FROM_AUGUST, [("2022-08/2022-12", 83_334)], ALWAYS, HOLDS),
        (FROM_AUGUST, [("2022-08/2022-12", "83835.61")], ALWAYS, HOLDS),
        (FROM_AUGUST, [("2022-08/2022-12", 83_332)], ALWAYS, place(0)),
        (FROM_AUGUST, [(2022, 83_333)], ALWAYS, HOLDS),
        ("2022-08-15/2026-08-14", [("2022-08-15/2022", 75_806)], ALWAYS, HOLDS),
        ("2022-08-15/2026-08-14", [("2022-08-15/2022", 75_000)], ALWAYS, place(0)),
        (FROM_AUGUST, [("2022-08-01/2023-07-31", 200_000)], ALWAYS, HOLDS),
        (FROM_AUGUST, [("2022-08/2023-01", 100_000), ("2023-02/2023-07", 100_000)], ALWAYS, HOLDS),
        (FROM_AUGUST, [("2023-08-01/2024-07-31", 200_000)], RISING, HOLDS),
        (FROM_AUGUST, [("2023-08-01/2024-07-31", 207_000)], RISING, HOLDS),
        (FROM_AUGUST, [("2023-08-01/2024-07-31", 212_000)], RISING, place(0)),
        (CALENDAR, [("2023/2024", 412_000)], RISING, HOLDS),
        (CALENDAR, [(2024, 1)], programme(annual_amount={"2012": 200_000, "2026": 1}), place(0)),
        (CALENDAR, [(2022, 1)], programme(annual_amount={"2023": 200_000}), HOLDS),
        (CALENDAR, [(2024, 1)], programme(), HOLDS),
        (CALENDAR, [(2027, 1)], ALWAYS, HOLDS),
        ("2022/..", [(2024, 200_000)], ALWAYS, HOLDS),
        ("2022/..", [(2024, 199_000)], ALWAYS, place(0)),
    ],
)
def test_the_grants_give_the_annual_amount_for_their_days(
    period: str, grants: list[Any], under: Any, expected: Found
) -> None:
    """Grants of a year are added up; a part of a year is counted by days or months, rounded to kroner."""
    assert expected == find(grant_annual_amount, agreement(period, *grants), under)


@pytest.mark.parametrize(
    ("period", "grants", "under"),
    [
        (CALENDAR, [("2024/2024~", 200_000)], ALWAYS),
        (CALENDAR, [("2024/", 200_000)], ALWAYS),
        (CALENDAR, [("2024/..", 200_000)], ALWAYS),
        ("2022/2024~", [(2024, 100_000)], ALWAYS),
        (CALENDAR, [(2024, 200_000)], PERHAPS_RISING),
        ("2022-08~/2026", [("2023-08-01/2024-07-31", 1)], ALWAYS),
    ],
)
def test_on_uncertain_days_the_amount_cannot_be_told(period: str, grants: list[Any], under: Any) -> None:
    """Dates that are not exact leave open how much is due."""
    assert undecided("grants", 0, "amount") == find(grant_annual_amount, agreement(period, *grants), under)


def test_beside_a_term_that_may_go_on_the_amount_cannot_be_told() -> None:
    """In a year in which two terms may run, what is due cannot be told, though one of them certainly runs."""
    terms = [term("2020~/2023~"), term("2023/2026", "extension")]
    made = partnership(terms=terms, grants=[grant(year, 200_000) for year in (2020, 2023, 2024)])

    found = [*undecided("grants", 0, "amount"), *undecided("grants", 1, "amount")]
    assert found == find(grant_annual_amount, made, ALWAYS)


def test_terms_that_share_days_on_two_amounts_leave_it_open() -> None:
    """Nobody can say which of two amounts is due for the same days."""
    terms = [term(CALENDAR), term("2024/2027", "extension", annual_amount=Decimal(1))]
    made = partnership(terms=terms, grants=[grant(2024, 200_000)])

    assert undecided("grants", 0, "amount") == find(grant_annual_amount, made, ALWAYS)


def test_the_amount_of_a_term_goes_before_that_of_the_programme() -> None:
    """A term may set its own amount, even in a programme that sets none."""
    own = [term(CALENDAR, annual_amount=Decimal(150_000))]
    made = partnership(terms=own, grants=[grant(2023, 150_000), grant(2024, 200_000)])

    assert place(1) == find(grant_annual_amount, made, ALWAYS)
    assert place(1) == find(grant_annual_amount, made, programme())


def test_without_grants_or_terms_the_amount_cannot_be_told() -> None:
    """A list that is not recorded is undecided, where the programme asks for it."""
    own = partnership(terms=[term(CALENDAR, annual_amount=Decimal(1))])

    assert undecided("grants") == find(grant_annual_amount, partnership(terms=[term(CALENDAR)]), ALWAYS)
    assert HOLDS == find(
        grant_annual_amount, partnership(terms=[term(CALENDAR)]), ALWAYS, on=date(2021, 12, 31)
    )
    assert HOLDS == find(grant_annual_amount, own, programme())
    assert undecided("terms") == find(grant_annual_amount, partnership(grants=[grant(2024, 1)]), ALWAYS)


ENDED = Cancellation(on=date(2024, 1, 31), effective=date(2024, 6, 30))


@pytest.mark.parametrize(
    ("days", "amount", "repaid", "expected"),
    [
        ("2024-01/2024-06", 100_000, 0, HOLDS),
        (2024, 100_000, 0, HOLDS),
        (2024, 200_000, 100_000, HOLDS),
        (2024, 200_000, 0, place(0)),
        (2024, 200_000, 40_000, place(0)),
        (2025, 200_000, 0, HOLDS),
    ],
)
def test_a_cancelled_agreement_gives_the_amount_up_to_its_end(
    days: int | str, amount: int, repaid: int, expected: Found
) -> None:
    """Half a year of a cancelled agreement is half the amount, be the rest never given or paid back."""
    made = agreement(CALENDAR, (days, amount), cancelled=ENDED)
    back = (Repayment(on=date(2024, 9, 1), amount=Decimal(repaid)),) if repaid else ()
    made = attrs.evolve(made, grants=(attrs.evolve(made.grants[0], repayments=back),))

    assert expected == find(grant_annual_amount, made, ALWAYS)


def test_the_difference_is_told() -> None:
    """The message says what is given, what is due and by how much they differ."""
    too_much = agreement(FROM_AUGUST, ("2022-08/2022-12", 200_000))
    too_little = agreement(CALENDAR, (2024, 140_000))
    (more,) = findings(grant_annual_amount, too_much, ALWAYS)
    (less,) = findings(grant_annual_amount, too_little, ALWAYS)

    assert "er der givet 200.000 kr.; ordningen giver 83.333 kr.: 116.667 kr. for meget" in more.message.da
    assert "60.000 kr. for lidt" in less.message.da


def exempted(made: Grant) -> Grant:
    """Exempt a grant from the rule."""
    return attrs.evolve(made, exempt=Table({"grant-annual-amount": Dated.always("Nedsat")}))


def test_an_exempt_grant_makes_no_other_of_its_year_wrong() -> None:
    """A rate that was cut by agreement excuses its year, and only its year."""
    rates = [exempted(grant("2024-01/2024-06", 60_000)), grant("2024-07/2024-12", 100_000)]
    made = partnership(terms=[term(CALENDAR)], grants=[*rates, grant(2023, 1)])

    assert place(2) == find(grant_annual_amount, made, ALWAYS)


ROWS: list[tuple[int | str, int | str]] = [
    ("2023-01/2023-06", 100_000),
    ("2023-07/2023-12", 90_000),
    (2024, 150_000),
    (2024, 50_000),
    (2025, 1),
]


def test_the_order_of_grants_does_not_matter() -> None:
    """The same years are wrong whatever the order of the grants."""
    for rows in islice(permutations(ROWS), 0, None, 5):
        reported = findings(grant_annual_amount, agreement(CALENDAR, *rows), ALWAYS, on=ON)
        assert [190_000, 1] == sorted((dict(each.facts)["given"] for each in reported), reverse=True)


@given(amounts(), amounts(), st.integers(3, 6))
def test_whole_years_are_compared_exactly(annual: Decimal, more: Decimal, precision: int) -> None:
    """A grant for a year is the annual amount in kroner, to the øre, whatever precision the caller sets.

    An annual amount with øre may be rounded to kroner.
    """
    most = Decimal(1) if annual % 1 else Decimal("0.01")
    made = agreement(CALENDAR, (2023, str(annual)), (2024, str(annual + most)), (2025, str(more)))
    with localcontext(prec=precision):
        actual = find(grant_annual_amount, made, programme(annual_amount=str(annual)))

    assert place(1) + place(2) * (abs(more - annual) >= most) == actual
