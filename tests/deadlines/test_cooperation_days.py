"""What is due outside partnerships."""

from datetime import date

import pytest
from deadlines.year_of_everything import find

Told = list[tuple[str, str, str]]


def due(text: str, on: str = "2024-03-01") -> Told:
    """Return the kind, the last day and the words of each deadline."""
    found = find(text, date.fromisoformat(on))
    return [(each.kind, f"{each.last}{'!' * each.is_overdue}", each.text.da) for each in found]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ('kind = "status"', "Statusmøde"),
        ('kind = "alliance"\nsubject = "De første aftaler"', "Alliancemøde: De første aftaler"),
        ('kind = "study-trip"\ncancelled = true', None),
    ],
)
def test_a_meeting_is_told_until_its_day_has_passed(fields: str, expected: str | None) -> None:
    """A meeting that was called off is not; a meeting on a day that has passed was held."""
    text = f"[meetings.m]\non = 2024-03-01\n{fields}"

    assert [("meeting", "2024-03-01", each) for each in [expected] if each] == due(text)
    assert [] == due(text, "2024-03-02")


ROUND = '[rounds.r]\nprogramme = "p"\nopens = 2024-03-01\ncloses = 2024-04-01\n'


def test_a_round_opens_and_closes() -> None:
    """Its first and its last day are told, each until it has passed."""
    opens, closes = (
        ("round", "2024-03-01", "Ansøgningsrunden åbner"),
        ("round", "2024-04-01", "Ansøgningsrunden lukker"),
    )

    assert [opens, closes] == due(ROUND)
    assert [closes] == due(ROUND, "2024-03-02") == due(ROUND.replace("opens = 2024-03-01\n", ""))
    assert [opens] == due(ROUND.replace("closes = 2024-04-01\n", ""))


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2022/2024", "2024-12-31"), ("2022/2024-06~", "2024-06-30"), ("2022/..", None), ("2022/2023", None)],
)
def test_appropriations_and_agreements_end(period: str, expected: str | None) -> None:
    """The last day is told, unless it has passed or nobody has recorded it."""
    appropriation = f'[appropriations.v]\nprogramme = "p"\nname = "Vol. 1"\nperiod = "{period}"\n'
    agreement = f'[agreements.g]\ntitle = "G"\nperiod = "{period}"\n'
    days = [expected] if expected else []

    assert [("appropriation", each, "Bevillingen Vol. 1 slutter") for each in days] == due(appropriation)
    assert [("agreement", each, "Samarbejdsaftalen slutter") for each in days] == due(agreement)


EVALUATION = "Evaluering af samarbejdsaftalen"
RESULT = "Evalueringen den 1. februar 2024 har ikke noget resultat"


@pytest.mark.parametrize(
    ("evaluation", "expected"),
    [
        ('planned = "2024-03"', ("2024-03-31", EVALUATION)),
        ('planned = "2024-02"', ("2024-02-29!", EVALUATION)),
        ('planned = "2024"', ("2024-12-31", EVALUATION)),
        ('planned = "2024-02", held_on = 2024-02-01', ("2024-02-29!", RESULT)),
        ('planned = "2024-02", held_on = 2024-02-01, result = "Fortsættes"', None),
        ('planned = "2024-03", held_on = 2024-03-01', ("2024-03-31", RESULT.replace("februar", "marts"))),
        ('planned = "2024-03", held_on = 2024-03-02', ("2024-03-31", EVALUATION)),
    ],
)
def test_an_evaluation_is_due_until_it_has_a_result(
    evaluation: str, expected: tuple[str, str] | None
) -> None:
    """It is due on the last day that the plan may mean."""
    text = f'[agreements.g]\ntitle = "G"\nevaluations = [{{ {evaluation} }}]\n'

    assert [("evaluation", *each) for each in [expected] if each] == due(text)


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        ("due = 2024-03-01", "2024-03-01"),
        ("due = 2024-02-29", "2024-02-29!"),
        ("due = 2024-02-29, done_on = 2024-03-01", None),
        ("due = 2024-02-29, done_on = 2024-03-02", "2024-02-29!"),
        ("", None),
    ],
)
def test_what_was_promised_is_due_until_it_is_done(promise: str, expected: str | None) -> None:
    """So are the commitments of an alliance and the obligations of an agreement, if they have a day."""
    row = f'[{{ text = "Frivilligdag"{f", {promise}" if promise else ""} }}]'
    told = [("commitment", each, "Forpligtelse: Frivilligdag") for each in [expected] if each]

    assert told == due(f'[alliances.l]\nname = "L"\ncommitments = {row}')
    assert told == due(f'[agreements.g]\ntitle = "G"\nobligations = {row}')


def test_a_text_with_a_phone_number_is_left_out() -> None:
    """What somebody wrote about a meeting or a promise is told only if it holds none."""
    text = '[meetings.m]\non = 2024-03-01\nkind = "theme"\nsubject = "Ring 33 12 34 56"\n'
    text += '[alliances.l]\nname = "L"\ncommitments = [{ text = "Ring 33 12 34 56", due = 2024-03-02 }]'

    assert [("meeting", "2024-03-01", "Temamøde"), ("commitment", "2024-03-02", "Forpligtelse")] == due(text)


def hearing(fields: str) -> str:
    """Return a framework with a hearing as TOML."""
    names = '[associations.a]\nname = "A"\n[departments.d]\nname = "D"\n'
    return f'{names}[frameworks.f]\ntitle = "F"\n[frameworks.f.hearing]\n{fields}\n'


CONSULTED = (
    'consulted = [{ association = "a" }, { department = "d" }, { name = "N" }, { person = { name = "X Y" } }]'
)


def test_a_hearing_opens_and_ends_and_waits_for_answers() -> None:
    """Each of those consulted is told by name, but no person is."""
    text = hearing(f"opens = 2024-03-01\ndeadline = 2024-04-01\n{CONSULTED}")

    assert [
        ("hearing", "2024-03-01", "Høringen åbner"),
        ("hearing", "2024-04-01", "Høringsfrist"),
        *(("hearing-answer", "2024-04-01", f"Høringssvar fra {who}") for who in ("A", "D", "N", "en person")),
    ] == due(text)
    assert [] == due(hearing(CONSULTED))


def test_an_answer_in_a_hearing_is_overdue_unless_it_may_be_there() -> None:
    """An answer of some person may be that of the person who was asked."""
    responses = 'responses = [{ by = { association = "a" }, answered = false }, { by = { person = { name = "Z" } }, text = "Nej" }]'
    text = hearing(f"deadline = 2024-02-01\n{CONSULTED}\n{responses}")

    assert [("hearing-answer", "2024-02-01!", f"Høringssvar fra {who}") for who in ("D", "N")] == due(text)


def test_a_conference_is_told_once() -> None:
    """A conference with a day is told, unless a meeting of the framework on that day is."""
    framework = '[frameworks.f]\ntitle = "F"\nconferences = [{ on = 2024-04-01 }, { on = 2024-02-01 }, {}]\n'
    meeting = '[meetings.m]\non = 2024-04-01\nkind = "conference"\nframework = "f"\n'

    assert [("meeting", "2024-04-01", "Konference")] == due(framework) == due(framework + meeting)
