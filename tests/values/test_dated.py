from datetime import date
from itertools import product

import pytest
from hypothesis import example, given, strategies as st
from strategies import DAY, days_from

from civic_partnership.testing.values import dated_keys, days_of, partial_date_texts, starts
from civic_partnership.values import OPEN, Answer, Dated, Interval, InvalidValue, PartialDate
from civic_partnership.values.dated_type import _keep_apart

WINTER = (date(2024, 1, 20), date(2024, 3, 10))
WINTER_DAYS = days_from(date(2023, 12, 30), date(2024, 4, 2))
winter_keys = dated_keys(*WINTER, widths=(10, 7), max_size=3)


def in_force(keys: list[str], day: date) -> set[int]:
    """Return the positions of the keys that may be in force on a day; -1 for none."""
    begun = [{begin <= day for begin in starts(key)} for key in keys]
    return {sum(reading) - 1 for reading in product(*begun)}


@given(winter_keys, st.sampled_from(WINTER_DAYS), st.integers(0, 40))
def test_possible_is_what_some_reading_of_the_dates_has_in_force(
    keys: list[str], first: date, more: int
) -> None:
    """Possible values are in force in some reading of the dates, in order of time."""
    last = first + more * DAY
    value = Dated.since({key: n for n, key in enumerate(keys)})
    possible = set[int]().union(*(in_force(keys, day) for day in days_from(first, last)))

    assert [n if n >= 0 else None for n in sorted(possible)] == list(value.possible(first, last))


@given(winter_keys, st.lists(st.integers(1, 2), min_size=3, max_size=3))
@example(["2024-01", "2024-02~"], [1, 1, 1])
def test_on_a_day_is_what_every_reading_has_in_force(keys: list[str], values: list[int]) -> None:
    """A value is certain on a day if every reading has it in force."""
    value = Dated.since(dict(zip(keys, values, strict=False)))

    for day in WINTER_DAYS:
        known = {values[n] if n >= 0 else None for n in in_force(keys, day)}
        assert (known.pop() if len(known) == 1 else None) == value.on(day)


def test_ends_with_its_period() -> None:
    """An amount in a period is none after the period, until the next amount."""
    amount = Dated.since({"2026": 212_000, "2018/2023~": 200_000, "2024/2024": 206_400})

    assert [200_000, 206_400] == [amount.on(date(year, 1, 1)) for year in (2018, 2024)]
    assert amount.on(date(2023, 6, 1)) is None
    assert (None, 206_400, 212_000) == amount.possible(date(2024, 12, 31), date(2026, 1, 1))
    assert (None, 200_000) == amount.possible(date(2023, 6, 1), date(2023, 6, 1))
    assert (206_400,) == amount.possible(date(2024, 1, 1), date(2024, 12, 31))
    assert (212_000,) == amount.possible(date(2026, 1, 1), OPEN)


@pytest.mark.parametrize(("period", "expected"), [("2018/..", (1,)), ("2018/", (None, 1))])
def test_a_period_without_an_end_is_in_force_for_good(period: str, expected: tuple[int | None, ...]) -> None:
    """A value in a period without an end stays; if nobody recorded the end, it may have ended."""
    assert expected == Dated.since({period: 1}).possible(date(2024, 1, 1), OPEN)


@given(st.integers(), st.dates(), st.dates())
def test_always_is_the_same_on_every_day(value: int, one: date, other: date) -> None:
    """A constant has no date and holds on every day."""
    always = Dated.always(value)

    assert ((None, value),) == always.changes
    assert value == always.on(one)
    assert (value,) == always.possible(min(one, other), max(one, other))


@given(st.sets(partial_date_texts(*WINTER), min_size=1, max_size=3))
def test_is_refused_exactly_when_two_dates_may_be_the_same_day(keys: set[str]) -> None:
    """Refuse two dates exactly when both may be the same day."""
    days = [day for key in keys for day in starts(key)]
    try:
        accepted = len(Dated.since(dict.fromkeys(keys, 1)).changes) == len(keys)
    except InvalidValue:
        accepted = False

    assert (len(set(days)) == len(days)) == accepted


