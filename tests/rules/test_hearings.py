from datetime import date
from typing import Any

import pytest
from rules.found import HOLDS, ON, Found, FoundAt, broken, find, findings, undecided, warned

from civic_partnership.findings import Rule
from civic_partnership.model import CooperationFramework, Hearing, Party, Person, Response
from civic_partnership.rules.hearings import hearing_dates, hearing_responses

OPENS, DEADLINE, LATE = date(2024, 2, 27), date(2024, 4, 16), date(2024, 4, 17)
COUNCIL, CLUB = Party(name="Lokaludvalget"), Party(association="club")
ANSWERED_ON = ("hearing", "responses", 0, "answered_on")


def framework(hearing: Hearing | None) -> CooperationFramework:
    """Make a framework with a hearing."""
    return CooperationFramework(id="maal", title="Mål", hearing=hearing)


@pytest.mark.parametrize(
    ("opens", "deadline", "expected"),
    [
        (OPENS, OPENS, broken("hearing", "deadline")),
        (date(2030, 2, 1), date(2030, 1, 1), broken("hearing", "deadline")),
        (None, DEADLINE, undecided("hearing", "opens")),
        (OPENS, None, undecided("hearing", "deadline")),
        (None, None, undecided("hearing", "deadline") + undecided("hearing", "opens")),
    ],
)
def test_the_deadline_lies_after_the_opening(
    opens: date | None, deadline: date | None, expected: Found
) -> None:
    """A hearing closes on a later day than it opens."""
    assert expected == find(hearing_dates, framework(Hearing(opens=opens, deadline=deadline)))


@pytest.mark.parametrize("rule", [hearing_dates, hearing_responses])
def test_without_a_hearing_nothing_is_asked(rule: Rule) -> None:
    """A framework that was never in a hearing has no deadline to keep."""
    assert HOLDS == find(rule, framework(None))


@pytest.mark.parametrize(
    ("response", "on", "expected"),
    [
        (Response(by=CLUB, answered_on=DEADLINE), ON, HOLDS),
        (Response(by=CLUB, answered_on=LATE), date(2024, 4, 16), HOLDS),
        (Response(by=CLUB, answered_on=LATE), LATE, warned(*ANSWERED_ON)),
        (Response(by=CLUB, answered=True), LATE, undecided(*ANSWERED_ON)),
        (Response(by=CLUB, text="Støtter"), ON, undecided(*ANSWERED_ON)),
        (Response(by=CLUB, answered=True), DEADLINE, HOLDS),
        (Response(by=CLUB, answered=False), ON, HOLDS),
        (Response(by=CLUB), ON, HOLDS),
    ],
)
def test_an_answer_after_the_deadline_is_a_warning(response: Response, on: date, expected: Found) -> None:
    """An answer comes by the deadline; of one without a day it cannot be told."""
    hearing = Hearing(opens=OPENS, deadline=DEADLINE, responses=(response,))

    assert expected == find(hearing_dates, framework(hearing), on=on)


def test_without_a_deadline_no_answer_is_late() -> None:
    """Where the deadline is not recorded, that is told, and of the answers nothing."""
    late = Hearing(opens=OPENS, responses=(Response(by=CLUB, answered_on=ON),))

    assert undecided("hearing", "deadline") == find(hearing_dates, framework(late))


def test_who_answered_late_is_told_by_the_days() -> None:
    """The message says when the answer came, and by when it should have."""
    responses = (Response(by=CLUB, answered_on=LATE),)
    hearing = Hearing(opens=OPENS, deadline=DEADLINE, responses=responses)
    (finding,) = findings(hearing_dates, framework(hearing))

    assert "The answer came on 17 April 2024, after the deadline on 16 April 2024." in finding.message.en


@pytest.mark.parametrize(
    ("responses", "on", "expected"),
    [
        ((Response(by=COUNCIL, answered=False),), ON, []),
        ((Response(by=COUNCIL, answered_on=OPENS),), ON, []),
        ((Response(by=COUNCIL, text="Støtter"),), ON, []),
        ((Response(by=CLUB, answered=True),), ON, ["warning"]),
        ((Response(by=COUNCIL),), ON, ["undecided"]),
        ((Response(by=COUNCIL), Response(by=COUNCIL, text="Støtter")), ON, []),
        ((), DEADLINE, []),
        ((), LATE, ["warning"]),
    ],
)
def test_everyone_consulted_answered_or_did_not(
    responses: tuple[Response, ...], on: date, expected: list[Any]
) -> None:
    """Once the deadline has passed, each of those consulted stands among the responses."""
    hearing = Hearing(deadline=DEADLINE, consulted=(COUNCIL,), responses=responses)

    assert [FoundAt(level, ("hearing", "consulted", 0)) for level in expected] == find(
        hearing_responses, framework(hearing), on=on
    )


@pytest.mark.parametrize(
    ("by", "level"),
    [(Person(name="A. Ek"), "undecided"), (Person(), "undecided"), (None, "warning")],
)
def test_a_person_may_have_answered_as_another(by: Person | None, level: Any) -> None:
    """Whether the person who answered was consulted is open, for an export may leave out the name."""
    answer = Response(by=Party(person=by) if by else CLUB, answered=True)
    consulted = Party(person=Person(name="A. Ek"))
    hearing = Hearing(deadline=DEADLINE, consulted=(consulted,), responses=(answer,))

    assert [FoundAt(level, ("hearing", "consulted", 0))] == find(hearing_responses, framework(hearing))


@pytest.mark.parametrize(
    ("consulted", "responses", "expected"),
    [
        ((COUNCIL, CLUB), (), undecided("hearing", "deadline")),
        ((CLUB,), (Response(by=CLUB, answered=True),), HOLDS),
        ((), (), HOLDS),
    ],
)
def test_without_a_deadline_missing_answers_cannot_be_told(
    consulted: tuple[Party, ...], responses: tuple[Response, ...], expected: Found
) -> None:
    """Where the deadline is not recorded, answers may still come; once all are there, it does not matter."""
    hearing = Hearing(consulted=consulted, responses=responses)

    assert expected == find(hearing_responses, framework(hearing))
