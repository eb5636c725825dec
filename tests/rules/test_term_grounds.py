from datetime import date
from typing import Any

import pytest
from rules.partnerships import HOLDS, ON, FoundAt, broken, find, partnership, term, undecided

from civic_partnership.model import Appropriation, Partnership, Term
from civic_partnership.rules.terms import (
    extension_decision,
    parameter_outdated,
    term_within_appropriation,
)
from civic_partnership.values import Period


def extended(period: Any, decided_on: date | None, kind: Any = "extension") -> Partnership:
    """Make a partnership with a term that was decided on some day."""
    return partnership(terms=[Term(period=period, kind=kind, decided_on=decided_on)])


DECIDED = ("terms", 0, "decided_on")


@pytest.mark.parametrize(
    ("period", "decided_on", "on", "expected"),
    [
        ("2025/2028", date(2024, 10, 2), ON, HOLDS),
        ("2025/2028", date(2024, 12, 31), ON, HOLDS),
        ("2025/2028", date(2025, 1, 1), ON, broken(*DECIDED)),
        ("2025/2028", date(2025, 2, 1), date(2024, 12, 31), HOLDS),
        ("2025/2028", date(2025, 2, 1), date(2025, 1, 1), broken(*DECIDED)),
        ("2025/2028", None, date(2024, 12, 31), HOLDS),
        ("2025/2028", None, date(2025, 1, 1), undecided(*DECIDED)),
        ("2024~/2028", date(2023, 12, 31), ON, HOLDS),
        ("2024~/2028", date(2024, 7, 1), ON, undecided(*DECIDED)),
        ("2024~/2028", date(2024, 12, 31), ON, broken(*DECIDED)),
        ("2024~/2028", date(2024, 12, 31), date(2024, 12, 30), undecided(*DECIDED)),
    ],
)
def test_an_extension_is_decided_before_it_begins(
    period: str, decided_on: date | None, on: date, expected: list[FoundAt]
) -> None:
    """Once an extension has begun, the day of its decision lies before its first day."""
    assert expected == find(extension_decision, extended(Period(period), decided_on), None, on=on)


@pytest.mark.parametrize("decided_on", [None, date(2025, 2, 1)])
def test_an_initial_term_rests_on_no_decision(decided_on: date | None) -> None:
    """Only extensions are asked when they were decided."""
    assert HOLDS == find(extension_decision, extended(Period("2025/2028"), decided_on, "initial"), None)


def appropriation(period: Period) -> Appropriation:
    """Make an appropriation for some days."""
    return Appropriation(id="vol-1", programme="ordning", name="Vol. 1", period=period)


def under(*terms: Term) -> Partnership:
    """Make a partnership with some terms that the appropriation pays for."""
    return Partnership(
        id="nordby",
        programme="ordning",
        appropriation="vol-1",
        associations=("nordby-boldklub",),
        terms=terms,
    )


PERIOD = ("terms", 0, "period")
LONGER = [FoundAt("warning", PERIOD)]


@pytest.mark.parametrize(
    ("period", "paid", "on", "expected"),
    [
        ("2021/2024", "2021/2024", ON, HOLDS),
        ("2021/2024", "2020/2025", ON, HOLDS),
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
        ("2021/2024", "2021/..", ON, undecided(*PERIOD)),
        ("2021/..", "2021/2024", date(2025, 1, 1), HOLDS),
        ("2021/..", "2021/2024", ON, undecided(*PERIOD)),
    ],
)
def test_a_term_lies_within_its_appropriation(
    period: str, paid: str, on: date, expected: list[FoundAt]
) -> None:
    """A term that has begun did so while it was paid for, and one that is over ended so."""
    assert expected == find(
        term_within_appropriation, under(term(period)), None, appropriation(Period(paid)), on=on
    )


@pytest.mark.parametrize(
    ("period", "paid", "on", "expected"),
    [
        ("2023/2026", "2023/2026", ON, HOLDS),
        ("2023/2026", "2023/2025", ON, LONGER),
        ("2023/2026", "2023/2025", date(2020, 1, 1), LONGER),
        ("2023/2026", "2023/2025", date(2026, 12, 31), LONGER),
        ("2023/2026", "2023/2025", date(2027, 1, 1), HOLDS),
        ("2023/2026", "2023/2026~", ON, undecided(*PERIOD)),
        ("2023/2026~", "2023/2026", ON, HOLDS),
        ("2023/2026~", "2023/2025", ON, LONGER),
        ("2023/2026~", "2023/2025", date(2026, 7, 1), undecided(*PERIOD)),
        ("2023/..", "2023/2026", ON, undecided(*PERIOD)),
        ("2023/2026", "2023/..", ON, undecided(*PERIOD)),
    ],
)
def test_a_term_does_not_outlast_its_appropriation(
    period: str, paid: str, on: date, expected: list[FoundAt]
) -> None:
    """Until a term is over, a last day after that of the appropriation is told."""
    assert expected == find(parameter_outdated, under(term(period)), None, appropriation(Period(paid)), on=on)


@pytest.mark.parametrize("agreement", [partnership(terms=[term("2021/2026")]), under(term("2021/2026"))])
def test_without_its_appropriation_nothing_can_be_told(agreement: Partnership) -> None:
    """Where the appropriation is not recorded, or not in the register, that is undecided once it is asked."""
    missing = undecided("appropriation")

    assert missing == find(term_within_appropriation, agreement, None)
    assert HOLDS == find(term_within_appropriation, agreement, None, on=date(2020, 12, 31))
    assert missing == find(parameter_outdated, agreement, None)
    assert HOLDS == find(parameter_outdated, agreement, None, on=date(2027, 1, 1))


def test_every_term_is_asked() -> None:
    """Each term outside its appropriation is told at its own place."""
    terms = term("2010/2012"), term("2021/2024", "extension"), term("2025/2030", "extension")

    assert broken(*PERIOD) == find(
        term_within_appropriation, under(*terms), None, appropriation(Period("2021/2028"))
    )
    assert [FoundAt("warning", ("terms", 2, "period"))] == find(
        parameter_outdated, under(*terms), None, appropriation(Period("2021/2028"))
    )
