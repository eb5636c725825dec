import operator
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, strategies as st

from civic_partnership.testing.values import (
    CENTURIES,
    days_of,
    ends,
    partial_date_texts,
    partial_dates,
    starts,
)
from civic_partnership.values import InvalidValue, PartialDate

AROUND_2020 = (date(2019, 12, 1), date(2021, 2, 1))

near_misses = st.builds(
    lambda text, at, gone, new: text[:at] + new + text[at + gone :],
    partial_date_texts(),
    st.integers(0, 11),
    st.integers(0, 2),
    st.text("0123456789-~/. \n\uff12\u0662", max_size=2),
)


@given(partial_date_texts())
def test_spans_the_days_of_its_unit_and_prints_as_it_was_written(text: str) -> None:
    """A unit spans the days whose text begins with it; only an approximate one may be any of them."""
    read = PartialDate(text)

    assert (read.earliest, read.latest) == (days_of(text)[0], days_of(text)[-1])
    assert read.as_start == (starts(text)[0], starts(text)[-1])
    assert read.as_end == (ends(text)[0], ends(text)[-1])
    assert text == str(read) == read.text


@given(partial_date_texts())
def test_agrees_with_the_edtf_library(text: str) -> None:
    """An exact date spans the same days as in the reference reader of EDTF."""
    exact = text.rstrip("~")
    oracle = parse_edtf(exact)

    assert oracle.lower_strict()[:3] == PartialDate(exact).earliest.timetuple()[:3]
    assert oracle.upper_strict()[:3] == PartialDate(exact).latest.timetuple()[:3]


def is_date(text: str) -> bool:
    """Tell whether a text is the beginning of a day from 1900 to 2199, with or without `~`."""
    bare = text.removesuffix("~")
    written = bare + "2000-01-01"[len(bare) :]
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return False
    return len(bare) in (4, 7, 10) and day.isoformat() == written and CENTURIES[0] <= day <= CENTURIES[1]


@given(near_misses)
def test_accepts_the_texts_of_three_centuries_and_no_other(text: str) -> None:
    """A text is a date exactly when some day from 1900 to 2199 has it as its day, month or year."""
    try:
        accepted = str(PartialDate(text)) == text
    except InvalidValue:
        accepted = False

    assert is_date(text) == accepted


# fmt: off
NO_DATES = [
    "", "~", "2023-00", "2023-13", "2023-13-01", "2023-01-00", "2023-04-31", "2023-02-29", "2100-02-29",
    "1899", "1899-12-31~", "2200", "9998", "9999-12-31", "0000", "20240101", "202401", "2024-1", "2024-01-1",
    "24-01-01", "-2024", "2024-W01", "2024-001", "2024-01-01T00:00", "\uff12\uff10\uff12\uff14",
    "\u0662\u0660\u0662\u0664", "2024-\uff101", "2024 ", "\t2024", "2024 ~", "2024\n", "2024~\n", "2024\x00",
    "2024~~", "~2024", "2024~-01", "2024?", "2024%", "202X", "2024/2025", "..",
]
# fmt: on


@pytest.mark.parametrize("text", NO_DATES)
def test_refuses_what_is_no_date(text: str) -> None:
    """Refuse a text that is no date, with a reason that does not repeat it."""
    with pytest.raises(InvalidValue) as refused:
        PartialDate(text)

    reason = refused.value.reason
    assert reason.da != reason.en
    assert all(
        reason_text and (len(text) < 2 or text not in reason_text) for reason_text in (reason.da, reason.en)
    )


@given(partial_dates(*AROUND_2020), partial_dates(*AROUND_2020))
def test_orders_by_first_day_then_last_day_then_exact(one: PartialDate, other: PartialDate) -> None:
    """All six comparisons are those of the first day, the last day and whether it is approximate."""
    keys = [(each.earliest, each.latest, each.approximate) for each in (one, other)]

    for compare in (operator.lt, operator.le, operator.eq, operator.ne, operator.ge, operator.gt):
        assert compare(*keys) == compare(one, other)


@pytest.mark.parametrize("other", ["2024", 2024, date(2024, 1, 1), None])
def test_is_ordered_among_its_kind_only(other: object) -> None:
    """A date is neither equal to nor comparable with its text, its year or its day."""
    assert PartialDate("2024") != other
    with pytest.raises(TypeError):
        bool(PartialDate("2024") < other)


@given(st.dates(*CENTURIES))
def test_is_made_of_a_day(day: date) -> None:
    """Make the exact date of one day."""
    exact_date = PartialDate.of(day)

    assert (day, day, False) == (exact_date.earliest, exact_date.latest, exact_date.approximate)


@pytest.mark.parametrize(
    "day", [date.min, CENTURIES[0] - timedelta(1), CENTURIES[1] + timedelta(1), date.max]
)
def test_is_made_of_no_day_outside_the_three_centuries(day: date) -> None:
    """A day before 1900 or after 2199 is refused."""
    with pytest.raises(InvalidValue):
        PartialDate.of(day)
