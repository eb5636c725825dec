from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from civic_partnership.testing import partial_dates
from civic_partnership.values import (
    InvalidValue,
    PartialDate,
    Period,
    WrongType,
    danish_date,
    get_value_type,
    iso_date,
)

NOON = datetime(2024, 1, 31, 12, 0)  # noqa: DTZ001 - what TOML calls a local date-time

# fmt: off
WRONG_TYPE: list[tuple[type, list[Any]]] = [
    (date, [NOON, NOON.time(), 20240131, None, ["2024-01-31"], Decimal(2024)]),
    (time, [17, NOON, NOON.date(), None, Decimal(17), False]),
    (PartialDate, [2021, NOON, None, Decimal(2021), ["2021"]]),
    (Period, [2012, NOON.date(), None, ["2012/2015"], {"start": "2012"}]),
]
INVALID_VALUE: list[tuple[type, list[Any]]] = [
    (date, ["20240131", "2024-13-01", "2024-00-01", "2023-02-29", "2024-04-31", "2024-1-1", "2024-01-00"]),
    (date, ["2024-01", "2024", "2024-01-31~", "9998-01-01", "1899-12-31", "2024-01-31T00:00:00"]),
    (date, ["2024-01-31\n", "\uff12024-01-31", "2024/01/31", "31-01-2024", "", " 2024-01-31", "2024-W05-3"]),
    (date, [date(1899, 12, 31), date(2200, 1, 1), date(9998, 1, 1), date.min]),
    (time, ["17:00", "17", "25:00:00", "24:00:00", "17:60:00", "17:00:60", "17:00:00Z", "17:00:00+01:00"]),
    (time, ["17:00+01", "17:00:00.5", "17:00:00.000000", "170000.0", "170000,0", "T17:0000", "T170000Z"]),
    (time, ["17.00.00", "\uff117:00:00", "", "17:00:00\n", " 17:00:0"]),
    (time, [time(17, tzinfo=UTC), time(17, 0, 0, 1)]),
    (PartialDate, ["2021-13", "2021-1", "21", "2021~~", "~2021", "2021-02-30", "1899", "2200", "202", "", "2021?"]),
    (PartialDate, [date(2200, 1, 1), date.min]),
    (Period, ["2012", "2015/2012", "/2012", "../2012", "2012//", "2012/../..", "2012/2013/2014", "2012-2015"]),
    (Period, ["2012-02-30/..", "2012-01-01/9998-01-01", "2024-01-02~/2024-01-01~", "", "/", ".."]),
]
# fmt: on


@pytest.mark.parametrize(("cls", "value"), [(cls, value) for cls, values in WRONG_TYPE for value in values])
def test_refuses_the_wrong_type(cls: type, value: object) -> None:
    """Refuse a value that is neither a date nor a text."""
    with pytest.raises(WrongType):
        get_value_type(cls).read(value)


@pytest.mark.parametrize(
    ("cls", "value"), [(cls, value) for cls, values in INVALID_VALUE for value in values]
)
def test_refuses_the_wrong_value(cls: type, value: object) -> None:
    """Refuse a date of another form or outside the calendar."""
    with pytest.raises(InvalidValue) as refused:
        get_value_type(cls).read(value)
    assert type(refused.value) is InvalidValue


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        (date(1900, 1, 1), date(1900, 1, 1)),
        ("23:59:59", time(23, 59, 59)),
        (time(0, 0), time(0, 0)),
        (date(2021, 1, 1), PartialDate("2021-01-01")),
        ("2021-01~", PartialDate("2021-01~")),
        ("2012/..", Period("2012/..")),
    ],
)
def test_accepts(value: object, expected: object) -> None:
    """A date is read from a text, or as TOML has it."""
    assert expected == get_value_type(type(expected)).read(value)


@pytest.mark.parametrize("cls", [date, time, PartialDate, Period])
@given(data=st.data())
def test_samples_are_written_and_read_back(cls: type, data: st.DataObject) -> None:
    """Every sample comes back from its plain form."""
    type_of_value = get_value_type(cls)
    value = data.draw(type_of_value.samples(st, st.from_type))

    assert value == type_of_value.read(type_of_value.write(value))


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
    """A Danish date begins with the day, or with the month or year where no more is known."""
    assert written == danish_date(value)


@given(partial_dates())
def test_dates_come_back(value: PartialDate) -> None:
    """Every date comes back from its Danish text."""
    assert value == PartialDate(iso_date(danish_date(value)))


@pytest.mark.parametrize(
    "text", ["2024-12-31", "ca. ca. 2024", "2024~~", "31.12.2024", "", "ca. ", "12/2024", "x"]
)
def test_what_is_written_otherwise_becomes_no_date(text: str) -> None:
    """A text of another form becomes no readable date."""
    with pytest.raises(InvalidValue):
        PartialDate(iso_date(text))
