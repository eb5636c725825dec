from datetime import date
from typing import Any

import pytest
from rules.found import HOLDS, Found, broken, find, findings, undecided, warned

from civic_partnership.model import (
    Conference,
    CooperationFramework,
    Decision,
    Goal,
    LeftOut,
    Meeting,
    Party,
    SteeringGroup,
)
from civic_partnership.rules.cooperation_frameworks import (
    framework_chair,
    framework_conference,
    framework_goals,
)


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


def yearly(*conferences: str | None, number: int | None = 1, decided: str | None = "2022-02-26") -> Any:
    """Make a framework that was decided on a day, with conferences on some days."""
    return framework(
        conferences_per_year=number,
        decisions=(Decision(on=date.fromisoformat(decided) if decided else None, text="Vedtaget"),),
        conferences=tuple(Conference(on=date.fromisoformat(day) if day else None) for day in conferences),
    )


MISSED = warned("conferences")


@pytest.mark.parametrize(
    ("held", "on", "expected"),
    [
        (yearly("2023-05-01", "2024-05-01"), date(2025, 1, 1), HOLDS),
        (yearly("2023-05-01"), date(2024, 12, 31), HOLDS),
        (yearly("2023-05-01"), date(2025, 1, 1), MISSED),
        (yearly(), date(2025, 1, 1), MISSED * 2),
        (yearly("2022-05-01"), date(2023, 12, 31), HOLDS),
        (yearly("2023-05-01", None), date(2025, 1, 1), undecided("conferences")),
        (yearly("2023-05-01", "2024-05-01", number=2), date(2025, 1, 1), MISSED * 2),
        (yearly(number=None), date(2025, 1, 1), HOLDS),
        (yearly(number=0), date(2025, 1, 1), HOLDS),
        (yearly(decided=None), date(2025, 1, 1), undecided("decisions")),
    ],
)
def test_a_conference_is_held_every_whole_year(held: Any, on: date, expected: Found) -> None:
    """Each year that is over and began after the decision has as many conferences as the framework sets."""
    assert expected == find(framework_conference, held, on=on)


def test_a_meeting_may_be_the_conference() -> None:
    """Count a conference that is recorded as a meeting of the framework, once, unless it was cancelled."""
    meeting = Meeting(id="m", on=date(2023, 5, 1), kind="conference", framework="maal")
    others = [
        Meeting(id="off", on=date(2023, 5, 1), kind="conference", framework="maal", cancelled=True),
        Meeting(id="theme", on=date(2023, 5, 1), kind="theme", framework="maal"),
        Meeting(id="other", on=date(2023, 5, 1), kind="conference", framework="x"),
    ]
    on = date(2024, 1, 1)

    assert HOLDS == find(framework_conference, yearly(), meeting, on=on)
    assert MISSED == find(framework_conference, yearly("2023-05-01", number=2), meeting, on=on)
    assert MISSED == find(framework_conference, yearly(), *others, on=on)
    left_out = [LeftOut("meetings", "x")]
    assert undecided("conferences") == find(framework_conference, yearly(), on=on, left_out=left_out)
