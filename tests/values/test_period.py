from datetime import date
from itertools import product

import pytest
from edtf import parse_edtf
from hypothesis import example, given, strategies as st
from hypothesis.strategies import DrawFn
from strategies import DAY, EVE, HORIZON, Span, days_from, readings, small_bounds, verdict

from civic_partnership.testing.values import (
    CENTURIES,
    ends,
    partial_date_texts,
    period_texts,
    starts,
)
from civic_partnership.values import (
    OPEN,
    Answer,
    Bounds,
    Dated,
    Interval,
    InvalidValue,
    PartialDate,
    Period,
    months_after,
    years_after,
)

FORTNIGHT = days_from(EVE, EVE + 14 * DAY)
AROUND_2020 = (date(2019, 11, 1), date(2021, 2, 1))

Spans = tuple[Span, Span]


def exact(first: date, last: date) -> Interval:
    """Return the interval of one reading."""
    return Interval((first, first), (last, last))


def is_years(first: date, last: date, years: int) -> bool:
    """Return whether the last day is the eve of an anniversary, also for 29 February."""
    anniversary = (first.year + years, first.month, first.day)
    return last.timetuple()[:3] < anniversary <= (last + DAY).timetuple()[:3]


@given(*[st.tuples(*[st.sampled_from(FORTNIGHT)] * 2).map(sorted).map(tuple)] * 2)
def test_is_refused_exactly_when_it_has_no_reading(start: Span, end: Span) -> None:
    """Bounds are an interval exactly when some first day is not after some last day."""
    try:
        accepted = bool(Interval(start, end))
    except InvalidValue:
        accepted = False

    assert bool(readings(start, end)) == accepted


@given(small_bounds())
def test_an_interval_is_known_as_far_as_its_readings_agree(spans: Spans) -> None:
    """Its bounds are those of some readings, its certain days those of all; its length is least and most."""
    known = readings(*spans)
    firsts, lasts = zip(*known, strict=True)
    lengths = [(last - first).days + 1 for first, last in known]
    interval, sure = Interval(*spans), Interval(*spans).certain
    everywhere = [
        day for day in days_from(EVE, HORIZON) if all(first <= day <= last for first, last in known)
    ]

    assert (interval.earliest_start, interval.latest_start) == (min(firsts), max(firsts))
    assert (interval.earliest_end, interval.latest_end) == (min(lasts), max(lasts))
    assert interval.is_exact == (len(firsts) == 1 and lasts != (OPEN,))
    assert [day for day in days_from(EVE, HORIZON) if sure and sure[0] <= day <= sure[1]] == everywhere
    assert interval.length == Bounds(
        1 if spans[1][0] == OPEN else min(lengths), None if spans[1][1] == OPEN else max(lengths)
    )
    for day in FORTNIGHT:
        assert interval.covers(day) is verdict(first <= day <= last for first, last in known)


@given(small_bounds(), small_bounds())
@example(((EVE, EVE + DAY), (EVE, EVE + DAY)), ((EVE, EVE), (EVE + DAY, EVE + DAY)))
@example(((EVE, EVE), (EVE, EVE + DAY)), ((EVE + DAY, EVE + DAY), (EVE + DAY, EVE + DAY)))
@example(((EVE, EVE), (EVE, EVE + DAY)), ((EVE + 2 * DAY, EVE + 2 * DAY), (OPEN, OPEN)))
@example(((EVE, EVE), (EVE, EVE)), ((EVE + DAY, EVE + 2 * DAY), (OPEN, OPEN)))
def test_two_intervals_are_compared_as_all_their_readings_are(one: Spans, other: Spans) -> None:
    """One contains or adjoins the other as all pairs of readings say; the days in common are least and most."""
    pairs = list(product(readings(*one), readings(*other)))
    shared = [max(0, (min(a[1], b[1]) - max(a[0], b[0])).days + 1) for a, b in pairs]
    most = None if OPEN == one[1][1] == other[1][1] else max(shared)
    first, second = Interval(*one), Interval(*other)

    assert first.contains(second) is verdict(a[0] <= b[0] and b[1] <= a[1] for a, b in pairs)
    assert first.overlap(second) == Bounds(min(shared), most)
    assert first.adjoins(second) is verdict(a[1] == b[0] - DAY for a, b in pairs)


def test_adjoins_nothing_that_was_always_there() -> None:
    """An interval without a first day follows nothing."""
    (always,) = Dated.always(1).entries
    perhaps_always = Interval((date.min, EVE + DAY), (OPEN, OPEN))

    assert Answer.BROKEN is exact(EVE, EVE).adjoins(always.days)
    assert Answer.UNDECIDED is exact(EVE, EVE).adjoins(perhaps_always)


