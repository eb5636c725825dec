"""Which days become events, and what an event is known by."""

from datetime import date
from typing import Any

import pytest

from civic_partnership import Register, parse
from civic_partnership_calendar.occasions import Missing, Occasion, find_days
from civic_partnership_calendar.options import Options
from civic_partnership_calendar.wheel import events


def partnership(*terms: str) -> str:
    """Make a partnership with these terms, each one written as its period."""
    rows = ", ".join(f'{{ period = "{term}", kind = "initial" }}' for term in terms)
    return f'[partnerships.a]\nprogramme = "p"\npartners = [{{ association = "a" }}]\nterms = [{rows}]'


def days(register: Register) -> list[Occasion | Missing]:
    """Return the dated occasions of a register, and those without a day."""
    return [each for key, record in register for each in find_days(register, key, record)]


def only_day(text: str) -> date | str:
    """Return the only occasion of a register, or the reason why it has no day."""
    (each,) = days(parse(text).register)
    return each.day if isinstance(each, Occasion) else each.reason.en


def tails(*terms: str) -> dict[str, date]:
    """Return the key of each term, with its last day."""
    results = days(parse(partnership(*terms)).register)
    return {".".join(map(str, each.tail)): each.day for each in results if isinstance(each, Occasion)}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2021/2024", date(2024, 12, 31)),
        ("2021/2024-02", date(2024, 2, 29)),
        ("2021~/2024-06-15", date(2024, 6, 15)),
        ("2024-12-31/2024~", date(2024, 12, 31)),
        ("2021/2024~", "the exact day is not known"),
        ("2021/..", "there is no end date"),
        ("2021/", "the end date is not recorded"),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, expected: date | str) -> None:
    """Find the end where it is one certain day."""
    assert expected == only_day(partnership(period))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('planned = "2024-09-17"', date(2024, 9, 17)),
        ('planned = "2024-09"', date(2024, 9, 1)),
        ('planned = "2024-09~"', "the exact day is not known"),
        ('planned = "2024-09", held_on = 2024-09-17', "the evaluation was held"),
        ('planned = "2024-09", result = "Fortsættes"', "the evaluation was held"),
    ],
)
def test_an_evaluation_that_is_still_to_come(row: str, expected: date | str) -> None:
    """Find it on the first day for which it is planned."""
    assert expected == only_day(f'[agreements.a]\ntitle = "Klubber"\nevaluations = [{{ {row} }}]')


@pytest.mark.parametrize(
    "text",
    [
        '[alliances.a]\nname = "A"\ncommitments = [{ text = "Fælles frivilligdag" }]',
        '[agreements.a]\ntitle = "A"\nobligations = [{ text = "Overblik i hvert område" }]',
        '[frameworks.a]\ntitle = "A"\nconferences = [{ readings = [{ goal = 1, text = "God fremdrift" }] }]',
    ],
    ids=["commitment", "obligation", "conference"],
)
def test_a_row_without_a_day_is_told(text: str) -> None:
    """Report it as lost."""
    assert "there is no date" == only_day(text)


def test_a_term_is_known_by_its_first_day() -> None:
    """Keep its key when its end is moved or another comes before it; number those that begin on one day."""
    assert {"terms.2021-01-01": date(2024, 12, 31)} == tails("2021/2024")
    assert {"terms.2021-01-01": date(2025, 6, 30)} == tails("2021-01-01/2025-06")
    assert tails("2021/2024").items() <= tails("2017/2020", "2021/2024").items()
    assert ["terms.2021-01-01", "terms.2021-01-01.2"] == list(tails("2021/2022", "2021/2024"))


def test_a_row_without_a_period_is_known_by_its_place() -> None:
    """Keep the key of a postponed evaluation."""
    rows = '{ planned = "2024-09", result = "Fortsættes" }, { planned = "2025-09" }'
    (_, second) = days(parse(f'[agreements.a]\ntitle = "A"\nevaluations = [{rows}]').register)

    assert isinstance(second, Occasion)
    assert ("evaluations", 1) == second.tail