@pytest.mark.parametrize(
    "keys",
    [
        *([], ["1987", "1987-01"], ["1987", "1987~"], ["1987~", "1987-06-30"], ["1987-13"]),
        *(["1987/1990", "1990-12-31"], ["1987/1990~", "1990"], ["1987/", "1990"], ["1987/..", "1990"]),
    ],
)
def test_says_why_it_refuses(keys: list[str]) -> None:
    """No date, overlapping dates and no dates at all are refused with a reason in both languages."""
    with pytest.raises(InvalidValue) as refused:
        Dated.since(dict.fromkeys(keys, 1))

    reason = refused.value.reason
    assert reason.da != reason.en
    assert all(
        reason_text and not any(key in reason_text for key in keys) for reason_text in (reason.da, reason.en)
    )


def test_made_directly_keeps_the_order_of_time() -> None:
    """Changes given out of order are refused, not sorted."""
    with pytest.raises(InvalidValue):
        Dated(((PartialDate("2027"), 212_000), (PartialDate("2012"), 200_000)))


@given(dated_keys(), st.data())
def test_does_not_depend_on_the_order_of_its_keys(keys: list[str], data: st.DataObject) -> None:
    """The same dates in another order make the same value, in order of time."""
    shuffled = data.draw(st.permutations(keys))

    assert [PartialDate(key) for key in keys] == [
        start for start, _ in Dated.since(dict.fromkeys(keys, 1)).changes
    ]
    assert Dated.since({key: key for key in keys}) == Dated.since({key: key for key in shuffled})


@given(st.sets(st.dates(*WINTER), min_size=1, max_size=4))
def test_entries_share_out_the_days(starts_on: set[date]) -> None:
    """With exact dates, each day lies in exactly one entry or before the first date."""
    value = Dated.since({day.isoformat(): day for day in starts_on})

    for day in [*days_from(WINTER[0] - DAY, WINTER[1] + DAY), OPEN]:
        holding = [entry.value for entry in value.entries if entry.days.covers(day) is Answer.HOLDS]
        assert sorted(each for each in starts_on if each <= day)[-1:] == holding


@given(dated_keys())
def test_entries_begin_on_their_dates_and_end_on_the_eve_of_the_next(keys: list[str]) -> None:
    """An entry is bounded by the days that its date and the next may be."""
    spans = [(starts(key)[0], starts(key)[-1]) for key in keys]
    eves = [*((first - DAY, last - DAY) for first, last in spans[1:]), (OPEN, OPEN)]

    assert list(map(Interval, spans, eves)) == [
        each.days for each in Dated.since(dict.fromkeys(keys, 1)).entries
    ]


@given(partial_date_texts())
def test_an_exact_unit_starts_on_its_first_day(text: str) -> None:
    """A date counts as a start: an exact unit is its first day, an approximate one any of its days."""
    (entry,) = Dated.since({text: 1}).entries

    assert days_of(text)[0] == entry.days.earliest_start
    assert days_of(text)[-1 if "~" in text else 0] == entry.days.latest_start


def test_a_bare_value_is_no_dated_one() -> None:
    """Refuse a bare value, and say how to write a dated one."""
    with pytest.raises(TypeError, match=r"Dated\.always\(value\)"):
        Dated(20)  # type: ignore[arg-type]


@pytest.mark.parametrize("starts", [(None, "2020"), ("2020", None), (None, None)])
def test_a_value_without_a_date_stands_alone(starts: tuple[str | None, ...]) -> None:
    """Refuse changes beside a constant."""
    changes = tuple((PartialDate(start) if start else None, 1) for start in starts)
    with pytest.raises(InvalidValue, match="a value without a date must stand alone") as raised:
        Dated(changes)

    assert "en værdi uden dato skal stå alene" == raised.value.reason.da


def test_samples_keep_dates_apart() -> None:
    """Remove dates from a sample where they may overlap."""
    units = [PartialDate(text) for text in ("2012~", "2012-05", "2013")]

    assert Dated.since({"2012~": 0, "2013": 2}) == _keep_apart([(unit, n) for n, unit in enumerate(units)])
