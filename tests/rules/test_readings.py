from collections import defaultdict
from datetime import date
from itertools import pairwise
from operator import itemgetter
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st
from rules.partnerships import ON, grant, partnership, plan, programme, term
from rules.readings import (
    FAR,
    Vague,
    agreements,
    answers,
    blurs,
    broken_in_readings,
    exact_rows,
    exact_terms,
    few_days,
    fits,
    fitting_terms,
    one_row,
    readings,
    sequence,
    tildes,
    together,
    two_terms,
)
from strategies import DAY

from civic_partnership.findings import Level
from civic_partnership.model import Partnership, RecordKey, Register
from civic_partnership.rules import check
from civic_partnership.rules.grants import grant_annual_amount, grant_purpose
from civic_partnership.rules.plans import plan_length
from civic_partnership.rules.terms import term_length, term_sequence
from civic_partnership.storage import read
from civic_partnership.values import Answer

HALF = settings(max_examples=settings().max_examples // 2)
"""All readings of each partnership are asked: that takes its time."""
SOMEDAY = st.dates(date(2019, 1, 1), date(2025, 1, 1))


@HALF
@given(one_row(st.integers(1, 2)))
@example(("2024-02~/2025-02-28", {"2024-02-29": 1}, date(2026, 1, 1)))
def test_a_term_s_length_is_what_all_readings_say(row: tuple[str, Any, date]) -> None:
    """The length of a term holds or is broken when it is so in all readings, and else cannot be told."""
    period, years, horizon = row
    agreement, under = partnership(terms=[term(period)]), programme(term_years=years)

    assert together(broken_in_readings(term_length, agreement, under, horizon)) == answers(
        term_length, agreement, under
    )


@HALF
@given(one_row(st.sets(st.integers(1, 2), min_size=1).map(sorted).map(tuple)))
@example(("2024-02~/2025-02-28", {"2024-02-29": (1,)}, date(2026, 1, 1)))
def test_a_plan_s_length_is_what_all_readings_say(row: tuple[str, Any, date]) -> None:
    """The length of a plan holds or is broken when it is so in all readings, and else cannot be told."""
    period, years, horizon = row
    agreement, under = partnership(action_plans=[plan(period)]), programme(plan_years=years)

    assert together(broken_in_readings(plan_length, agreement, under, horizon)) == answers(
        plan_length, agreement, under
    )


@HALF
@given(one_row(st.sampled_from([100, 200])), st.sampled_from([50, 100, 150, 200, 300, 400, 500]))
def test_a_grant_s_amount_is_what_all_readings_say(row: tuple[str, Any, date], amount: int) -> None:
    """The amount of a grant holds or is broken when it is so in all readings, and else cannot be told."""
    period, annual, horizon = row
    agreement, under = partnership(grants=[grant(period, amount)]), programme(annual_amount=annual)

    assert together(broken_in_readings(grant_annual_amount, agreement, under, horizon)) == answers(
        grant_annual_amount, agreement, under
    )


@HALF
@given(one_row(st.sampled_from([50, 80, 100])), st.sampled_from([0, 10, 20, 30, 60]))
def test_a_grant_s_purpose_is_what_all_readings_say(row: tuple[str, Any, date], other: int) -> None:
    """Spending holds or is broken when it is so in all readings of the grant's days, and else cannot be told."""
    period, share, horizon = row
    agreement = partnership(grants=[grant(period, 100, shirts=other)])
    under = programme(resource_person_share=share)

    assert together(broken_in_readings(grant_purpose, agreement, under, horizon)) == answers(
        grant_purpose, agreement, under
    )


@HALF
@given(two_terms())
def test_the_sequence_of_two_terms_is_what_all_readings_say(terms: tuple[Partnership, date]) -> None:
    """That two terms follow one another, and are of the right kind, is told as far as all readings agree."""
    agreement, horizon = terms
    broken = broken_in_readings(term_sequence, agreement, programme(), horizon)

    assert Answer.agreed(Answer.of(not places) for places in broken) == Answer.every(
        answers(term_sequence, agreement, programme()).values()
    )


@given(few_days())
@example([("initial", (1, 1), (2, 8)), ("initial", (1, 8), (1, 8))])
@example([("initial", (1, 3), (9, 9)), ("extension", (1, 3), (9, 9))])
@example([("initial", (1, 1), (1, 1)), ("extension", (5, 6), (9, 9)), ("extension", (5, 6), (9, 9))])
def test_a_sequence_of_terms_is_what_all_readings_say(rows: list[Vague]) -> None:
    """Up to four terms of a few days, tried in every way: an error where none fits, nothing where all do."""
    fitting = [fits(reading) for reading in exact_rows(rows)]
    said = [verdict.answer for verdict in sequence(rows)]

    assert Answer.agreed(map(Answer.of, fitting)) == Answer.every(said)


@given(few_days())
def test_what_is_said_of_one_term_is_said_once(rows: list[Vague]) -> None:
    """No term is told twice in other words: it is broken, or it cannot be told."""
    places: dict[Any, set[Answer]] = defaultdict(set)
    for verdict in sequence(rows):
        places[verdict.path[1]].add(verdict.answer)

    assert all(len(found) == 1 for found in places.values())


@given(exact_terms() | agreements().map(itemgetter(0)))
def test_the_sequence_of_exact_terms_is_told_for_certain(agreement: Partnership) -> None:
    """Terms follow one another if each starts on the day after the one before; the first alone is initial."""
    rows = sorted(agreement.terms, key=lambda row: row.days.earliest_start)
    follow = all(one.days.latest_end + DAY == other.days.earliest_start for one, other in pairwise(rows))
    fits = follow and all((row.kind == "initial") == (n == 0) for n, row in enumerate(rows))
    expected = set() if fits else {Answer.BROKEN}

    assert expected == set(answers(term_sequence, agreement, programme()).values())


@given(fitting_terms())
def test_terms_that_may_fit_are_no_error(agreement: Partnership) -> None:
    """However little is known of the days of terms that follow one another, their sequence is not broken."""
    assert Answer.BROKEN not in answers(term_sequence, agreement, programme()).values()


Found = dict[tuple[str, RecordKey | None], set[Level]]


def told(register: Register, on: date = ON) -> Found:
    """The levels of what each rule finds in each record."""
    report = check(register, on=on)
    assert report.failures == ()
    found: Found = defaultdict(set)
    for finding in report.findings:
        found[finding.rule, finding.record].add(finding.level)
    return found


def is_no_more_certain(vague: Found, clear: Found) -> None:
    """Fail where what is less certain holds an error that was none, or has lost something that was found."""
    assert {key for key in vague if "error" in vague[key]} <= {key for key in clear if "error" in clear[key]}
    assert clear.keys() <= vague.keys()


@settings(max_examples=settings().max_examples * 2)
@given(st.data(), SOMEDAY)
def test_what_is_said_for_certain_is_true_of_a_reading(data: st.DataObject, on: date) -> None:
    """Forget dates of a partnership: what is an error then was one before, and nothing found is passed over."""
    agreement, under = data.draw(agreements())
    vague = Register().replace(data.draw(blurs(agreement)), data.draw(blurs(under)))

    is_no_more_certain(told(vague, on), told(Register().replace(agreement, under), on))


@HALF
@given(st.data(), SOMEDAY)
def test_a_tilde_more_only_makes_it_less_certain(data: st.DataObject, on: date) -> None:
    """With `~` added to any one date no rule finds a new error, and none falls silent that found something."""
    agreement, under = data.draw(agreements())
    register = Register().replace(data.draw(blurs(agreement)), data.draw(blurs(under)))
    marked = [changed for _, record in register for changed in tildes(record)]

    for changed in data.draw(st.lists(st.sampled_from(marked), min_size=1, max_size=4)) if marked else []:
        is_no_more_certain(told(register.replace(changed), on), told(register, on))


@pytest.mark.parametrize("name", ["nordby", "nordby-broken"])
def test_a_tilde_more_in_an_example_only_makes_it_less_certain(examples: File, name: str) -> None:
    """In the made-up registers `~` at any one date of any record neither adds an error nor hides a finding."""
    register = read(examples / name).register

    for changed in (changed for _, record in register for changed in tildes(record)):
        is_no_more_certain(told(register.replace(changed)), told(register))


def test_readings_are_all_there_are() -> None:
    """A partnership without uncertain dates is its own and only reading; `~` gives a reading for each day."""
    agreement = partnership(terms=[term("2021-01-01/2024-02-28")])
    uncertain = partnership(terms=[term("2021-01-01/2024-02~")])

    assert [agreement] == list(readings(agreement, FAR))
    assert 29 == len(list(readings(uncertain, FAR)))
    assert agreement in readings(uncertain, FAR)
