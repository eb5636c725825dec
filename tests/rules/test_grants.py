from datetime import date
from decimal import Decimal, localcontext
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from rules.partnerships import HOLDS, FoundAt, broken, find, grant, partnership, programme, term, undecided

from civic_partnership.rules.grants import grant_annual_amount, grant_purpose
from civic_partnership.testing.values import amounts
from civic_partnership.values import Table

ALWAYS = programme(annual_amount=200_000)
RISING = programme(annual_amount={"2012": 200_000, "2027": 212_000})
PERHAPS_RISING = programme(annual_amount={"2012": 200_000, "2024-03~": 212_000})
FIRST = ("grants", 0, "amount")
BROKEN, UNDECIDED = broken(*FIRST), undecided(*FIRST)


@pytest.mark.parametrize(
    ("days", "amount", "under", "expected"),
    [
        (2024, 200_000, ALWAYS, HOLDS),
        (2024, 180_000, ALWAYS, BROKEN),
        (2024, 200_001, ALWAYS, BROKEN),
        (2024, "199999.99", ALWAYS, BROKEN),
        (2024, "200000.00", ALWAYS, HOLDS),
        (2024, "199999.50", programme(annual_amount="199999.5"), HOLDS),
        (2024, 0, programme(annual_amount=0), HOLDS),
        ("2024/2024", 180_000, ALWAYS, BROKEN),
        ("2023-10-01/2024-09-30", 200_000, ALWAYS, HOLDS),
        ("2023-10-01/2024-09-30", 180_000, ALWAYS, BROKEN),
        ("2024-02-29/2025-02-28", 200_000, ALWAYS, HOLDS),
        ("2024-02-29/2025-02-28", 180_000, ALWAYS, BROKEN),
        ("2023-03-01/2024-02-29", 180_000, ALWAYS, BROKEN),
        ("2024-01-01/2024-12-30", 180_000, ALWAYS, HOLDS),
        ("2023-10/2023-12", 50_000, ALWAYS, HOLDS),
        ("2023-10/2023-12", 200_000, ALWAYS, HOLDS),
        ("2023-10/2023-12", "200000.01", ALWAYS, BROKEN),
        ("2024-01-01/2025-01-01", 400_000, ALWAYS, HOLDS),
        ("2024-01-01/2025-01-01", 180_000, ALWAYS, HOLDS),
        ("2024/2025", "400000.01", ALWAYS, BROKEN),
        ("2024-02-29/2025-03-01", 400_000, ALWAYS, HOLDS),
        ("2024-02-29/2025-02-28", 400_000, ALWAYS, BROKEN),
        (2026, 200_000, RISING, HOLDS),
        (2027, 200_000, RISING, BROKEN),
        (2027, 212_000, RISING, HOLDS),
        ("2026-10/2027-09", 200_000, RISING, HOLDS),
        ("2026-10/2027-09", 212_000, RISING, BROKEN),
        ("2026/2027", 412_000, RISING, HOLDS),
        ("2026/2027", 412_001, RISING, BROKEN),
        ("2026-12-31/2027-12-31", 412_001, RISING, BROKEN),
        ("2027/2028", 424_000, RISING, HOLDS),
        (2011, 1, RISING, HOLDS),
        ("2011-07/2012-06", 1_000_000, RISING, HOLDS),
        ("2011-07/2013-06", 1_000_000, RISING, HOLDS),
        ("2024-01-01/2024~", 180_000, ALWAYS, UNDECIDED),
        ("2024-01-01/2024~", 200_000, ALWAYS, HOLDS),
        ("2024-01-01/2024~", 212_000, ALWAYS, BROKEN),
        ("2024~/2024", 180_000, ALWAYS, UNDECIDED),
        ("2024-01/2025-01~", 200_001, ALWAYS, HOLDS),
        ("2024-02/2025-01~", 200_001, ALWAYS, BROKEN),
        ("2024/..", 180_000, ALWAYS, UNDECIDED),
        ("2024/..", 200_000, ALWAYS, HOLDS),
        ("2024/..", 300_000, ALWAYS, UNDECIDED),
        ("2024/..", 200_000 * 176 + 1, ALWAYS, BROKEN),
        ("2024-03-15/2025-03-14", 200_000, PERHAPS_RISING, UNDECIDED),
        ("2024-03-15/2025-03-14", 206_000, PERHAPS_RISING, BROKEN),
        ("2024-03-15/2024-12-31", "200000.01", PERHAPS_RISING, UNDECIDED),
        ("2024-03-15/2024-12-31", 212_000, PERHAPS_RISING, UNDECIDED),
        ("2024-03-31/2025-03-30", 200_000, PERHAPS_RISING, BROKEN),
        ("2024-03-15/2025-03-14", 1, programme(annual_amount={"2024-03~": 212_000}), UNDECIDED),
        (2024, 1, programme(), HOLDS),
        ("2024~/..", 1, programme(), HOLDS),
    ],
)
def test_a_grant_for_a_year_is_the_amount_in_force_on_its_first_day(
    days: int | str, amount: int | str, under: Any, expected: list[FoundAt]
) -> None:
    """A whole year's grant is that amount, a shorter one at most that, a longer one at most the years begun."""
    assert expected == find(grant_annual_amount, partnership(grants=[grant(days, amount)]), under)


