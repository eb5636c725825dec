from datetime import date
from typing import Any

import pytest
from rules.partnerships import HOLDS, ON, FoundAt, broken, undecided

from civic_partnership.findings import Rule
from civic_partnership.model import CooperationFramework, Hearing, Party, Register, Response
from civic_partnership.rules import check
from civic_partnership.rules.hearings import hearing_dates, hearing_responses

OPENS, DEADLINE = date(2024, 2, 27), date(2024, 4, 16)
COUNCIL, CLUB = Party(name="Lokaludvalget"), Party(association="club")
ANSWERED_ON = ("hearing", "responses", 0, "answered_on")


def find(rule: Rule, hearing: Hearing | None, on: date = ON) -> list[FoundAt]:
    """Return the findings of a rule about a hearing."""
    framework = CooperationFramework(id="maal", title="Mål", hearing=hearing)
    report = check(Register().replace(framework), on=on, rules=(rule,))
    assert report.failures == ()
    return [FoundAt(finding.level, finding.path) for finding in report.findings]


@pytest.mark.parametrize(
    ("opens", "deadline", "expected"),
    [
        (OPENS, DEADLINE, HOLDS),
        (OPENS, OPENS, broken("hearing", "deadline")),
        (DEADLINE, OPENS, broken("hearing", "deadline")),
        (date(2030, 2, 1), date(2030, 1, 1), broken("hearing", "deadline")),
        (None, DEADLINE, undecided("hearing", "opens")),
        (OPENS, None, undecided("hearing", "deadline")),
        (None, None, undecided("hearing", "deadline") + undecided("hearing", "opens")),
    ],
)
def test_the_deadline_lies_after_the_opening(
    opens: date | None, deadline: date | None, expected: list[FoundAt]
) -> None:
    """A hearing closes on a later day than it opens."""
    assert expected == find(hearing_dates, Hearing(opens=opens, deadline=deadline))


@pytest.mark.parametrize("rule", [hearing_dates, hearing_responses])
def test_without_a_hearing_nothing_is_asked(rule: Rule) -> None:
    """A framework that was never in a hearing has no deadline to keep."""
    assert HOLDS == find(rule, None)


@pytest.mark.parametrize(
    ("response", "on", "expected"),
    [
        (Response(by=CLUB, answered_on=DEADLINE), ON, HOLDS),
        (Response(by=CLUB, answered_on=date(2024, 4, 17)), ON, [FoundAt("warning", ANSWERED_ON)]),
        (Response(by=CLUB, answered_on=date(2024, 4, 18)), date(2024, 4, 17), HOLDS),
        (
            Response(by=CLUB, answered_on=date(2024, 4, 18)),
            date(2024, 4, 18),
            [FoundAt("warning", ANSWERED_ON)],
        ),
        (Response(by=CLUB, answered=True), ON, undecided(*ANSWERED_ON)),
        (Response(by=CLUB, text="Støtter"), ON, undecided(*ANSWERED_ON)),
        (Response(by=CLUB, answered=True), DEADLINE, HOLDS),
        (Response(by=CLUB, answered=False), ON, HOLDS),
        (Response(by=CLUB), ON, HOLDS),
    ],
)
def test_an_answer_after_the_deadline_is_a_warning(
    response: Response, on: date, expected: list[FoundAt]
) -> None:
    """An answer comes by the deadline; of one without a day it cannot be told."""
    hearing = Hearing(opens=OPENS, deadline=DEADLINE, responses=(response,))

    assert expected == find(hearing_dates, hearing, on)


def test_without_a_deadline_no_answer_is_late() -> None:
    """Where the deadline is not recorded, that is told, and of the answers nothing."""
    late = Hearing(opens=OPENS, responses=(Response(by=CLUB, answered_on=ON),))

    assert undecided("hearing", "deadline") == find(hearing_dates, late)


def test_who_answered_late_is_told_by_the_days() -> None:
    """The message says when the answer came, and by when it should have."""
    hearing = Hearing(
        opens=OPENS, deadline=DEADLINE, responses=(Response(by=CLUB, answered_on=date(2024, 4, 17)),)
    )
    register = Register().replace(CooperationFramework(id="maal", title="Mål", hearing=hearing))
    (finding,) = check(register, on=ON, rules=(hearing_dates,)).findings

    assert "The answer came on 17 April 2024, after the deadline on 16 April 2024." in finding.message.en


@pytest.mark.parametrize(
    ("responses", "deadline", "on", "expected"),
    [
        ((Response(by=COUNCIL, answered=False),), DEADLINE, ON, []),
        ((Response(by=COUNCIL, answered=True),), DEADLINE, ON, []),
        ((Response(by=COUNCIL, answered_on=OPENS),), DEADLINE, ON, []),
        ((Response(by=COUNCIL, text="Støtter"),), DEADLINE, ON, []),
        ((), DEADLINE, ON, ["warning"]),
        ((Response(by=CLUB, answered=True),), DEADLINE, ON, ["warning"]),
        ((Response(by=COUNCIL),), DEADLINE, ON, ["undecided"]),
        ((Response(by=COUNCIL), Response(by=COUNCIL, text="Støtter")), DEADLINE, ON, []),
        ((), DEADLINE, DEADLINE, []),
        ((), DEADLINE, date(2024, 4, 17), ["warning"]),
    ],
)
def test_everyone_consulted_answered_or_did_not(
    responses: tuple[Response, ...], deadline: date, on: date, expected: list[Any]
) -> None:
    """Once the deadline has passed, each of those consulted stands among the responses."""
    hearing = Hearing(deadline=deadline, consulted=(COUNCIL,), responses=responses)

    assert [FoundAt(level, ("hearing", "consulted", 0)) for level in expected] == find(
        hearing_responses, hearing, on
    )


def test_without_a_deadline_missing_answers_cannot_be_told() -> None:
    """Where the deadline is not recorded, answers may still come; once all are there, it does not matter."""
    both = (COUNCIL, CLUB)
    answers = tuple(Response(by=party, answered=True) for party in both)

    assert undecided("hearing", "deadline") == find(hearing_responses, Hearing(consulted=both))
    assert HOLDS == find(hearing_responses, Hearing(consulted=both, responses=answers))
    assert HOLDS == find(hearing_responses, Hearing())
