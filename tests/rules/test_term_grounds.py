from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, undecided, warned
from rules.partnerships import partnership, term

from civic_partnership.findings import Rule
from civic_partnership.model import Appropriation, Partnership, Term
from civic_partnership.rules.terms import (
    extension_decision,
    parameter_outdated,
    term_within_appropriation,
)
from civic_partnership.values import Period

DECIDED, PERIOD = ("terms", 0, "decided_on"), ("terms", 0, "period")


@pytest.mark.parametrize(
    ("period", "decided_on", "on", "expected"),
    [
        ("2025/2028", date(2024, 12, 31), ON, HOLDS),
        ("2025/2028", date(2025, 1, 1), date(2024, 12, 31), HOLDS),
        ("2025/2028", date(2025, 1, 1), date(2025, 1, 1), broken(*DECIDED)),
        ("2025/2028", None, date(2024, 12, 31), HOLDS),
        ("2025/2028", None, date(2025, 1, 1), undecided(*DECIDED)),
        ("2024~/2028", date(2023, 12, 31), ON, HOLDS),
        ("2024~/2028", date(2024, 7, 1), ON, undecided(*DECIDED)),
        ("2024~/2028", date(2024, 12, 31), ON, broken(*DECIDED)),
        ("2024~/2028", date(2024, 12, 31), date(2024, 12, 30), undecided(*DECIDED)),
    ],
)
def test_an_extension_is_decided_before_it_begins(
    period: str, decided_on: date | None, on: date, expected: Found
) -> None:
    """Once an extension has begun, the day of its decision lies before its first day; no other term has any."""
    extended = partnership(terms=[attrs.evolve(term(period, "extension"), decided_on=decided_on)])
    initial = partnership(terms=[attrs.evolve(term(period), decided_on=decided_on)])

    assert expected == find(extension_decision, extended, on=on)
    assert HOLDS == find(extension_decision, initial, on=on)


def under(*terms: Term) -> Partnership:
    """Make a partnership with some terms that the appropriation pays for."""
    return attrs.evolve(partnership(terms=terms), appropriation="vol-1")


def find_paid(rule: Rule, paid: str, *terms: Term, on: date = ON) -> Found:
    """Return the findings about terms of a partnership that an appropriation pays for on some days."""
    paying = Appropriation(id="vol-1", programme="ordning", name="Vol. 1", period=Period(paid))
    return find(rule, under(*terms), paying, on=on)


@pytest.mark.parametrize(
    ("period", "paid", "on", "expected"),
    [
        ("2021/2024", "2021/2024", ON, HOLDS),
        ("2021/2024", "2021-01-02/2024", ON, broken(*PERIOD)),
        ("2021/2024", "2021/2024-12-30", date(2024, 12, 31), HOLDS),
        ("2021/2024", "2021/2024-12-30", date(2025, 1, 1), broken(*PERIOD)),
        ("2021/2024", "2010/2020", date(2020, 12, 31), HOLDS),
        ("2021/2024", "2010/2020", date(2021, 1, 1), broken(*PERIOD)),
        ("2021/2024~", "2021/2024", ON, HOLDS),
        ("2021/2024~", "2021/2024-11", ON, undecided(*PERIOD)),
        ("2021/2024", "2021/2024~", ON, undecided(*PERIOD)),
        ("2021/2024", "2021/2024~", date(2024, 12, 31), HOLDS),
        ("2021~/2024", "2021-06/2024", ON, undecided(*PERIOD)),
        ("2021~/2024", "2021-06/2024", date(2021, 1, 1), undecided(*PERIOD)),
        ("2021/..", "2021/2024", date(2025, 1, 1), HOLDS),
        ("2021/..", "2021/2024", ON, undecided(*PERIOD)),
    ],
)
def test_a_term_lies_within_its_appropriation(period: str, paid: str, on: date, expected: Found) -> None:
    """A term that has begun did so while it was paid for, and one that is over ended so."""
    assert expected == find_paid(term_within_appropriation, paid, term(period), on=on)


@pytest.mark.parametrize(
    ("period", "paid", "on", "expected"),
    [
        ("2023/2026", "2023/2026", ON, HOLDS),
        ("2023/2026", "2023/2025", date(2020, 1, 1), warned(*PERIOD)),
        ("2023/2026", "2023/2025", date(2026, 12, 31), warned(*PERIOD)),
        ("2023/2026", "2023/2025", date(2027, 1, 1), HOLDS),
        ("2023/2026", "2023/2026~", ON, undecided(*PERIOD)),
        ("2023/2026~", "2023/2026", ON, HOLDS),
        ("2023/2026~", "2023/2025", ON, warned(*PERIOD)),
        ("2023/2026~", "2023/2025", date(2026, 7, 1), undecided(*PERIOD)),
        ("2023/..", "2023/2026", ON, undecided(*PERIOD)),
        ("2023/2026", "2023/..", ON, undecided(*PERIOD)),
    ],
)
def test_a_term_does_not_outlast_its_appropriation(period: str, paid: str, on: date, expected: Found) -> None:
    """Until a term is over, a last day after that of the appropriation is told."""
    assert expected == find_paid(parameter_outdated, paid, term(period), on=on)


@pytest.mark.parametrize("agreement", [partnership(terms=[term("2021/2026")]), under(term("2021/2026"))])
@pytest.mark.parametrize(
    ("rule", "not_asked_on"),
    [(term_within_appropriation, date(2020, 12, 31)), (parameter_outdated, date(2027, 1, 1))],
)
def test_without_its_appropriation_nothing_can_be_told(
    agreement: Partnership, rule: Any, not_asked_on: date
) -> None:
    """Where the appropriation is not recorded, or not in the register, that is undecided once it is asked."""
    assert undecided("appropriation") == find(rule, agreement)
    assert HOLDS == find(rule, agreement, on=not_asked_on)


def test_every_term_is_asked() -> None:
    """Each term outside its appropriation is told at its own place."""
    terms = term("2010/2012"), term("2021/2024", "extension"), term("2025/2030", "extension")

    assert broken(*PERIOD) == find_paid(term_within_appropriation, "2021/2028", *terms)
    assert warned("terms", 2, "period") == find_paid(parameter_outdated, "2021/2028", *terms)
