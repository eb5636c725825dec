from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from civic_partnership.testing import partial_dates
from civic_partnership.values import (
    InvalidValue,
    PartialDate,
    danish_date,
    danish_number,
    iso_date,
    plain_number,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (200_000, "200000"),
        (Decimal("1234.50"), "1234,5"),
        (Decimal("1234.00"), "1234"),
        (Decimal("-0.00"), "0"),
        (Decimal("-0.5"), "-0,5"),
        (Decimal("2E+5"), "200000"),
        (Decimal("1E-7"), "0,0000001"),
        (10**15 - 1, "999999999999999"),
    ],
)
def test_numbers_have_a_decimal_comma(value: Any, written: str) -> None:
    """There is no separator of thousands, no exponent and no trailing zero."""
    assert written == danish_number(value)


@pytest.mark.parametrize("value", [0.5, "1", True])
def test_what_is_no_exact_number_is_refused(value: Any) -> None:
    """Nothing inexact is written as if it were exact."""
    with pytest.raises(TypeError, match="an amount is a Decimal"):
        danish_number(value)


@given(st.decimals(-(10**15), 10**15, places=6), st.decimals(-(10**15), 10**15, places=2))
def test_numbers_are_written_alike_only_where_they_are_equal(one: Decimal, other: Decimal) -> None:
    """What is written is the number, exactly."""
    assert one == Decimal(danish_number(one).replace(",", ".")) == Decimal(plain_number(one))
    assert (one == other) == (danish_number(one) == danish_number(other))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2024, 12, 31), "31-12-2024"),
        (PartialDate("2024-12-31"), "31-12-2024"),
        (PartialDate("2024-12"), "12-2024"),
        (PartialDate("2024"), "2024"),
        (PartialDate("2024~"), "ca. 2024"),
        (PartialDate("2020-10~"), "ca. 10-2020"),
    ],
)
def test_dates_begin_with_the_day(value: date | PartialDate, written: str) -> None:
    """What is not known is not written."""
    assert written == danish_date(value)


@given(partial_dates())
def test_dates_come_back(value: PartialDate) -> None:
    """Nothing of a date is lost."""
    assert value == PartialDate(iso_date(danish_date(value)))


@pytest.mark.parametrize(
    "text", ["2024-12-31", "ca. ca. 2024", "2024~~", "31.12.2024", "", "ca. ", "12/2024", "x"]
)
def test_what_is_written_otherwise_becomes_no_date(text: str) -> None:
    """A reader refuses it."""
    with pytest.raises(InvalidValue):
        PartialDate(iso_date(text))