@st.composite
def bounds_of_years(draw: DrawFn) -> tuple[Spans, int]:
    """Draw bounds near the end of February, and the number of years between them."""
    widths = st.sampled_from([0, 0, 1, 3])
    year, years = draw(st.integers(2019, 2024)), draw(st.integers(0, 5))
    first = date(year, 2, 27) + draw(st.integers(0, 3)) * DAY
    last = date(year + years, 2, 26) + draw(st.integers(0, 4)) * DAY
    latest = draw(st.sampled_from([last + draw(widths) * DAY] * 4 + [OPEN]))
    end = (last, latest) if latest >= first else (first, first)
    return ((first, first + draw(widths) * DAY), end), years


@given(bounds_of_years())
@example((((date(2024, 2, 29), date(2024, 3, 1)), (date(2025, 2, 28), date(2025, 2, 28))), 1))
@example((((EVE, EVE + DAY), (EVE, EVE + DAY)), 0))
@example((((EVE, EVE), (date(2025, 2, 24), date(2025, 2, 25))), 1))
@example((((EVE, EVE + DAY), (date(2025, 2, 24), date(2025, 2, 24))), 1))
@example((((date(2024, 2, 29), date(2024, 2, 29)), (date(2028, 2, 28), date(2028, 2, 28))), 4))
def test_lasts_whole_years(asked: tuple[Spans, int]) -> None:
    """It lasts so many years when every reading ends on the eve of an anniversary, and not when none does."""
    spans, years = asked
    known = readings(*spans, horizon=date(2031, 1, 1))
    expected = verdict(known, lambda days: days[1] != OPEN and is_years(*days, years))

    assert expected is Interval(*spans).lasts(years)


@given(st.dates(*CENTURIES), st.integers(-50, 50))
@example(date(2024, 2, 29), 1)
@example(date(2024, 2, 29), -4)
@example(date(2024, 2, 29), 0)
def test_years_after_is_the_anniversary_or_the_day_that_follows_it(day: date, years: int) -> None:
    """So many years after a day comes the first day that is not before its anniversary."""
    after = years_after(day, years)

    assert after
    assert is_years(day, after - DAY, years)


@pytest.mark.parametrize(("day", "years"), [(date.max, 1), (date.min, -1), (EVE, 10**30), (EVE, -(10**30))])
def test_no_day_is_years_after_beyond_the_calendar(day: date, years: int) -> None:
    """Return no anniversary beyond the end of the calendar."""
    assert years_after(day, years) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 12, 31), 4, date(2024, 4, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(9998, 12, 31), 12, date(9999, 12, 31)),
        (date(9998, 12, 31), 13, OPEN),
        (date(2024, 1, 1), 200_000, OPEN),
    ],
)
def test_some_months_after_a_day(day: date, months: int, expected: date) -> None:
    """A month that is too short gives its last day, and a day beyond the calendar is none."""
    assert expected == months_after(day, months)


def test_years_after_reaches_the_ends_of_the_calendar() -> None:
    """The first and the last year of the calendar are within reach."""
    assert (date.max, date.min) == (years_after(date(1, 12, 31), 9998), years_after(date(9999, 1, 1), -9998))


@pytest.mark.parametrize(
    ("text", "years", "answer"),
    [
        ("2012/2015", 4, Answer.HOLDS),
        ("2012/2015", 3, Answer.BROKEN),
        ("2020-10/2024-09", 4, Answer.HOLDS),
        ("2024-02-29/2025-02-28", 1, Answer.HOLDS),
        ("2024-02-29/2028-02-28", 4, Answer.HOLDS),
        ("2024-02-29/2028-02-29", 4, Answer.BROKEN),
        ("2012~/2015~", 3, Answer.UNDECIDED),
        ("2012~/2015", 5, Answer.BROKEN),
        ("2012/..", 4, Answer.UNDECIDED),
        ("2012/..", 9000, Answer.BROKEN),
        ("2012/", 4, Answer.UNDECIDED),
        ("2012~/..", 4, Answer.UNDECIDED),
        ("2012/2012", 0, Answer.BROKEN),
    ],
)
def test_lasts_the_years_of_an_agreement(text: str, years: int, answer: Answer) -> None:
    """A period lasts so many years up to the eve of the same date; 29 February becomes 1 March."""
    assert answer is Period(text).lasts(years)


