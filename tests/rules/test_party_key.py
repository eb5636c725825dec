import pytest
from rules.found import ON, findings

from civic_partnership.findings import Rule
from civic_partnership.model import (
    Alliance,
    CooperationAgreement,
    CooperationFramework,
    Entry,
    Hearing,
    Member,
    Party,
    Person,
    Response,
)
from civic_partnership.rules.agreements import agreement_parties, number_of_parties
from civic_partnership.rules.alliances import alliance_members
from civic_partnership.rules.hearings import hearing_responses
from civic_partnership.values import Bounds, PartialDate

CLUB, TOWN, NAMED = Party(association="club"), Party(department="social"), Party(name="A. Ek")
ANNA, BO, UNNAMED = (Party(person=Person(name=name)) for name in ("A. Ek", "B. Ek", None))


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ((), (0, 0)),
        ((CLUB, CLUB, TOWN), (2, 2)),
        ((UNNAMED,), (1, 1)),
        ((UNNAMED, UNNAMED), (1, 2)),
        ((CLUB, UNNAMED), (2, 2)),
        ((ANNA, UNNAMED), (1, 2)),
        ((ANNA, BO, UNNAMED, UNNAMED), (1, 4)),
    ],
)
def test_parties_are_counted_once(parties: tuple[Party, ...], expected: tuple[int, int]) -> None:
    """Persons may be one or as many as there are."""
    assert Bounds(*expected) == number_of_parties(parties)


def hearing(response: Party) -> CooperationFramework:
    """Make a hearing of one person, with one answer."""
    answers = (Response(by=response, answered=True),)
    return CooperationFramework(
        id="f",
        title="F",
        hearing=Hearing(deadline=ON.replace(year=2020), consulted=(ANNA,), responses=answers),
    )


def alliance(*people: Person) -> Alliance:
    """Make an alliance of a club, a department and some persons."""
    since = PartialDate("2021")
    sides = Member(association="club"), Member(department="social")
    return Alliance(
        id="a", name="A", members=(*sides, *(Member(person=each, since=since) for each in people))
    )


@pytest.mark.parametrize(
    ("rule", "record", "expected"),
    [
        (agreement_parties, CooperationAgreement(id="a", title="A", parties=(UNNAMED,)), ["error"]),
        (agreement_parties, CooperationAgreement(id="a", title="A", parties=(UNNAMED,) * 2), ["undecided"]),
        (agreement_parties, CooperationAgreement(id="a", title="A", parties=(UNNAMED, TOWN)), []),
        (hearing_responses, hearing(ANNA), ["undecided"]),
        (hearing_responses, hearing(UNNAMED), ["undecided"]),
        (hearing_responses, hearing(CLUB), ["warning"]),
        (alliance_members, alliance(Person(), Person()), ["undecided"]),
        (alliance_members, alliance(Person(name="A"), Person(name="A")), ["undecided"]),
    ],
)
def test_what_is_asked_of_persons_is_open(rule: Rule, record: Entry, expected: list[str]) -> None:
    """So an export without personal data is told the same as the register."""
    assert expected == [finding.level for finding in findings(rule, record)]
