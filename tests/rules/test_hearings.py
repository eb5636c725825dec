from datetime import date
from typing import Any

import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned

from civic_partnership.model import CooperationFramework, Hearing, Party, Person, Response
from civic_partnership.rules.hearings import hearing_dates, hearing_responses

OPENS, DEADLINE, LATE = date(2024, 2, 27), date(2024, 4, 16), date(2024, 4, 17)
COUNCIL, CLUB = Party(name="Lokaludvalget"), Party(association="club")
ANNA, UNNAMED = (Party(person=Person(name=name)) for name in ("A. Ek", None))
ANSWERED_ON, CONSULTED = ("hearing", "responses", 0, "answered_on"), ("hearing", "consulted", 0)


def framework(hearing: Hearing | None) -> CooperationFramework:
    """Make a framework with a hearing."""
    return CooperationFramework(id="maal", title="Mål", hearing=hearing)


def answered(deadline: date | None = DEADLINE, **response: Any) -> Hearing:
    """Make a hearing that the club answered."""
    return Hearing(opens=OPENS, deadline=deadline, responses=(Response(by=CLUB, **response),))


@pytest.mark.parametrize(
    ("hearing", "on", "expected"),
    [
        (None, ON, HOLDS),
        # a hearing closes on a later day than it opens
        (Hearing(opens=OPENS, deadline=OPENS), ON, broken("hearing", "deadline")),
        (Hearing(opens=date(2030, 2, 1), deadline=date(2030, 1, 1)), ON, broken("hearing", "deadline")),
        (Hearing(deadline=DEADLINE), ON, undecided("hearing", "opens")),
        (Hearing(opens=OPENS), ON, undecided("hearing", "deadline")),
        (Hearing(), ON, undecided("hearing", "deadline") + undecided("hearing", "opens")),
        # an answer comes by the deadline; of one without a day it cannot be told
        (answered(answered_on=DEADLINE), ON, HOLDS),
        (answered(answered_on=LATE), DEADLINE, HOLDS),
        (answered(answered_on=LATE), LATE, warned(*ANSWERED_ON)),
        (answered(answered=True), LATE, undecided(*ANSWERED_ON)),
        (answered(text="Støtter"), ON, undecided(*ANSWERED_ON)),
        (answered(answered=True), DEADLINE, HOLDS),
        (answered(answered=False), ON, HOLDS),
        (answered(), ON, HOLDS),
        # without a deadline none is late
        (answered(None, answered_on=ON), ON, undecided("hearing", "deadline")),
    ],
)
def test_a_hearing_closes_after_it_opens_and_answers_come_in_time(
    hearing: Hearing | None, on: date, expected: Found
) -> None:
    """Report a deadline that is no later than the opening, and warn of answers after it."""
    assert expected == find(hearing_dates, framework(hearing), on=on)


def test_who_answered_late_is_told_by_the_days() -> None:
    """The message says when the answer came, and by when it should have."""
    (finding,) = findings(hearing_dates, framework(answered(answered_on=LATE)))

    assert "The answer came on 17 April 2024, after the deadline on 16 April 2024." in finding.message.en


def consulting(party: Party, *responses: Response, deadline: date | None = DEADLINE) -> Hearing:
    """Make a hearing of a party, with some answers."""
    return Hearing(deadline=deadline, consulted=(party,), responses=responses)


@pytest.mark.parametrize(
    ("hearing", "on", "expected"),
    [
        (None, ON, HOLDS),
        (consulting(COUNCIL, Response(by=COUNCIL, answered=False)), ON, HOLDS),
        (consulting(COUNCIL, Response(by=COUNCIL, answered_on=OPENS)), ON, HOLDS),
        (consulting(COUNCIL, Response(by=COUNCIL), Response(by=COUNCIL, text="Støtter")), ON, HOLDS),
        (consulting(COUNCIL, Response(by=CLUB, answered=True)), ON, warned(*CONSULTED)),
        (consulting(COUNCIL, Response(by=COUNCIL)), ON, undecided(*CONSULTED)),
        (consulting(COUNCIL), DEADLINE, HOLDS),
        (consulting(COUNCIL), LATE, warned(*CONSULTED)),
        # whether a person who answered was consulted is open, for an export may leave out the name
        (consulting(ANNA, Response(by=ANNA, answered=True)), ON, undecided(*CONSULTED)),
        (consulting(ANNA, Response(by=UNNAMED, answered=True)), ON, undecided(*CONSULTED)),
        (consulting(ANNA, Response(by=CLUB, answered=True)), ON, warned(*CONSULTED)),
        # without a deadline answers may still come; once all are there, it does not matter
        (consulting(COUNCIL, deadline=None), ON, undecided("hearing", "deadline")),
        (consulting(COUNCIL, Response(by=COUNCIL, answered=True), deadline=None), ON, HOLDS),
        (Hearing(), ON, HOLDS),
    ],
)
def test_everyone_consulted_answered_or_did_not(hearing: Hearing | None, on: date, expected: Found) -> None:
    """Once the deadline has passed, each of those consulted stands among the responses."""
    assert expected == find(hearing_responses, framework(hearing), on=on)
