from datetime import date
from itertools import combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from rules.found import ON
from strategies import DAY, EVE, days_from, readings, small_bounds

from civic_partnership.rules.runs_of_days import Overlap, Row, find_overlaps, find_uncovered, share_no_day
from civic_partnership.values import Answer, Days, Interval, Period


def days(text: str) -> Days:
    """Return a run from one exact day to another."""
    first, last = text.split("/")
    return Days(date.fromisoformat(first), date.fromisoformat(last))


BROKEN, UNDECIDED = Answer.BROKEN, Answer.UNDECIDED


@pytest.mark.parametrize(
    ("rows", "cover", "expected"),
    [
        (["2021/2022", "2023/2024"], ["2021/2024"], []),
        (["2021/2022", "2023/2024"], [], [(days("2021-01-01/2024-12-31"), BROKEN)]),
        (["2021/2021", "2023/2023"], ["2022/2022"], [(days("2021-01-01/2021-12-31"), BROKEN), (days("2023-01-01/2023-12-31"), BROKEN)]),
        (["2024/2028"], ["2024/2024"], [(days("2025-01-01/2025-03-01"), BROKEN)]),
        (["2024/"], ["2024/2024"], [(days("2025-01-01/2025-03-01"), UNDECIDED)]),
        (["2024/2024"], ["2024/"], [(days("2024-01-02/2024-12-31"), UNDECIDED)]),
        (["2024/2024-06~"], ["2024-01/2024-05"], [(days("2024-06-01/2024-06-01"), BROKEN), (days("2024-06-02/2024-06-30"), UNDECIDED)]),
        (["2024-06~/2024-06~"], [], [(days("2024-06-01/2024-06-30"), UNDECIDED)]),
    ],
)  # fmt: skip
def test_each_run_of_days_that_nothing_covers_is_found_once(
    rows: list[str], cover: list[str], expected: Any
) -> None:
    """Uncovered days are found in runs, each as long as it can be, up to the day of checking."""
    assert expected == find_uncovered(list(map(Period, rows)), list(map(Period, cover)), until=ON)


small_rows = st.lists(small_bounds(), max_size=2)


@given(small_bounds(), small_rows, st.integers(-1, 20))
def test_what_is_uncovered_is_never_wrong(one: Any, cover: list[Any], until: int) -> None:
    """Days are uncovered for sure only if they are in every reading, and covered only if they are in all."""
    last = EVE + until * DAY
    runs = find_uncovered([Interval(*one)], [Interval(*each) for each in cover], until=last)

    def is_covered(reading: Any) -> bool:
        (start, end), *others = reading
        needed = days_from(start, min(end, last))
        return all(any(first <= day <= final for first, final in others) for day in needed)

    truth = Answer.agreed(
        Answer.of(is_covered(reading)) for reading in product(*(readings(*each) for each in (one, *cover)))
    )
    assert Answer.every(answer for _, answer in runs) in (truth, Answer.UNDECIDED)
    assert all(one.last < other.first for (one, _), (other, _) in pairwise(runs))


somedays = st.integers(-1, 20).map(lambda n: EVE + n * DAY)


@given(small_bounds(), small_bounds(), somedays)
def test_whether_two_share_a_day_is_never_wrong(one: Any, other: Any, on: date) -> None:
    """Two rows share a day for sure only if they do in every reading."""
    truth = Answer.agreed(
        Answer.of(max(first, begins) > min(last, ends, on))
        for (first, last), (begins, ends) in product(readings(*one), readings(*other))
    )

    assert share_no_day(Interval(*one), Interval(*other), on) in (truth, Answer.UNDECIDED)


def find_all(rows: list[Row], on: date) -> set[Overlap]:
    """Compare each row with each, as `find_overlaps` does with a few."""
    order = sorted(range(len(rows)), key=lambda each: (rows[each].days.earliest_start, each))
    pairs = {
        Overlap(one, other, share_no_day(rows[one].days, rows[other].days, on))
        for one, other in combinations(order, 2)
        if rows[one].owner != rows[other].owner and not (rows[one].is_shared and rows[other].is_shared)
    }
    return {each for each in pairs if each.answer is not Answer.HOLDS}


some_rows = st.builds(Row, st.integers(0, 3), small_bounds().map(lambda each: Interval(*each)), st.booleans())


@given(st.lists(some_rows, max_size=8), somedays)
def test_of_a_few_rows_all_that_share_a_day_are_found(rows: list[Row], on: date) -> None:
    """Find the same pairs as comparing each row with each other."""
    overlaps = list(find_overlaps(rows, on))

    assert len(set(overlaps)) == len(overlaps)
    assert find_all(rows, on) == set(overlaps)


@settings(max_examples=settings().max_examples // 2)
@given(st.lists(st.tuples(st.integers(2000, 2030), st.integers(0, 30)), min_size=12, max_size=40))
def test_of_many_rows_each_that_shares_a_day_is_found(years: list[tuple[int, int]]) -> None:
    """Each row that shares a day is in some pair, though not every pair is listed."""
    rows = [Row(n, Period(f"{first}/{first + more}")) for n, (first, more) in enumerate(years)]
    expected = find_all(rows, date(2099, 1, 1))
    overlaps = set(find_overlaps(rows, date(2099, 1, 1)))

    assert expected >= overlaps
    assert {each.later for each in expected} == {each.later for each in overlaps}
