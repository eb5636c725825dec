from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from hypothesis import given, strategies as st
from strategies import DAY, EVE, Span, days_from, readings, small_bounds, verdict

from civic_partnership.values import Answer, Dated, Days, Interval, Period, sweep

Spans = tuple[Span, Span]


class Row(NamedTuple):
    """A row with a period; `id` distinguishes rows of the same days."""

    id: int
    days: Interval


def runs(*lists: Iterable[Any], until: date) -> Iterator[tuple[Any, ...]]:
    """Yield each run with the rows that stand on it, list by list; ask each list whether any row stands."""
    for days, present in sweep(*lists, until=until):
        for each in present:
            assert each.any is verdict([True] * bool(each.possible) + [False] * (not each.certain))
        yield (
            days,
            *(
                [[rows[n] for n in sorted(rows)] for rows in (each.certain, each.possible)]
                for each in present
            ),
        )


def standing(spans: Sequence[Spans], day: date) -> list[list[Row]]:
    """Return the rows that cover a day in all readings, and in some."""
    stands = {
        Row(n, Interval(*each)): verdict(readings(*each), lambda span: span[0] <= day <= span[1])
        for n, each in enumerate(spans)
    }
    return [
        [row for row, answer in stands.items() if answer is Answer.HOLDS],
        [row for row, answer in stands.items() if answer is not Answer.BROKEN],
    ]


@given(
    st.lists(st.lists(small_bounds(), max_size=4), min_size=1, max_size=3),
    st.integers(-1, 14).map(lambda n: EVE + n * DAY),
)
def test_runs_are_the_days_on_which_the_same_stands(lists: list[list[Spans]], until: date) -> None:
    """Neighbouring days up to the last with the same standing are one run; empty days are in none."""
    rows = [(Row(n, Interval(*each)) for n, each in enumerate(spans)) for spans in lists]
    expected = []
    for stands, days in groupby(days_from(EVE, until), lambda day: [standing(spans, day) for spans in lists]):
        run = list(days)
        if any(possible for _, possible in stands):
            expected.append((Days(run[0], run[-1]), *stands))

    assert expected == list(runs(*rows, until=until))


def test_shows_a_handover_and_a_gap() -> None:
    """Two employments with a month between them, the second without an end, beside their term."""
    one, other, term = Period("2023/2023-06"), Period("2023-08/"), Period("2023/2024")

    assert [
        (Days(date(2023, 1, 1), date(2023, 6, 30)), [[one], [one]], [[term], [term]]),
        (Days(date(2023, 7, 1), date(2023, 7, 31)), [[], []], [[term], [term]]),
        (Days(date(2023, 8, 1), date(2023, 8, 1)), [[other], [other]], [[term], [term]]),
        (Days(date(2023, 8, 2), date(2024, 1, 31)), [[], [other]], [[term], [term]]),
    ] == list(runs([one, other], [term], until=date(2024, 1, 31)))


def test_takes_values_in_force_up_to_the_last_day_of_the_calendar() -> None:
    """The entries of a dated value stand on their days, even from the beginning of the calendar on."""
    (always,) = Dated.always(Decimal(1)).entries
    old, new = Dated.since({"2012": Decimal(1), "2027": Decimal(2)}).entries

    assert [
        (Days(date.min, date(2011, 12, 31)), [[always], [always]], [[], []]),
        (Days(date(2012, 1, 1), date(2026, 12, 31)), [[always], [always]], [[old], [old]]),
        (Days(date(2027, 1, 1), date.max), [[always], [always]], [[new], [new]]),
    ] == list(runs([always], [old, new], until=date.max))


def test_of_nothing_has_no_runs() -> None:
    """Without rows there is no run."""
    assert not list(sweep([], [], [], until=date(2024, 1, 1)))
    assert not list(sweep([Period("2025/..")], until=date(2024, 12, 31)))