def test_every_grant_is_asked_by_itself() -> None:
    """Each grant that is not the annual amount is told at its own place, whatever the others are."""
    grants = [grant(2023, 180_000), grant(2024, 200_000), grant(2024, 180_000)]

    assert broken(*FIRST) + broken("grants", 2, "amount") == find(
        grant_annual_amount, partnership(grants=grants), ALWAYS
    )


@given(amounts(), amounts(), st.integers(3, 6))
def test_amounts_are_compared_exactly_however_precisely_the_caller_computes(
    annual: Decimal, more: Decimal, precision: int
) -> None:
    """A grant for two years is at most twice the annual amount, to the øre, whatever context is set."""
    due = Decimal(2) * annual
    grants = [grant("2024/2025", str(amount)) for amount in (due, due + Decimal("0.01"), more)]
    expected = broken("grants", 1, "amount") + broken("grants", 2, "amount") * (more > due)
    with localcontext(prec=precision):
        actual = find(grant_annual_amount, partnership(grants=grants), programme(annual_amount=str(annual)))

    assert expected == actual


ALL, MOST = programme(resource_person_share=100), programme(resource_person_share=80)
SPENDING = ("grants", 0, "spending")


@pytest.mark.parametrize(
    ("spent", "under", "expected"),
    [
        ({"resource_person": 200_000}, ALL, HOLDS),
        ({"resource_person": 170_000, "shirts": 30_000}, ALL, broken(*SPENDING)),
        ({"shirts": "0.01"}, ALL, broken(*SPENDING)),
        ({"shirts": 0}, ALL, HOLDS),
        ({"resource_person": 160_000, "shirts": 40_000}, MOST, HOLDS),
        ({"resource_person": 150_000, "shirts": "40000.01"}, MOST, broken(*SPENDING)),
        ({"shirts": 20_000, "travel": 20_000}, MOST, HOLDS),
        ({"shirts": 20_000, "travel": "20000.01"}, MOST, broken(*SPENDING)),
        ({"shirts": 1000}, programme(resource_person_share="99.5"), HOLDS),
        ({"shirts": "1000.01"}, programme(resource_person_share="99.5"), broken(*SPENDING)),
        ({"shirts": 200_000}, programme(resource_person_share=0), HOLDS),
        ({"shirts": 200_000}, programme(), HOLDS),
        ({"shirts": 40_000}, programme(resource_person_share={"2012": 100, "2024": 80}), HOLDS),
        ({"shirts": 1}, programme(resource_person_share={"2012": 80, "2024": 100}), broken(*SPENDING)),
        ({"shirts": 1}, programme(resource_person_share={"2025": 100}), HOLDS),
        (
            {"shirts": 20_000},
            programme(resource_person_share={"2012": 80, "2023-07~": 100}),
            broken(*SPENDING),
        ),
        (
            {"shirts": 20_000},
            programme(resource_person_share={"2012": 80, "2024-01~": 100}),
            undecided(*SPENDING),
        ),
        (
            {"shirts": 50_000},
            programme(resource_person_share={"2012": 80, "2024-01~": 100}),
            broken(*SPENDING),
        ),
    ],
)
def test_other_purposes_get_at_most_what_the_share_leaves(
    spent: dict[str, int | str], under: Any, expected: list[FoundAt]
) -> None:
    """Of a grant of 200,000 kr. for 2024 others than the resource person get what the share in force leaves."""
    assert expected == find(grant_purpose, partnership(grants=[grant(2024, 200_000, **spent)]), under)


