"""The facts under the pictures: money year by year, and what each area has."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from civic_partnership import Register, check, parse
from civic_partnership.model import Grant, RecordKey
from civic_partnership.testing import BrokenRegister, broken_by, readable_registers, registers
from civic_partnership.values import Bounds
from civic_partnership_report.figures import (
    AMOUNTS,
    Amount,
    Payer,
    find_money,
    may_be_in_force,
)
from civic_partnership_report.view import View

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ON = date(2025, 3, 1)


def amounts_of(grant: Grant, kind: str) -> list[Decimal]:
    """Return the recorded amounts of a kind."""
    return {
        "awarded": [grant.amount],
        "paid": [each.amount if each.on <= ON else Decimal() for each in grant.payments],
        "spent": [each.amount for each in grant.spending],
        "repaid": [each.amount if each.on <= ON else Decimal() for each in grant.repayments],
        "carried_over": [grant.carried_over.amount] if grant.carried_over else [],
    }[kind]


def count_days(grant: Grant) -> dict[int, int]:
    """Count the days of a grant in each year, one by one."""
    days, counts = grant.days, defaultdict[int, int](int)
    for number in range((days.latest_end - days.earliest_start).days + 1):
        counts[(days.earliest_start + timedelta(days=number)).year] += 1
    return counts


@UNHURRIED
@given(registers())
def test_the_money_of_a_programme_is_that_of_its_grants(register: Register) -> None:
    """Divide each amount day by day, and add up the same as the figures say."""
    expected: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
    for partnership in register.partnerships.values():
        for grant in partnership.grants:
            assert grant.days.is_exact
            counts = count_days(grant)
            for kind in AMOUNTS:
                for amount in amounts_of(grant, kind):
                    for year, days in counts.items():
                        key = partnership.programme, kind, year
                        expected[key] += Fraction(amount) * days / sum(counts.values())

    found = {
        (payer.key.id, kind, row.year): getattr(row, kind)
        for payer in find_money(register, on=ON)
        if payer.key.kind == "programmes"
        for row in payer.years
        for kind in AMOUNTS
    }
    assert {key for key, amount in found.items() if amount.recorded} == set(expected)
    for key, total in expected.items():
        assert abs(total - Fraction(found[key].kroner.certain)) <= Fraction(1, 100)
        assert found[key].kroner.certain == found[key].kroner.possible


@UNHURRIED
@given(registers() | readable_registers())
def test_no_grant_is_forgotten(register: Register) -> None:
    """Give each payer as many grants in the years as its partnerships have there, recorded or not."""
    for payer in find_money(register, on=ON):
        for row in payer.years:
            for kind in AMOUNTS:
                amount = getattr(row, kind)
                assert row.awarded.grants == amount.grants >= amount.recorded >= 0
                assert (amount.unrecorded == 0) or amount.recorded < amount.grants


@UNHURRIED
@given(broken_by("budget-overspent"))
def test_the_rule_of_budgets_adds_up_the_same(broken: BrokenRegister) -> None:
    """Find the sum that the rule `budget-overspent` tells of, for the same budget and year."""
    on = date(2199, 12, 31)
    told = {
        (finding.record, facts["year"]): facts["granted"]
        for finding in check(broken.broken, on=on).findings
        for facts in [dict(finding.facts)]
        if finding.rule == "budget-overspent" and "granted" in facts
    }
    found: dict[tuple[RecordKey | None, int], Bounds] = {
        (payer.key, row.year): row.awarded.kroner
        for payer in find_money(broken.broken, on=on)
        for row in payer.years
    }

    assert told
    assert told == {key: found[key] for key in told}


MONEY = """
[programmes]
p = { name = "Ordning", annual_budget = { 2022 = 500_000, "2024~" = 600_000 } }
q = { name = "Tom" }
[appropriations]
v = { programme = "p", name = "Vol. 1", period = "2021/.." }
[partnerships.a]
programme = "p"
appropriation = "v"
partners = [{ association = "a" }]
grants = [
  { year = 2021, amount = 100, payments = [{ on = 2020-12-30, amount = 90 }] },
  { period = "2021-07/2022-06", amount = 365, spending = [] },
  { year = 2023, amount = 0, payments = [{ on = 2023-01-01, amount = 0 }] },
]
[partnerships.b]
programme = "p"
partners = [{ association = "b" }]
grants = [{ period = "2023/", amount = 10 }, { period = "2024~/2025", amount = 1000 }]
[partnerships.c]
programme = "lost"
partners = [{ association = "c" }]
"""


def find_payers(years: range | None = None) -> dict[RecordKey, Payer]:
    """Find the money of each payer by its key."""
    return {payer.key: payer for payer in find_money(parse(MONEY).register, on=ON, years=years)}


def test_programmes_stand_before_their_appropriations() -> None:
    """List also a programme that the register lacks, by its id, and one without money."""
    names = [(key.kind, payer.name, len(payer.years)) for key, payer in find_payers().items()]

    assert [
        ("programmes", "lost", 0),
        ("programmes", "Ordning", 5),
        ("appropriations", "Vol. 1", 3),
        ("programmes", "Tom", 0),
    ] == names


def test_what_is_not_recorded_is_not_zero() -> None:
    """Tell nothing recorded from a recorded zero, and how much of a sum is recorded."""
    rows = {row.year: row for row in find_payers()[RecordKey("appropriations", "v")].years}

    assert Amount(Bounds(Decimal(90), Decimal(90)), 1, 2, Decimal(184)) == rows[2021].paid
    assert "90 kr. (1 af 2 tilskud)" == rows[2021].paid.in_language("da")
    assert "ikke registreret" == rows[2022].paid.in_language("da")
    assert Decimal(181) == rows[2022].paid.unrecorded
    assert "0 kr." == rows[2023].paid.in_language("da")
    assert "not recorded" == rows[2021].spent.in_language("en")


def test_what_is_to_be_paid_later_is_not_paid() -> None:
    """Count payments until the day of the report; one that is planned is recorded, but not paid."""
    later = MONEY.replace(
        "amount = 0 }] }", "amount = 70 }], repayments = [{ on = 2024-05-01, amount = 7 }] }"
    )
    found = [
        next(payer for payer in find_money(parse(later).register, on=on) if payer.name == "Vol. 1").years[-1]
        for on in (date(2022, 12, 31), date(2023, 1, 1), date(2024, 5, 1))
    ]

    assert ["0 kr.", "70 kr.", "70 kr."] == [row.paid.in_language("da") for row in found]
    assert ["0 kr.", "0 kr.", "7 kr."] == [row.repaid.in_language("da") for row in found]


def test_an_uncertain_sum_has_two_bounds() -> None:
    """Give the least and the most of a year whose grants, or whose budget, are uncertain."""
    rows = {row.year: row for row in find_payers()[RecordKey("programmes", "p")].years}

    assert (None, Bounds(Decimal(500_000), Decimal(500_000))) == (rows[2021].budget, rows[2022].budget)
    assert Bounds(Decimal(500_000), Decimal(600_000)) == rows[2024].budget
    # one day to the whole of 2024 of 1000 kr., and none to 366 of 731 days of 10 kr.
    assert "2,73 til 505,69 kr." == rows[2024].awarded.in_language("da")


def test_chosen_years() -> None:
    """Leave out other years."""
    payers = find_payers(range(2022, 2024))

    assert [2022, 2023] == [row.year for row in payers[RecordKey("programmes", "p")].years]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("", True),
        ('terms = [{ period = "2021/2024", kind = "initial" }]', False),
        ('terms = [{ period = "2021/2025~", kind = "initial" }]', True),
        ('terms = [{ period = "2021/", kind = "initial" }]', True),
        ('terms = [{ period = "2026/2027", kind = "initial" }]', False),
        ("cancelled = { on = 2024-06-30, effective = 2025-02-28 }", False),
        ("cancelled = { on = 2024-06-30, effective = 2025-03-01 }", True),
    ],
)
def test_whether_a_partnership_may_be_in_force(facts: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """Look at its terms, and at how it was cancelled."""
    text = f'[partnerships.a]\nprogramme = "p"\npartners = [{{ association = "a" }}]\n{facts}'

    assert expected is may_be_in_force(parse(text).register.partnerships["a"], ON)


@pytest.mark.parametrize(
    ("partners", "expected"),
    [
        ('{ association = "a" }', "Nordby Boldklub"),
        ('{ association = "a" }, { association = "lost" }', "Nordby Boldklub / lost"),
        ('{ association = "a", until = "2024" }, { association = "b", since = "2025" }', "Nordby GF"),
        (
            '{ association = "a", until = "2023" }, { association = "b", until = "2024" }',
            "Nordby Boldklub / Nordby GF",
        ),
        ("", "x"),
    ],
)
def test_a_partnership_is_called_by_its_associations(partners: str, expected: str) -> None:
    """Name those of the day, else all, else the id."""
    text = f"""
[associations]
a = {{ name = "Nordby Boldklub" }}
b = {{ name = "Nordby GF" }}
[partnerships.x]
programme = "p"
partners = [{partners}]
"""
    register = parse(text).register

    assert expected == View(register, ON, "da").name(register.partnerships["x"])
