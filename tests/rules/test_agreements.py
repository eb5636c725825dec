from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st
from rules.found import HOLDS, ON, Found, broken, find, undecided, warned

from civic_partnership.model import CooperationAgreement, Evaluation, Party, Person
from civic_partnership.rules.agreements import agreement_evaluation, agreement_parties, evaluation_overdue
from civic_partnership.testing.values import starts
from civic_partnership.values import PartialDate, Period


def agreement(**fields: Any) -> CooperationAgreement:
    """Make an agreement."""
    return CooperationAgreement(id="klubber", title="Aftale", **fields)


CLUB, TOWN, NAMED = Party(association="club"), Party(department="social"), Party(name="club")
UNNAMED = Party(person=Person())


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ((CLUB, NAMED), HOLDS),
        ((CLUB, CLUB, TOWN), HOLDS),
        ((CLUB, CLUB), broken("parties")),
        ((), broken("parties")),
        ((UNNAMED,), broken("parties")),
        ((UNNAMED, UNNAMED), undecided("parties")),
        ((UNNAMED, TOWN), HOLDS),
        ((CLUB, CLUB, UNNAMED), HOLDS),
    ],
)
def test_an_agreement_has_two_distinct_parties(parties: tuple[Party, ...], expected: Found) -> None:
    """Two or more different parties agree; of two persons it is not told whether they are one."""
    assert expected == find(agreement_parties, agreement(parties=parties))


def planned(*texts: str) -> tuple[Evaluation, ...]:
    """Make evaluations that are planned."""
    return tuple(Evaluation(planned=PartialDate(text)) for text in texts)


@pytest.mark.parametrize(
    ("period", "plans", "on", "expected"),
    [
        ("2024/..", ["2030"], ON, HOLDS),
        ("2024/..", [], date(2023, 12, 31), HOLDS),
        ("2024/..", [], date(2024, 1, 1), warned("evaluations")),
        ("2024/2027~", [], ON, HOLDS),
        (None, [], ON, undecided("period")),
    ],
)
def test_an_open_ended_agreement_plans_an_evaluation(
    period: str | None, plans: list[str], on: date, expected: Found
) -> None:
    """Once an agreement without an end has begun, an evaluation is planned for a later day than its first."""
    made = agreement(period=Period(period) if period else None, evaluations=planned(*plans))

    assert expected == find(agreement_evaluation, made, on=on)


days = st.sampled_from(["2024-01-31", "2024-02-02", "2024-01~", "2024-02~", "2024-02", "2024-03-01"])


@given(days, st.lists(days, max_size=2), st.dates(date(2024, 1, 1), date(2024, 3, 2)))
def test_whether_one_is_planned_is_what_all_readings_say(start: str, plans: list[str], on: date) -> None:
    """The finding is certain only where all readings of the dates agree."""
    truths = [
        first > on or any(day > first for day in chosen)
        for first, *chosen in product(starts(start), *map(starts, plans))
    ]
    some = undecided("evaluations") if any(truths) else warned("evaluations")
    expected = HOLDS if all(truths) else some
    made = agreement(period=Period(f"{start}/.."), evaluations=planned(*plans))

    assert expected == find(agreement_evaluation, made, on=on)


@pytest.mark.parametrize(
    ("text", "result", "on", "expected"),
    [
        ("2024-09-17", "Fortsættes", ON, HOLDS),
        ("2024-09", None, date(2024, 9, 30), HOLDS),
        ("2024-09", None, date(2024, 10, 1), warned("evaluations", 0)),
        ("2024~", None, date(2024, 12, 31), HOLDS),
        ("2024~", None, date(2025, 1, 1), warned("evaluations", 0)),
    ],
)
def test_an_evaluation_has_a_result_once_its_day_has_passed(
    text: str, result: str | None, on: date, expected: Found
) -> None:
    """An evaluation has a result after the last day that it may be planned for."""
    evaluation = Evaluation(planned=PartialDate(text), result=result)

    assert expected == find(evaluation_overdue, agreement(evaluations=(evaluation,)), on=on)
