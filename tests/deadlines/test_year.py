"""The deadlines of some days, and what is overdue."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from deadlines.year_of_everything import EVERYTHING, ON, find, find_in
from hypothesis import given, settings, strategies as st

from civic_partnership import check, parse
from civic_partnership.deadlines import DEADLINE_KINDS, Deadline, find_deadlines
from civic_partnership.findings import Finding
from civic_partnership.model import Register
from civic_partnership.testing import BrokenRegister, broken_by, readable_registers, registers

RULES = {
    "payment": "grant-not-paid",
    "accounts": "accounts-missing",
    "plan-approval": "plan-approved",
    "plan": "plan-coverage",
    "budget": "parameter-outdated",
    "evaluation": "evaluation-overdue",
    "commitment": "commitment-overdue",
    "hearing-answer": "hearing-responses",
}
"""Kind of deadline -> the rule that finds what is overdue."""
days = st.dates(date(2010, 1, 1), date(2060, 12, 31))


def test_there_is_a_deadline_of_every_kind() -> None:
    """The register of the tests lacks none."""
    assert set(DEADLINE_KINDS) == {each.kind for each in find(EVERYTHING)}


def test_the_overdue_stand_first_then_all_by_day() -> None:
    """What has no last day stands at the end."""
    found = find(EVERYTHING)

    assert [True, True] + [False] * (len(found) - 2) == [each.is_overdue for each in found]
    assert sorted(found, key=lambda each: (not each.is_overdue, each.last, each.first)) == list(found)
    assert "accounts-approval" == found[-1].kind


MET = [
    (["payment"], "amount = 3 }]", "amount = 5 }]"),
    (["payment"], "{ on = 2025-07-15", "{ on = 2025-03-01"),
    (["payment"], "amount = 5, payments = [{ on = 2025-07-15", "amount = 4, payments = [{ on = 2025-07-15"),
    (["accounts"], "amount = 5 }] }]\n", "amount = 5 }], accounts = { received_on = 2025-03-01 } }]\n"),
    (["accounts-approval"], "2025-02-01 }", "2025-02-01, approved_on = 2025-03-01 }"),
    (["plan-approval"], '"2024-06/2025-05"', '"2024-06/2025-05", approved_on = 2025-03-01'),
    (["plan"], '"2024-06/2025-05" },', '"2024-06/2025-05" }, { period = "2025-06/2026-05", approved_on = 2025-01-01 },'),
    (["status-meetings"], "[meetings.m]", '[meetings.n]\non = 2025-02-01\nkind = "status"\npartnership = "x"\nparticipants = ["board"]\n[meetings.m]'),
    (["network-meetings"], "[meetings.m]", '[meetings.n]\non = 2025-02-01\nkind = "network"\nprogramme = "p"\n[meetings.m]'),
    (["conferences"], "[meetings.m]", '[meetings.n]\non = 2025-02-01\nkind = "conference"\nframework = "f"\n[meetings.m]'),
    (["meeting"], "on = 2025-04-10", "on = 2025-02-28"),
    (["declaration"], 'name = "Nordby Boldklub"', 'name = "Nordby Boldklub"\ndeclarations = [{ kind = "child-protection", received_on = 2025-01-20 }]'),
    (["evaluation"], '"2025-03" }', '"2025-03", result = "Fortsættes" }'),
    (["commitment"], "due = 2025-02-15 }", "due = 2025-02-15, done_on = 2025-02-20 }"),
    (["hearing-answer"], "consulted = [", 'responses = [{ by = { association = "a" }, answered = false }], consulted = ['),
    (["budget", "appropriation"], '"2022/2025-06"', '"2022/.."'),
]  # fmt: skip
"""The kinds of the deadlines that go away, and what is written in another way once they are met."""


@pytest.mark.parametrize(("kinds", "before", "after"), MET)
def test_what_is_recorded_as_done_is_due_no_more(kinds: list[str], before: str, after: str) -> None:
    """Its deadline goes away, no other does, and none comes instead."""
    assert 1 == EVERYTHING.count(before)
    open_before, open_after = Counter(find(EVERYTHING)), Counter(find(EVERYTHING.replace(before, after)))

    assert kinds == [each.kind for each in open_before - open_after]
    assert not open_after - open_before


def broken_findings(register: Register, on: date) -> set[tuple[str, object, object]]:
    """Return what rules find of what stays due: kind, record and path."""
    return {
        (kind, each.record, each.path)
        for each in check(register, on=on).findings
        for kind, rule in RULES.items()
        if each.rule == rule and each.level != "undecided" and not is_of_another_thing(each, register)
    }


def is_of_another_thing(finding: Finding, register: Register) -> bool:
    """Return whether a rule found something that was done too late, or that may still be done in time."""
    if finding.rule == "plan-approved":
        return "er ikke godkendt" not in finding.message.da
    return finding.rule in ("plan-coverage", "parameter-outdated")


def overdue(register: Register, on: date, kinds: set[str]) -> set[tuple[str, object, object]]:
    """Return what is overdue: kind, record and path."""
    found = find_in(register, on)
    return {(each.kind, each.record, each.path) for each in found if each.is_overdue and each.kind in kinds}


@settings(max_examples=settings().max_examples // 2)
@given(st.sampled_from(sorted(RULES.values())).flatmap(broken_by), st.integers(-800, 800))
def test_what_is_overdue_is_what_a_rule_finds(broken: BrokenRegister, later: int) -> None:
    """A rule says of the same place that it is wrong; what the rule cannot tell is not overdue."""
    on = min(broken.on, date(2060, 1, 1)) + timedelta(later)
    exact = RULES.keys() - {"plan", "budget"}

    assert broken_findings(broken.broken, on) == overdue(broken.broken, on, exact)
    found = {(each.rule, each.record) for each in check(broken.broken, on=on).findings}
    assert {(RULES[kind], key) for kind, key, _ in overdue(broken.broken, on, {"plan", "budget"})} <= found


@given(registers(), days)
def test_where_nothing_is_wrong_nothing_is_overdue(register: Register, on: date) -> None:
    """On any day."""
    assert [] == [each for each in find_in(register, on) if each.is_overdue]


@given(readable_registers(3), st.lists(days, min_size=4, max_size=4).map(sorted))
def test_the_deadlines_of_some_days_are_those_of_their_parts(register: Register, four: list[date]) -> None:
    """Only what may fall into both parts, and what is overdue, is in both."""
    on, since, middle, until = four
    whole = find_deadlines(register, on=on, since=since, until=until)
    first = find_deadlines(register, on=on, since=since, until=middle)
    second = find_deadlines(register, on=on, since=middle + timedelta(1), until=until)
    both = [each for each in second if each.is_overdue or each.first <= middle]

    assert Counter(whole) == Counter(first) + Counter(second) - Counter(both) + Counter(
        each for each in both if each not in first
    )
    assert [] == [each for each in both if each not in first and each.first <= middle]
    assert 1 == max(Counter(whole).values(), default=1)


@given(readable_registers(3), days, days)
def test_a_deadline_lies_ahead_unless_it_is_overdue(register: Register, on: date, day: date) -> None:
    """What has passed is over or overdue; what may be overdue has begun; all lies in the year or before."""
    for each in find_in(register, on, day.year):
        assert (each.last < on) is each.is_overdue
        assert each.first < on <= each.last or not each.may_be_overdue
        assert each.first <= each.last
        assert each.first <= date(day.year, 12, 31)
        assert each.is_overdue or each.last >= date(day.year, 1, 1)


UNCERTAIN = """
[associations.a]
name = "A"
[programmes.p]
name = "P"
accounts_due_months = 2
plan_years = [1, 2]
[appropriations.v]
programme = "p"
name = "V"
period = "2023/2024-02~"
[appropriations.w]
programme = "p"
name = "W"
period = "2022/.."
[partnerships.x]
programme = "p"
appropriation = "v"
partners = [{ association = "a" }]
terms = [{ period = "2023/2025", kind = "initial" }, { period = "2022/2024-04~", kind = "initial", appropriation = "w" }]
grants = [
  { period = "2023/2024-01~", amount = 5, payments = [{ on = 2023-02-01, amount = 1 }] },
  { period = "2023/2024-03~", amount = 5 },
]
action_plans = [{ period = "2022/2024-05~", approved_on = 2022-02-01 }]
employments = [{ period = "2023/2024-06~", weekly_hours = 1 }]
[partnerships.y]
programme = "p"
partners = []
action_plans = [{ period = "2023-02~/2024" }, { period = "2022/2022", approved_on = 2022-02-01 }]
[agreements.g]
title = "G"
period = "2023/2024-07~"
evaluations = [{ planned = "2024-08~" }]
"""


@given(st.data())
def test_the_days_of_a_deadline_hold_for_every_day_that_a_date_may_mean(data: st.DataObject) -> None:
    """Written as exact days, each deadline falls between the first and the last day of the uncertain one."""
    exact = UNCERTAIN
    for month in re.findall(r"(\d{4}-\d\d)~", UNCERTAIN):
        exact = exact.replace(f"{month}~", f"{month}-{data.draw(st.integers(1, 28)):02}")
    on = data.draw(st.dates(date(2023, 1, 1), date(2024, 12, 31)))
    uncertain = {(each.kind, each.record, each.path): each for each in find(UNCERTAIN, on, 2024)}

    assert "~" not in exact
    for each in find(exact, on, 2024):
        bounds = uncertain[each.kind, each.record, each.path]
        assert bounds.first <= each.first == each.last <= bounds.last
        assert each.is_overdue or not bounds.is_overdue
        assert bounds.is_overdue or bounds.may_be_overdue or not each.is_overdue


EXEMPT = [
    ("payment", "grant-not-paid", "partnerships.x"),
    ("accounts", "accounts-missing", "partnerships.y"),
    ("plan-approval", "plan-approved", "partnerships.x"),
    ("plan", "plan-coverage", "partnerships.x"),
    ("status-meetings", "status-meetings", "partnerships.x"),
    ("network-meetings", "network-meetings", "programmes.p"),
    ("conferences", "framework-conference", "frameworks.f"),
    ("declaration", "declaration-missing", "partnerships.x"),
    ("budget", "parameter-outdated", "partnerships.x"),
    ("evaluation", "evaluation-overdue", "agreements.g"),
    ("commitment", "commitment-overdue", "alliances.l"),
    ("hearing-answer", "hearing-responses", "frameworks.f"),
]


@pytest.mark.parametrize(("kind", "rule", "record"), EXEMPT)
def test_what_a_rule_does_not_demand_is_not_due(kind: str, rule: str, record: str) -> None:
    """Neither where the record is exempt from the rule, nor where the municipality has turned the rule off."""
    exempt = EVERYTHING.replace(f"[{record}]\n", f'[{record}]\nexempt = {{ {rule} = "Aftalt" }}\n')
    turned_off = f'{EVERYTHING}[municipality]\nname = "N"\nrule_levels = {{ {rule} = "off" }}\n'
    gone = set(find(EVERYTHING)) - set(find(exempt))

    assert gone == set(find(EVERYTHING)) - set(find(turned_off))
    assert {kind} == {each.kind for each in gone}
    assert ("grants", 2, "payments", 0) not in {each.path for each in gone if kind == "payment"}


PERIODS = {
    "payment": ("2024/2024", "2022/2023"),
    "accounts": ("2024/2024", "2025/2025"),
    "plan-approval": ("2025/2025", "2022/2023"),
    "plan": ("2025-06/2025-06", "2022/2025-05"),
    "budget": ("2025/2025", "2026/2026"),
    "evaluation": ("2025-03/2025-03", "2025-04/2025"),
    "commitment": ("2025-02/2025-02", "2025-03/2025"),
}


@pytest.mark.parametrize(("kind", "rule", "record"), [each for each in EXEMPT if each[0] != "hearing-answer"])
def test_an_exemption_for_a_period_counts_in_the_period(kind: str, rule: str, record: str) -> None:
    """One for the days that the rule is about does, and one for other days does not; of meetings, for the year."""
    concerned, other = PERIODS.get(kind, ("2025/2025", "2024/2024"))
    for period, expected in ((concerned, {kind}), (other, set())):
        exempt = f'[{record}]\nexempt.{rule} = {{ "{period}" = "Aftalt" }}\n'
        found = find(EVERYTHING.replace(f"[{record}]\n", exempt))

        assert expected == {each.kind for each in set(find(EVERYTHING)) - set(found)}


def by_consultant(contact: str) -> list[Deadline]:
    """Return what a contact looks after."""
    register = parse(EVERYTHING).register
    since, until = date(2025, 1, 1), date(2025, 12, 31)
    return list(find_deadlines(register, on=ON, since=since, until=until, consultant=contact))


def test_a_consultant_sees_only_what_that_contact_looks_after() -> None:
    """That is the own partnerships, what the programme holds for them, and the own alliances."""
    everything = find(EVERYTHING)

    assert [each for each in everything if "bo" in each.contacts] == by_consultant("bo")
    assert {"y", None} == {each.partnership for each in by_consultant("bo")}
    assert "commitment" in {each.kind for each in by_consultant("bo")}
    assert [] == by_consultant("nobody")
