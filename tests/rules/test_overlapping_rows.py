from datetime import date
from itertools import combinations, product
from typing import Any

from hypothesis import given, strategies as st
from strategies import DAY, EVE, readings, small_bounds

from civic_partnership.rules.runs_of_days import Overlap, Row, find_overlaps, share_no_day
from civic_partnership.values import Answer, Interval, Period

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


@given(st.lists(st.tuples(st.integers(2000, 2030), st.integers(0, 30)), min_size=50, max_size=120))
def test_of_many_rows_each_that_shares_a_day_is_found(years: list[tuple[int, int]]) -> None:
    """Each row that shares a day is in some pair, though not every pair is listed."""
    rows = [Row(n, Period(f"{first}/{first + more}")) for n, (first, more) in enumerate(years)]
    expected = find_all(rows, date(2099, 1, 1))
    overlaps = set(find_overlaps(rows, date(2099, 1, 1)))

    assert expected >= overlaps
    assert {each.later for each in expected} == {each.later for each in overlaps}
