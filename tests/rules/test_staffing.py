from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import employment, partnership, term

from civic_partnership.model import Employment, Funding, Handover
from civic_partnership.rules.employments import (
    employment_gap,
    employment_outside_term,
    full_time_exceeded,
    handover_missing,
)

ALL, HOURS, PERIOD = ("employments",), ("employments", 0, "weekly_hours"), ("employments", 0, "period")


@pytest.mark.parametrize(
    ("period", "hours", "on", "expected"),
    [
        ("2021/2024", 37, ON, HOLDS),
        ("2021/2024", "37.01", ON, warned(*HOURS)),
        ("2021/2024", 40, date(2021, 1, 1), warned(*HOURS)),
        ("2021~/2024", 40, date(2020, 12, 31), HOLDS),
        ("2021~/2024", 40, date(2021, 1, 1), undecided(*HOURS)),
        ("2021~/2024", 40, date(2021, 12, 31), warned(*HOURS)),
        ("2021/2024", None, ON, undecided(*HOURS)),
        ("2026/2029", None, ON, HOLDS),
    ],
)
def test_nobody_works_more_than_full_time(period: str, hours: Any, on: date, expected: Found) -> None:
    """Once an employment has begun, more than 37 hours a week are told."""
    agreement = partnership(employments=[employment(period, hours)])

    assert expected == find(full_time_exceeded, agreement, on=on)


def test_each_employment_is_asked_by_itself() -> None:
    """Two that are together more than full time hold; one that is alone is told at its own place."""
    people = [employment("2021/2024", hours) for hours in (30, 30, 38)]

    assert warned("employments", 2, "weekly_hours") == find(
        full_time_exceeded, partnership(employments=people)
    )


@pytest.mark.parametrize(
    ("terms", "people", "on", "expected"),
    [
        (["2021/2024"], ["2021/2022", "2022-07/2024"], ON, HOLDS),
        (["2021/2024"], ["2021-02/2022", "2023-02/2024-11"], ON, warned(*ALL) * 3),
        (["2021/2024"], ["2021/2021"], date(2021, 12, 31), HOLDS),
        (["2021/2024"], ["2021/2021"], date(2022, 1, 1), warned(*ALL)),
        ([], ["2021/2021"], ON, HOLDS),
        (["2021/2024"], ["2021/.."], ON, undecided(*ALL)),
        (["2021/2022-06~"], ["2021/2022-06-15"], ON, undecided(*ALL)),
    ],
)
def test_there_is_always_a_resource_person(
    terms: list[str], people: list[str], on: date, expected: Found
) -> None:
    """Each run of days of the terms on which nobody is employed is told, up to the day of checking."""
    agreement = partnership(terms=map(term, terms), employments=map(employment, people))

    assert expected == find(employment_gap, agreement, on=on)


def funded(period: str, *sources: str) -> Employment:
    """Make an employment that some pay for."""
    lines = tuple(Funding(source=source, annual_amount=Decimal(1)) for source in sources)
    return attrs.evolve(employment(period), funding=lines)


@pytest.mark.parametrize(
    ("person", "on", "expected"),
    [
        (funded("2020/2025", "get2sport", "grant"), ON, broken(*PERIOD) * 2),
        (funded("2020/2025", "get2sport"), ON, HOLDS),
        (funded("2020/2025"), ON, HOLDS),
        (funded("2021/2025", "grant"), date(2024, 12, 31), HOLDS),
        (funded("2021/2025", "grant"), date(2025, 1, 1), broken(*PERIOD)),
        (funded("2021/..", "grant"), ON, undecided(*PERIOD)),
        (funded("2020-12~/2024", "grant"), ON, broken(*PERIOD) + undecided(*PERIOD)),
    ],
)
def test_the_grant_pays_nobody_outside_the_terms(person: Employment, on: date, expected: Found) -> None:
    """Each run of days outside the terms of one whom the grant pays is told, up to the day of checking."""
    agreement = partnership(terms=[term("2021/2024")], employments=[person])

    assert expected == find(employment_outside_term, agreement, on=on)


def test_without_terms_the_grant_pays_nobody() -> None:
    """A partnership that has no terms has no time for which the grant may employ someone."""
    agreement = partnership(employments=[funded("2021/2024", "grant")])

    assert broken(*PERIOD) == find(employment_outside_term, agreement)


HANDED = Handover(on=date(2022, 12, 15))


@pytest.mark.parametrize(
    ("people", "on", "expected"),
    [
        ([("2023/2024", None), ("2021/2022", None)], ON, warned("employments", 1)),
        ([("2021/2022", HANDED), ("2023/2024", None)], ON, HOLDS),
        ([("2021/2022", Handover()), ("2023/2024", None)], ON, HOLDS),
        ([("2021/2024", None), ("2021/2024", None)], ON, HOLDS),
        ([("2021/2022", None), ("2022-12-31/2024", None)], ON, HOLDS),
        ([("2021/2022", None)], ON, HOLDS),
        ([("2021/2022", None), ("2023/2024", None)], date(2022, 12, 31), HOLDS),
        ([("2021/2022", None), ("2023/2024", None)], date(2023, 1, 1), warned("employments", 0)),
        (
            [("2021/2021", None), ("2022/2022", None), ("2023/2023", None)],
            ON,
            warned("employments", 0) + warned("employments", 1),
        ),
        ([("2021/..", None), ("2023/2024", None)], ON, undecided("employments", 0)),
        ([("2021/2022~", None), ("2022-07/2024", None)], ON, undecided("employments", 0)),
        ([("2021/2022", None), ("2023-01~/2024", None)], date(2023, 1, 15), undecided("employments", 0)),
    ],
)
def test_who_is_followed_by_another_hands_over(people: Any, on: date, expected: Found) -> None:
    """An employment after which another one has begun records a handover."""
    rows = [attrs.evolve(employment(period), handover=handover) for period, handover in people]

    assert expected == find(handover_missing, partnership(employments=rows), on=on)


def test_it_does_not_matter_who_they_are() -> None:
    """Names of people are neither told nor compared: the same name follows itself."""
    people = [attrs.evolve(employment(each, 40), person="C. Eksempel") for each in ("2021/2022", "2023/2024")]
    agreement = partnership(employments=people)

    assert warned("employments", 0) == find(handover_missing, agreement)
    assert "Eksempel" not in repr(findings(handover_missing, agreement))
    assert "Eksempel" not in repr(findings(full_time_exceeded, agreement))
