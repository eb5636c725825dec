"""What is asked for in every calendar year."""

import re
from datetime import date

import pytest
from deadlines.year_of_everything import find, find_in
from hypothesis import given, settings, strategies as st

from civic_partnership import Finding, Register, check
from civic_partnership.testing import BrokenRegister, broken_by

RULES = {
    "status-meetings": "status-meetings",
    "network-meetings": "network-meetings",
    "conferences": "framework-conference",
    "declaration": "declaration-missing",
}
"""Kind of deadline -> the rule that finds what is missing when the year is over."""
PROGRAMME = """
[associations.a]
name = "A"
[programmes.p]
name = "P"
status_meetings_per_year = { 2020 = 2, 2026 = 3 }
status_meetings_with_board = 1
network_meetings_per_year = [2, 3]
declarations_required = ["child-protection"]
[partnerships.x]
programme = "p"
partners = [{ association = "a" }]
"""
HEAD = f'{PROGRAMME}terms = [{{ period = "2023/2026", kind = "initial" }}]\n'


def due(text: str, kind: str, on: str = "2024-03-01", year: int = 2024) -> list[tuple[str, str]]:
    """Return the day and the words of the deadlines of a kind."""
    found = find(text, date.fromisoformat(on), year)
    return [(str(each.last), each.text.da) for each in found if each.kind == kind]


def meeting(id: str, on: str, kind: str, more: str) -> str:
    """Return a meeting as TOML."""
    return f'[meetings.{id}]\non = {on}\nkind = "{kind}"\n{more}\n'


BOARD = 'partnership = "x"\nparticipants = ["board"]'
ALONE = 'partnership = "x"'


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [
        ([], "2 statusmøder mangler i 2024, heraf 1 med bestyrelsen"),
        ([("2024-02-01", ALONE)], "1 statusmøde med bestyrelsen mangler i 2024"),
        ([("2024-02-01", BOARD)], "1 statusmøde mangler i 2024"),
        ([("2024-02-01", ALONE), ("2024-02-02", ALONE)], "1 statusmøde med bestyrelsen mangler i 2024"),
        ([("2024-02-01", ALONE), ("2024-09-01", BOARD)], None),
        ([("2024-02-01", BOARD), ("2024-02-02", f"{BOARD}\ncancelled = true")], "1 statusmøde mangler i 2024"),
        ([("2023-02-01", BOARD)], "2 statusmøder mangler i 2024, heraf 1 med bestyrelsen"),
    ],
)  # fmt: skip
def test_status_meetings_that_are_neither_held_nor_planned_are_due(
    meetings: list[tuple[str, str]], expected: str | None
) -> None:
    """They are due on 31 December: the programme's number less those that stand in the register."""
    text = HEAD + "".join(meeting(f"m-{i}", on, "status", more) for i, (on, more) in enumerate(meetings))

    assert [("2024-12-31", each) for each in [expected] if each] == due(text, "status-meetings")


@pytest.mark.parametrize(
    ("year", "on", "expected"),
    [
        (2023, "2024-03-01", None),
        (2024, "2024-12-31", 2),
        (2024, "2025-01-01", None),
        (2026, "2024-03-01", 3),
        (2027, "2024-03-01", None),
    ],
)
def test_meetings_are_due_until_their_year_is_over(year: int, on: str, expected: int | None) -> None:
    """As many as the programme sets that year, as long as the terms hold all of it; then the rule finds them."""
    words = f"{expected} statusmøder mangler i {year}, heraf 1 med bestyrelsen"

    assert ([(f"{year}-12-31", words)] if expected else []) == due(HEAD, "status-meetings", on, year)


@pytest.mark.parametrize(
    ("terms", "cancelled", "expected"),
    [
        ("2024/2024", "", 1),
        ("2024-02/2025", "", 0),
        ("2024/2024-11", "", 0),
        ("2024/2024~", "", 1),
        ("2024/2025", "cancelled = { on = 2024-01-31, effective = 2024-12-30 }", 0),
        ("2024/2025", "cancelled = { on = 2024-01-31, effective = 2024-12-31 }", 1),
    ],
)
def test_only_a_year_that_may_be_all_in_the_terms_asks_for_meetings(
    terms: str, cancelled: str, expected: int
) -> None:
    """A year in part asks for nothing, nor one in which a cancellation takes effect."""
    text = f'{PROGRAMME}terms = [{{ period = "{terms}", kind = "initial" }}]\n{cancelled}'

    assert expected == len(due(text, "status-meetings"))
    assert expected == len(due(text, "network-meetings"))


def test_network_meetings_are_due_for_the_programme() -> None:
    """The lower of the two numbers less those held or planned."""
    held = meeting("m", "2024-09-01", "network", 'programme = "p"')

    assert [("2024-12-31", "2 netværksmøder mangler i 2024")] == due(HEAD, "network-meetings")
    assert [("2024-12-31", "1 netværksmøde mangler i 2024")] == due(HEAD + held, "network-meetings")
    assert [] == due(HEAD + held + held.replace(".m]", ".n]"), "network-meetings")


