"""No rule says of uncertain dates what is not true of each of their readings."""

from collections import defaultdict
from datetime import date
from itertools import pairwise, product
from typing import Any

from hypothesis import example, given, settings, strategies as st
from hypothesis.strategies import DrawFn
from model.places import map_fields
from rules.found import ON, RULES, findings
from rules.partnerships import partnership, term
from strategies import DAY

from civic_partnership.findings import Level
from civic_partnership.model import RecordKey, Register
from civic_partnership.rules import check
from civic_partnership.rules.terms import term_sequence
from civic_partnership.testing.broken_register import BrokenRegister, broken_by
from civic_partnership.testing.values import ends, starts
from civic_partnership.values import Answer, Dated, PartialDate, Period

_WIDTH = {"day": 10, "month": 7, "year": 4}


def write_uncertain(day: date, unit: str) -> str:
    """Write a day of which only the month or the year is known."""
    return day.isoformat()[: _WIDTH[unit]] + "~" * (unit != "day")


@st.composite
def make_uncertain(draw: DrawFn, record: Any) -> Any:
    """Draw the same record with some dates known only by month or year, and some ends not at all."""
    unit = st.sampled_from(["day"] * 6 + ["month"] * 3 + ["year"])

    def change(_: Any, value: Any) -> Any:
        if isinstance(value, Period) and value.is_exact:
            start = write_uncertain(value.earliest_start, draw(unit))
            is_open = draw(st.integers(0, 5)) == 0
            return Period(f"{start}/{'' if is_open else write_uncertain(value.latest_end, draw(unit))}")
        if isinstance(value, PartialDate) and len(value.text) == _WIDTH["day"]:
            return PartialDate(write_uncertain(value.earliest, draw(unit)))
        if isinstance(value, Dated) and value.changes[0][0] is not None and "~" not in str(value):
            keys = [key.earliest for key, _ in value.changes if isinstance(key, PartialDate)]
            texts = [write_uncertain(key, draw(unit)) for key in keys]
            apart = all(starts(one)[-1] < starts(two)[0] for one, two in pairwise(texts))
            texts = texts if apart else [key.isoformat() for key in keys]
            return Dated.since(dict(zip(texts, (each for _, each in value.changes), strict=True)))
        return value

    return map_fields(record, change)


Levels = dict[tuple[str, RecordKey | None], set[Level]]


def find_levels(register: Register, on: date = ON) -> Levels:
    """Return the levels of the findings of each rule in each record."""
    report = check(register, on=on)
    assert report.failures == ()
    levels: Levels = defaultdict(set)
    for finding in report.findings:
        levels[finding.rule, finding.record].add(finding.level)
    return levels


def is_no_more_certain(uncertain: Levels, exact: Levels) -> None:
    """Fail where uncertain dates add an error, or hide a finding but of an exemption that nothing needed."""
    errors = {key for key, levels in uncertain.items() if "error" in levels}
    assert errors <= {key for key, levels in exact.items() if "error" in levels}
    assert {key for key in exact if key[0] != "unused-exemption"} <= uncertain.keys()


@settings(max_examples=settings().max_examples // 2)
@given(st.sampled_from(sorted(RULES)).flatmap(broken_by), st.just(0) | st.integers(0, 1500), st.data())
def test_what_is_certain_is_true_of_every_reading(
    broken: BrokenRegister, days: int, data: st.DataObject
) -> None:
    """Make dates uncertain; no rule reports a new error or loses a finding."""
    on = broken.on - days * DAY
    uncertain = [data.draw(make_uncertain(record)) for _, record in broken.broken]

    is_no_more_certain(find_levels(Register().replace(*uncertain), on), find_levels(broken.broken, on))


Row = tuple[str, str, Any]
"""The start, the end and the kind of a term."""


@st.composite
def few_terms(draw: DrawFn) -> list[Row]:
    """Draw up to four terms near each other, two ends of which may be known by month only."""
    rows: list[Row] = []
    day, uncertain = date(2024, 1, 20), draw(st.sets(st.integers(0, 7), max_size=2))
    for n in range(draw(st.integers(1, 4))):
        last = day + draw(st.integers(0, 20)) * DAY
        units = ["month" if 2 * n + each in uncertain else "day" for each in (0, 1)]
        kind = "initial" if (n == 0) != (draw(st.integers(0, 9)) == 0) else "extension"
        rows.append((write_uncertain(day, units[0]), write_uncertain(last, units[1]), kind))
        day = max(date(2024, 1, 20), last + draw(st.sampled_from([1, 1, 1, 1, 0, 2, -3])) * DAY)
    return draw(st.permutations(rows))


def follow_one_another(rows: list[tuple[date, date, str]]) -> bool:
    """Return whether exact terms follow one another, the first alone initial."""
    ordered = sorted(rows)
    is_chain = all(one[1] + DAY == other[0] for one, other in pairwise(ordered))
    return is_chain and [row[2] == "initial" for row in ordered] == [n == 0 for n in range(len(rows))]


@given(few_terms())
@example([("2024-01~", "2024-01-20", "initial"), ("2024-01-21", "2024-02-10", "extension")])
@example([("2024-01~", "2024-02-10", "initial"), ("2024-01~", "2024-02-10", "extension")])
def test_the_sequence_of_terms_is_never_wrong(rows: list[Row]) -> None:
    """Terms break the rule only if every reading does, and keep it only if every reading does."""
    agreement = partnership(terms=[term(f"{start}/{end}", kind) for start, end, kind in rows])
    answers = {"error": Answer.BROKEN, "undecided": Answer.UNDECIDED}
    answer = Answer.every(answers[finding.level] for finding in findings(term_sequence, agreement))
    readings = product(
        *(
            [(first, last, kind) for first in starts(start) for last in ends(end) if first <= last]
            for start, end, kind in rows
        )
    )
    truth = Answer.agreed(Answer.of(follow_one_another(list(reading))) for reading in readings)

    assert answer in (truth, Answer.UNDECIDED)
    if not any("~" in start + end for start, end, _ in rows):
        assert answer is truth
