from datetime import date
from itertools import combinations

from hypothesis import given, strategies as st
from rules.vague import Bounds, blur, by_readings, somedays, vague_bounds
from strategies import Span

from civic_partnership.rules.overlaps import Overlap, Row, overlaps, share_no_day
from civic_partnership.values import Answer, Period


@given(vague_bounds(), vague_bounds(), somedays)
def test_two_share_no_day_as_all_readings_say(one: Bounds, other: Bounds, on: date) -> None:
    """No day that has come lies in both, whichever their days are."""

    def share_none(reading: tuple[Span, ...]) -> bool:
        (first, last), (begins, ends) = reading
        return max(first, begins) > min(last, ends, on)

    assert by_readings([one, other], share_none) == share_no_day(blur(one), blur(other), on)


def all_pairs(rows: list[Row], on: date) -> set[Overlap]:
    """The same as `overlaps`, each compared with each."""
    order = sorted(range(len(rows)), key=lambda each: (rows[each].days.earliest_start, each))
    pairs = {
        Overlap(one, other, share_no_day(rows[one].days, rows[other].days, on))
        for one, other in combinations(order, 2)
        if rows[one].owner != rows[other].owner and not (rows[one].is_silent and rows[other].is_silent)
    }
    return {each for each in pairs if each.answer is not Answer.HOLDS}


some_rows = st.builds(Row, st.integers(0, 3), vague_bounds().map(blur), st.booleans())


@given(st.lists(some_rows, max_size=8), somedays)
def test_of_a_few_rows_all_that_share_a_day_are_found(rows: list[Row], on: date) -> None:
    """They are those that are found by comparing each with each."""
    found = list(overlaps(rows, on))

    assert len(set(found)) == len(found)
    assert all_pairs(rows, on) == set(found)


@given(st.lists(st.tuples(st.integers(2000, 2030), st.integers(0, 30)), min_size=50, max_size=120))
def test_of_many_rows_each_that_shares_a_day_is_found(years: list[tuple[int, int]]) -> None:
    """Each that shares a day with any is among the pairs, though not each pair is."""
    rows = [Row(n, Period(f"{first}/{first + more}")) for n, (first, more) in enumerate(years)]
    expected = all_pairs(rows, date(2099, 1, 1))
    found = set(overlaps(rows, date(2099, 1, 1)))

    assert expected >= found
    assert {each.later for each in expected} == {each.later for each in found}
    assert {place for each in expected for place in each[:2]} == {
        place for each in found for place in each[:2]
    }
