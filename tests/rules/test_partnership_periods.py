from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st
from rules.partnerships import ON, partnership, term
from rules.vague import Bounds, blur, by_readings, choices, somedays, vague_bounds
from strategies import DAY, days_from

from civic_partnership.model import Register
from civic_partnership.rules.context import Context
from civic_partnership.rules.partnership_periods import PeriodSet, may_have_begun, uncovered
from civic_partnership.values import Answer, Days, Period


def runs(asked: list[str], cover: list[str], until: date = ON) -> Any:
    """The runs of days that are asked for and not covered."""
    return uncovered(PeriodSet(list(map(Period, asked))), PeriodSet(list(map(Period, cover))), until=until)


def spells(bounds: list[Bounds]) -> PeriodSet:
    """Uncertain days, looked at together."""
    return PeriodSet([blur(each) for each in bounds])


def days(text: str) -> Days:
    """A run from one exact day to another."""
    first, last = text.split("/")
    return Days(date.fromisoformat(first), date.fromisoformat(last))


BROKEN, UNDECIDED = Answer.BROKEN, Answer.UNDECIDED


@pytest.mark.parametrize(
    ("asked", "cover", "expected"),
    [
        ([], ["2021/2024"], []),
        (["2021/2024"], ["2021/2024"], []),
        (["2021/2024"], ["2020/2025"], []),
        (["2021/2024"], ["2021/2022", "2023/2024"], []),
        (["2021/2024"], ["2023/2024", "2021/2023"], []),
        (["2021/2022", "2023/2024"], ["2021/2024"], []),
        (["2026/2027"], [], []),
        (["2021/2022"], [], [(days("2021-01-01/2022-12-31"), BROKEN)]),
        (["2021/2022", "2023/2024"], [], [(days("2021-01-01/2024-12-31"), BROKEN)]),
        (["2021/2021", "2023/2023"], ["2022/2022"], [(days("2021-01-01/2021-12-31"), BROKEN), (days("2023-01-01/2023-12-31"), BROKEN)]),
        (["2021/2024"], ["2021-01-01/2022-06-29", "2022-07-01/2024-12-31"], [(days("2022-06-30/2022-06-30"), BROKEN)]),
        (["2021/2024"], ["2022/2023"], [(days("2021-01-01/2021-12-31"), BROKEN), (days("2024-01-01/2024-12-31"), BROKEN)]),
        (["2024/2028"], ["2024/2024"], [(days("2025-01-01/2025-03-01"), BROKEN)]),
        (["2024/.."], ["2024/2024"], [(days("2025-01-01/2025-03-01"), UNDECIDED)]),
        (["2024/2024"], ["2024/.."], [(days("2024-01-02/2024-12-31"), UNDECIDED)]),
        (["2024/2024-06~"], ["2024-01/2024-05"], [(days("2024-06-01/2024-06-01"), BROKEN), (days("2024-06-02/2024-06-30"), UNDECIDED)]),
        (["2024-06~/2024-06~"], [], [(days("2024-06-01/2024-06-30"), BROKEN)]),
        (["2024-06~/2024-06~"], ["2024-06-30/2024-07-31"], [(days("2024-06-01/2024-06-29"), UNDECIDED)]),
        (["2025-03~/2025-03~"], [], [(days("2025-03-01/2025-03-01"), UNDECIDED)]),
    ],
)  # fmt: skip
def test_each_run_of_days_that_nothing_covers_is_told_once(
    asked: list[str], cover: list[str], expected: Any
) -> None:
    """What is asked and not covered is told in runs, each as long as it can be, up to the day of checking."""
    assert expected == runs(asked, cover)


rows = st.lists(vague_bounds(), max_size=2)


@given(vague_bounds(), rows, somedays)
def test_what_is_not_covered_is_what_all_readings_say(one: Bounds, cover: list[Bounds], until: date) -> None:
    """A thing is covered for sure when it is so in all readings, not covered when it is so in none."""
    told = uncovered(spells([one]), spells(cover), until=until)

    def is_covered(reading: Any) -> bool:
        (first, last), *others = reading
        asked = days_from(first, min(last, until))
        return all(any(start <= day <= end for start, end in others) for day in asked)

    assert by_readings([one, *cover], is_covered) == Answer.every(answer for _, answer in told)


@given(st.lists(vague_bounds(), min_size=2, max_size=2), st.lists(vague_bounds(), max_size=1), somedays)
def test_several_things_are_covered_together_or_not(
    asked: list[Bounds], cover: list[Bounds], until: date
) -> None:
    """Where several things are asked for, one that is not covered breaks."""
    told = uncovered(spells(asked), spells(cover), until=until)
    alone = [uncovered(spells([each]), spells(cover), until=until) for each in asked]

    assert Answer.every(answer for each in alone for _, answer in each) == Answer.every(
        answer for _, answer in told
    )


@given(st.lists(vague_bounds(), max_size=3))
def test_rows_are_apart_when_no_reading_has_a_day_in_two(rows: list[Bounds]) -> None:
    """They are said to be apart exactly when, whichever their days are, each ends before the next one begins."""
    apart = all(one[1] < other[0] for reading in choices(rows) for one, other in pairwise(sorted(reading)))

    assert apart == spells(rows).are_apart


@given(st.lists(vague_bounds(), max_size=4))
def test_stretches_are_the_days_on_which_one_certainly_stands(rows: list[Bounds]) -> None:
    """All these days and no others, in order, and joined wherever they meet."""
    stretches = spells(rows).certain
    certain = [sure for each in rows if (sure := blur(each).certain)]

    assert {day for each in certain for day in days_from(*each)} == {
        day for each in stretches for day in days_from(*each)
    }
    assert all(first <= last for first, last in stretches)
    assert all(one[1] + DAY < other[0] for one, other in pairwise(stretches))


@given(rows, rows, somedays)
def test_runs_do_not_meet_where_they_say_the_same(
    asked: list[Bounds], cover: list[Bounds], until: date
) -> None:
    """Runs stand in order, apart, end with the day of checking, and differ where they touch."""
    told = uncovered(spells(asked), spells(cover), until=until)

    assert all(first <= last <= until for (first, last), _ in told)
    for (one, answer), (other, following) in pairwise(told):
        assert one.last < other.first
        assert one.last + DAY < other.first or answer is not following


@pytest.mark.parametrize(
    ("terms", "on", "expected"),
    [
        (["2021/2024"], date(2021, 1, 1), "begun"),
        (["2021/2024"], date(2020, 12, 31), ""),
        (["2021~/2024"], date(2021, 1, 1), "begun"),
        (["2025/2028", "2021/2024"], date(2021, 1, 1), "begun"),
        ([], date(1990, 1, 1), "begun"),
    ],
)
def test_a_partnership_may_have_begun_with_its_first_term(terms: list[str], on: date, expected: str) -> None:
    """A partnership may have begun once the first of its terms may have, or on any day if it has none."""
    agreement = partnership(terms=[term(each) for each in terms])

    assert bool(expected) == may_have_begun(agreement, Context(Register(), on))