def test_without_recorded_end_any_day_from_the_start_may_be_the_last() -> None:
    """Of `2024-02-29/` only the start is known: its first day is certain, its length has no limit."""
    open_period = Period("2024-02-29/")

    assert open_period.end is None
    assert not open_period.has_no_end
    assert (date(2024, 2, 29), date(2024, 2, 29)) == open_period.certain
    assert Bounds(1, None) == open_period.length
    assert Answer.UNDECIDED is open_period.covers(date(2150, 1, 1))
    assert Answer.BROKEN is open_period.covers(date(2024, 2, 28))


def test_without_end_every_day_from_the_start_is_covered() -> None:
    """`2024-02-29/..` goes on until somebody ends it: it holds every later day, its length is open."""
    open_period = Period("2024-02-29/..")

    assert open_period.end is None
    assert open_period.has_no_end
    assert (date(2024, 2, 29), OPEN) == open_period.certain
    assert Bounds(1, None) == open_period.length
    assert Answer.HOLDS is open_period.covers(date(2150, 1, 1))
    assert Answer.HOLDS is open_period.contains(Period("2025/"))
    assert Answer.BROKEN is Period("2024/2030").contains(open_period)
    assert Answer.BROKEN is open_period.adjoins(Period("2030/2031"))
    assert Answer.BROKEN is open_period.covers(date(2024, 2, 28))


@given(period_texts())
def test_a_period_has_the_bounds_of_its_dates_and_prints_as_it_was_written(text: str) -> None:
    """Its bounds are the first and the last day that each of its dates may be."""
    start, _, end = text.partition("/")
    firsts, lasts = starts(start), {"..": (OPEN,), "": (*starts(start), OPEN)}.get(end) or ends(end)
    period = Period(text)

    assert period.earliest_start == firsts[0]
    assert period.latest_start == max(first for first in firsts if first <= lasts[-1])
    assert period.earliest_end == min(last for last in lasts if firsts[0] <= last)
    assert period.latest_end == lasts[-1]
    assert text == str(period) == period.text == f"{period.start}/{period.end or text.partition('/')[2]}"


@given(partial_date_texts(*AROUND_2020), partial_date_texts(*AROUND_2020))
def test_is_refused_exactly_when_it_cannot_end_on_or_after_its_start(start: str, end: str) -> None:
    """Two dates are a period exactly when some day of the end is not before some day of the start."""
    try:
        accepted = str(Period(f"{start}/{end}")) == f"{start}/{end}"
    except InvalidValue:
        accepted = False

    assert (starts(start)[0] <= ends(end)[-1]) == accepted


@given(period_texts())
def test_agrees_with_the_edtf_library(text: str) -> None:
    """An exact period spans the same days as in the reference reader of EDTF."""
    start, _, end = text.replace("~", "").partition("/")
    end = "2199" if end in ("", "..") else end
    oracle = parse_edtf(f"{start}/{end}")
    first, last = Period(f"{start}/{end}").certain or (None, None)

    assert oracle.lower_strict()[:3] == (first or date.min).timetuple()[:3]
    assert oracle.upper_strict()[:3] == (last or date.min).timetuple()[:3]


# fmt: off
NO_PERIODS = [
    "", "/", "1987", "1987//", "/1987", "../1987", "../..", "1987/1986", "1987-02/1987-01~", "1987/1988/1989",
    "1987/...", "1987/.", "1987 / 1988", "1987/1988\n", "1987/..\n", "1987--1988", "1987/..~", "1987/2200",
]
# fmt: on


@pytest.mark.parametrize("text", NO_PERIODS)
def test_refuses_what_is_no_period(text: str) -> None:
    """Refuse a text that is no period, with a reason that does not repeat it."""
    with pytest.raises(InvalidValue) as refused:
        Period(text)

    reason = refused.value.reason
    assert reason.da != reason.en
    assert all(
        text_in_language and (len(text) < 2 or text not in text_in_language)
        for text_in_language in (reason.da, reason.en)
    )


@given(st.integers(1900, 2199))
def test_a_year_is_a_period(year: int) -> None:
    """A calendar year is from its first to its last day, lasts one year and adjoins the next."""
    period = Period.of_year(year)

    assert Period(f"{year}/{year}") == period
    assert (date(year, 1, 1), date(year, 12, 31)) == period.certain
    assert Answer.HOLDS is period.lasts(1)
    assert Answer.HOLDS is period.adjoins(exact(date(year + 1, 1, 1), date(year + 1, 1, 1)))


def test_is_its_own_days_and_keeps_its_dates_as_written() -> None:
    """A period is its own days, differs from an interval with the same bounds, and tells its dates."""
    period = Period("2020-10/2024~")

    assert period is period.days
    assert Interval(PartialDate("2020-10").as_start, PartialDate("2024~").as_end) != period
    assert (PartialDate("2020-10"), PartialDate("2024~")) == (period.start, period.end)