def test_spending_is_asked_only_of_grants_that_record_some() -> None:
    """Beside a grant with spending, one without is not asked, be the share ever so impossible."""
    grants = [grant(2023, 200_000), grant(2024, 200_000, resource_person=200_000), grant(2025, 1, shirts=1)]
    impossible = [grant(2023, 200_000), grant(2024, 0, resource_person=0)]

    assert broken("grants", 2, "spending") == find(grant_purpose, partnership(grants=grants), ALL)
    assert find(grant_purpose, partnership(grants=impossible), programme(resource_person_share=120)) == HOLDS


@given(amounts(), st.decimals(0, 100, places=2), st.integers(3, 6))
def test_what_the_share_leaves_is_exact(amount: Decimal, share: Decimal, precision: int) -> None:
    """Spending up to the very øre that the share leaves holds, and an øre more is broken."""
    left = int(amount * 100 * (100 - share) / 100)
    rows = [grant(2024, str(amount), shirts=str(Decimal(each) / 100)) for each in (left, left + 1)]
    with localcontext(prec=precision):
        actual = find(grant_purpose, partnership(grants=rows), programme(resource_person_share=str(share)))

    assert broken("grants", 1, "spending") == actual


@pytest.mark.parametrize(
    ("terms", "on", "expected"),
    [
        (["2021/2024"], date(2021, 1, 1), [True]),
        (["2021/2024"], date(2020, 12, 31), []),
        (["2021~/2024"], date(2021, 1, 1), [True]),
        (["2025/2028", "2021/2024"], date(2021, 1, 1), [True]),
        (["2021/2024"], date(2030, 1, 1), [True]),
        ([], date(2021, 1, 1), [True]),
        ([], date(2011, 12, 31), []),
        (["2011/2011"], date(2021, 1, 1), []),
    ],
)
@pytest.mark.parametrize("rule", [grant_annual_amount, grant_purpose], ids=lambda rule: rule.name)
def test_no_grant_at_all_cannot_be_told(rule: Any, terms: list[str], on: date, expected: list[bool]) -> None:
    """Once the partnership has begun, and while something is asked for, a list without any is undecided, once."""
    agreement = partnership(terms=[term(period) for period in terms])
    under = programme(annual_amount={"2012": 200_000}, resource_person_share={"2012": 100})

    assert [undecided("grants")[0] for _ in expected] == find(rule, agreement, under, on=on)
    assert find(rule, agreement, programme(), on=on) == HOLDS


def test_no_spending_at_all_cannot_be_told() -> None:
    """Where grants are recorded but what they were spent on is not, that is undecided, once."""
    agreement = partnership(terms=[term("2021/2024")], grants=[grant(2021, 200_000), grant(2022, 200_000)])

    assert undecided("grants", 0, "spending") == find(grant_purpose, agreement, ALL)
    assert find(grant_purpose, agreement, ALL, on=date(2020, 12, 31)) == HOLDS


@pytest.mark.parametrize(
    ("exempt", "expected"),
    [(0, undecided("grants", 1, "spending")), (1, undecided("grants", 0, "spending")), (2, HOLDS)],
)
def test_an_exempt_grant_hides_no_other(exempt: int, expected: list[FoundAt]) -> None:
    """Spending is asked of the grants that are not exempt, wherever they stand in the list."""
    grants = [grant(2021, 200_000), grant(2022, 200_000)]
    exemptions = Table({"grant-purpose": "Aftalt"})
    rows = [
        attrs.evolve(each, exempt=exemptions) if exempt in (n, 2) else each for n, each in enumerate(grants)
    ]

    assert expected == find(grant_purpose, partnership(terms=[term("2021/2024")], grants=rows), ALL)


@pytest.mark.parametrize("rule", [grant_annual_amount, grant_purpose], ids=lambda rule: rule.name)
def test_another_programme_asks_for_nothing(rule: Any) -> None:
    """What one programme sets is asked of its own partnerships alone."""
    other = attrs.evolve(programme(annual_amount=1, resource_person_share=100), id="other")
    agreement = partnership(grants=[grant(2024, 200_000, shirts=1)])

    assert find(rule, agreement, programme(), other) == HOLDS
    assert "error" in {
        level for level, _ in find(rule, attrs.evolve(agreement, programme="other"), programme(), other)
    }


@pytest.mark.parametrize("rule", [grant_annual_amount, grant_purpose], ids=lambda rule: rule.name)
def test_under_an_unknown_programme_no_grant_is_asked(rule: Any) -> None:
    """Where the programme is not there, neither its amount nor its share can be told."""
    assert undecided("programme") == find(rule, partnership(grants=[grant(2024, 1, shirts=1)]), None)