FRAMEWORK = '[frameworks.f]\ntitle = "F"\nconferences_per_year = 2\ndecisions = [{ on = 2023-05-01 }]\n'


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        (FRAMEWORK, 2024, "2 konferencer mangler i 2024"),
        (FRAMEWORK, 2023, None),
        (FRAMEWORK.replace("2023-05", "2024-05"), 2024, None),
        (FRAMEWORK.replace("{ on = 2023-05-01 }", ""), 2024, None),
        (FRAMEWORK.replace("conferences_per_year = 2\n", ""), 2024, None),
        (f"{FRAMEWORK}conferences = [{{ on = 2024-09-01 }}, {{}}]\n", 2024, "1 konference mangler i 2024"),
        (
            f"{FRAMEWORK}conferences = [{{ on = 2024-09-01 }}]\n"
            + meeting("m", "2024-09-01", "conference", 'framework = "f"')
            + meeting("n", "2024-10-01", "conference", 'framework = "f"\ncancelled = true'),
            2024,
            "1 konference mangler i 2024",
        ),
        (
            f"{FRAMEWORK}conferences = [{{ on = 2024-09-01 }}]\n"
            + meeting("m", "2024-10-01", "conference", 'framework = "f"'),
            2024,
            None,
        ),
    ],
)
def test_conferences_are_due_from_the_year_after_the_decision(
    text: str, year: int, expected: str | None
) -> None:
    """A conference that stands as a row and as a meeting of the same day is one."""
    assert [(f"{year}-12-31", each) for each in [expected] if each] == due(text, "conferences", year=year)


CANCELLED = "cancelled = { on = 2023-01-31, effective = 2023-12-31 }"
PAID = "grants = [{ year = 2024, amount = 2, payments = [{ on = 2024-01-15, amount = 2 }] }]\n"
DECLARED = 'declarations = [{ kind = "child-protection", received_on = 2024-05-01 }]\n'


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        (HEAD + PAID, 2024, True),
        (HEAD + PAID, 2025, False),
        (f"{HEAD}grants = [{{ year = 2024, amount = 2 }}]", 2024, True),
        (HEAD + PAID.replace("]\n", ", { year = 2025, amount = 2 }]\n"), 2025, True),
        (HEAD.replace('name = "A"\n', f'name = "A"\n{DECLARED}') + PAID, 2024, False),
        (HEAD.replace('name = "A"\n', f'name = "A"\n{DECLARED}'.replace("2024", "2023")) + PAID, 2024, True),
        (HEAD.replace('[associations.a]\nname = "A"\n', "") + PAID, 2024, True),
        (HEAD.replace('["child-protection"]', "[]") + PAID, 2024, False),
        (
            f"{HEAD}grants = [{{ year = 2024, amount = 2 }}]\n{CANCELLED}",
            2024,
            False,
        ),
    ],
)
def test_declarations_are_due_in_every_year_with_money(text: str, year: int, expected: bool) -> None:  # noqa: FBT001 - a table
    """They are due from each association that is paid, or will be, unless one came in that year."""
    words = f"Erklæring for {year}: børneattesterklæring"

    assert [(f"{year}-12-31", words)] * expected == due(text, "declaration", year=year)


def test_each_association_of_a_partnership_declares_for_itself() -> None:
    """Where several share the money, the words tell whose declaration is missing."""
    text = (HEAD + PAID).replace('{ association = "a" }', '{ association = "a" }, { association = "lost" }')

    assert {"Erklæring for 2024 fra A: børneattesterklæring", "Erklæring for 2024 fra lost: børneattesterklæring"} == {
        words for _, words in due(text, "declaration")
    }  # fmt: skip


def findings(register: Register, on: date) -> list[Finding]:
    """Return what rules find of what is asked for in every year."""
    return [each for each in check(register, on=on).findings if each.rule in RULES.values()]


@settings(max_examples=settings().max_examples // 2)
@given(st.sampled_from(sorted(RULES.values())).flatmap(broken_by), st.integers(-1, 1))
def test_what_is_due_in_a_year_is_what_a_rule_finds_when_it_is_over(
    broken: BrokenRegister, later: int
) -> None:
    """All that a rule is certain of was due, and the rule holds nothing right that was due."""
    told = " ".join(each.message.da for each in findings(broken.broken, broken.on))
    for year in {int(each) + later for each in re.findall(r"\b20\d\d\b", told)}:
        found = findings(broken.broken, date(year + 1, 1, 1))
        certain = [each for each in found if f"{year}" in each.message.da and each.level != "undecided"]
        open_in_year = find_in(broken.broken, date(year, 7, 1))
        due = {(RULES[each.kind], each.record) for each in open_in_year if each.kind in RULES}

        assert {(each.rule, each.record) for each in certain} <= due
        assert due <= {(each.rule, each.record) for each in found}
