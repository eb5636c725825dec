from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st
from rules.partnerships import HOLDS, ON, FoundAt, broken, undecided

from civic_partnership.findings import Rule
from civic_partnership.model import CooperationAgreement, Evaluation, Party, Register
from civic_partnership.rules import check
from civic_partnership.rules.agreements import (
    agreement_evaluation,
    agreement_parties,
    evaluation_overdue,
)
from civic_partnership.testing.values import starts
from civic_partnership.values import PartialDate, Period


def find(rule: Rule, on: date = ON, **fields: Any) -> list[FoundAt]:
    """Return the findings of a rule about an agreement."""
    agreement = CooperationAgreement(id="klubber", title="Aftale", **fields)
    report = check(Register().replace(agreement), on=on, rules=(rule,))
    assert report.failures == ()
    return [FoundAt(finding.level, finding.path) for finding in report.findings]


CLUB, TOWN, NAMED = Party(association="club"), Party(department="social"), Party(name="club")


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ((CLUB, TOWN), HOLDS),
        ((CLUB, NAMED), HOLDS),
        ((CLUB, CLUB, TOWN), HOLDS),
        ((CLUB, CLUB), broken("parties")),
        ((CLUB,), broken("parties")),
        ((), broken("parties")),
    ],
)
def test_an_agreement_has_two_distinct_parties(parties: tuple[Party, ...], expected: list[FoundAt]) -> None:
    """Two or more different parties agree."""
    assert expected == find(agreement_parties, parties=parties)


def planned(*texts: str) -> tuple[Evaluation, ...]:
    """Make evaluations that are planned."""
    return tuple(Evaluation(planned=PartialDate(text)) for text in texts)


@pytest.mark.parametrize(
    ("period", "evaluations", "on", "expected"),
    [
        ("2024/..", planned("2024-09"), ON, HOLDS),
        ("2024/..", planned("2030"), ON, HOLDS),
        ("2024/..", planned("2023", "2024-01-02"), ON, HOLDS),
        ("2024/..", (), ON, broken("evaluations")),
        ("2024/..", planned("2023"), ON, broken("evaluations")),
        ("2024/..", planned("2024"), ON, broken("evaluations")),
        ("2024/..", planned("2024~"), ON, undecided("evaluations")),
        ("2024~/..", planned("2024-09"), ON, undecided("evaluations")),
        ("2024~/..", planned("2023-09"), ON, broken("evaluations")),
        ("2024/..", (), date(2023, 12, 31), HOLDS),
        ("2024/..", (), date(2024, 1, 1), broken("evaluations")),
        ("2024~/..", (), date(2024, 6, 1), undecided("evaluations")),
        ("2024/2027", (), ON, HOLDS),
        ("2024/2027~", (), ON, HOLDS),
        (None, (), ON, undecided("period")),
        (None, planned("2024-09"), ON, undecided("period")),
    ],
)
def test_an_open_ended_agreement_plans_an_evaluation(
    period: str | None, evaluations: tuple[Evaluation, ...], on: date, expected: list[FoundAt]
) -> None:
    """Once an agreement without an end has begun, an evaluation is planned for a later day than its first."""
    days = Period(period) if period else None

    assert expected == find(agreement_evaluation, on, period=days, evaluations=evaluations)


days = st.sampled_from(["2024-01-31", "2024-02-02", "2024-01~", "2024-02~", "2024-02", "2024-03-01"])


@given(days, st.lists(days, max_size=2), st.dates(date(2024, 1, 1), date(2024, 3, 2)))
def test_whether_one_is_planned_is_what_all_readings_say(start: str, plans: list[str], on: date) -> None:
    """The finding is certain only where all readings of the dates agree."""
    truths = [
        first > on or any(day > first for day in chosen)
        for first, *chosen in product(starts(start), *map(starts, plans))
    ]
    some = undecided("evaluations") if any(truths) else broken("evaluations")
    expected = HOLDS if all(truths) else some

    period = Period(f"{start}/..")
    assert expected == find(agreement_evaluation, on, period=period, evaluations=planned(*plans))


@pytest.mark.parametrize(
    ("text", "result", "on", "expected"),
    [
        ("2024-09-17", "Fortsættes", ON, HOLDS),
        ("2024-09-17", None, date(2024, 9, 17), HOLDS),
        ("2024-09-17", None, date(2024, 9, 18), broken("evaluations", 0)),
        ("2024-09", None, date(2024, 9, 30), HOLDS),
        ("2024-09", None, date(2024, 10, 1), broken("evaluations", 0)),
        ("2024~", None, date(2024, 12, 31), HOLDS),
        ("2024~", None, date(2025, 1, 1), broken("evaluations", 0)),
    ],
)
def test_an_evaluation_has_a_result_once_its_day_has_passed(
    text: str, result: str | None, on: date, expected: list[FoundAt]
) -> None:
    """An evaluation has a result after the last day that it may be planned for."""
    evaluation = Evaluation(planned=PartialDate(text), result=result)
    level = [FoundAt("warning", place) for _, place in expected]

    assert level == find(evaluation_overdue, on, evaluations=(evaluation,))
