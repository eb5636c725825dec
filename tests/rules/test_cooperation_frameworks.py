from typing import Any

import pytest
from hypothesis import given, strategies as st
from rules.found import HOLDS, Found, broken, find, findings

from civic_partnership.model import CooperationFramework, Goal, Party, SteeringGroup
from civic_partnership.rules.cooperation_frameworks import framework_chair, framework_goals


def framework(**fields: Any) -> CooperationFramework:
    """Make a framework."""
    return CooperationFramework(id="maal", title="Mål", **fields)


def goals(*numbers: int) -> tuple[Goal, ...]:
    """Make goals with these numbers."""
    return tuple(Goal(number=number, name="Mål") for number in numbers)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((), []),
        ((3, 1, 2), []),
        ((0, 1), [(0, 1)]),
        ((1, 3), [(1, 2)]),
        ((2, 2, 3), [(0, 1), (1, 3)]),
        ((1, 10**15 - 1), [(1, 2)]),
    ],
)
def test_goals_are_numbered_from_one(numbers: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    """Report each goal whose number does not follow the next lower one; the first is 1."""
    reported = findings(framework_goals, framework(goals=goals(*numbers)))

    assert expected == [(finding.path[1], dict(finding.facts)["expected"]) for finding in reported]
    assert {"number"} >= {finding.path[2] for finding in reported}


@given(st.lists(st.integers(0, 6), max_size=6))
def test_only_numbers_from_one_to_how_many_there_are_hold(numbers: list[int]) -> None:
    """Report the numbers exactly when they are not 1, 2, 3 and so on in some order."""
    reported = findings(framework_goals, framework(goals=goals(*numbers)))

    assert (sorted(numbers) == [*range(1, len(numbers) + 1)]) == (reported == ())


MAYOR, UNION = Party(name="Borgmesteren"), Party(name="Lærerforeningen")


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (None, HOLDS),
        (SteeringGroup(chair=MAYOR, members=(UNION,)), HOLDS),
        (SteeringGroup(chair=MAYOR), broken("steering_group", "members")),
    ],
)
def test_a_steering_group_has_members(group: SteeringGroup | None, expected: Found) -> None:
    """A steering group is more than its chair."""
    assert expected == find(framework_chair, framework(steering_group=group))