LIFE = """
[programmes.p]
name = "P"
accounts_due_months = 4
[partnerships.a]
programme = "p"
partners = [{ association = "a" }]
consultants = [{ contact = "anna", until = "2023" }, { contact = "bo", since = "2024" }]
terms = [{ period = "2022/2025", kind = "initial" }]
grants = [
  { year = 2022, amount = 1, accounts = { due = 2023-05-01, received_on = 2023-04-01 } },
  { year = 2023, amount = 1, accounts = { due = 2024-05-01 } },
  { year = 2024, amount = 1 },
]
employments = [{ period = "2022/2024-08-31" }, { period = "2024-09/.." }]
action_plans = [{ period = "2022/2023", approved_on = 2022-01-20 }, { period = "2024/2025" }]
"""
CANCELLED = "cancelled = { on = 2024-06-01, effective = 2024-12-31 }\n"


def told(text: str, **options: Any) -> list[tuple[str, str]]:
    """Return the day and the title of each event of a register."""
    register = parse(text).register
    return sorted((str(each.day), each.title.en) for _, each in events(register, Options(**options)))


def test_the_life_of_a_grant_is_in_the_calendar() -> None:
    """Tell ends of employments, accounts that are due, plans to approve, and when a cancellation takes effect.

    After that only accounts are due.
    """
    assert [
        ("2023-12-31", "action plan ends"),
        ("2024-01-01", "action plan to be approved"),
        ("2024-05-01", "accounts due"),
        ("2024-08-31", "employment ends"),
        ("2025-04-30", "accounts due"),
        ("2025-12-31", "action plan ends"),
        ("2025-12-31", "term ends"),
    ] == told(LIFE)
    assert [
        ("2023-12-31", "action plan ends"),
        ("2024-01-01", "action plan to be approved"),
        ("2024-05-01", "accounts due"),
        ("2024-08-31", "employment ends"),
        ("2024-12-31", "the cancellation takes effect"),
        ("2025-04-30", "accounts due"),
    ] == told(LIFE + CANCELLED)


def test_an_event_is_named_after_the_partners_of_its_day() -> None:
    """Name those of the day, all where there are none; tell all of them in the description."""
    register = parse("""
[partnerships.a]
programme = "p"
partners = [
  { association = "first", until = 2023-06-30 },
  { association = "second", since = 2023-07-01, until = "2024" },
  { association = "both", until = "2024" },
]
terms = [{ period = "2022/2025", kind = "initial" }]
employments = [{ period = "2022/2023-06" }, { period = "2023-07/2024" }]
[meetings.m]
on = 2023-07-01
kind = "status"
partnership = "a"
""").register

    results = [each for each in days(register) if isinstance(each, Occasion)]

    everyone = ("(first)", "(second)", "(both)")
    assert {everyone} == {
        values for each in results for label, values in each.about.facts if label.en == "association"
    }
    assert {
        "2023-06-30": "first, both",
        "2023-07-01": "second, both",
        "2024-12-31": "second, both",
        "2025-12-31": "first, second, both",
    } == {str(each.day): each.about.name for each in results}


def test_a_meeting_that_is_called_off_is_no_event() -> None:
    """Report it as lost."""
    assert "the meeting is called off" == only_day(
        '[meetings.m]\non = 2024-04-12\nkind = "status"\ncancelled = true'
    )


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ('period = "2022-08/2023-07"', "2023-10-31"),
        ('period = "2022-08/2023-07", accounts = { due = 2023-09-01 }', "2023-09-01"),
        ('period = "2022-08/2023-07~"', None),
        ("year = 2023", "2024-02-29"),
        ("year = 2030", None),
    ],
)
def test_accounts_are_due_so_many_months_after_the_grant(grant: str, expected: str | None) -> None:
    """Take the months that the programme asked for when the grant began, unless the calendar ends before."""
    text = f"""
[programmes.p]
name = "P"
accounts_due_months = {{ 2022 = 3, 2023 = 2, 2030 = 200_000 }}
[partnerships.a]
programme = "p"
partners = [{{ association = "a" }}]
grants = [{{ amount = 1, {grant} }}]
"""
    assert ([(expected, "accounts due")] if expected else []) == told(text)


def test_a_consultant_may_have_a_calendar_of_his_own() -> None:
    """Tell the days on which the consultant has the partnership, and those without a partnership."""
    others = """
[appropriations.v]
programme = "p"
name = "V"
period = "2022/2030"
[meetings.m]
on = 2024-04-12
kind = "status"
partnership = "a"
[meetings.n]
on = 2024-04-13
kind = "network"
programme = "p"
"""
    anna = [
        ("2023-12-31", "action plan ends"),
        ("2024-04-13", "network meeting"),
        ("2030-12-31", "appropriation ends"),
    ]

    assert anna == told(LIFE + others, consultant="anna")
    assert 9 == len(told(LIFE + others, consultant="bo"))
