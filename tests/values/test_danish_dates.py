from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, strategies as st

from civic_partnership.values import InvalidValue, PartialDate, danish_date
from civic_partnership.values.danish_dates import parse_date, parse_time

# fmt: off
DATES = {
    "2020-10-01": ["1.10.2020", "01-10-2020", "1/10/2020", "1/10-2020", "1. 10. 2020", "den 1.10.2020",
        "1. oktober 2020", "1 okt 2020", "d. 1. Oktober\N{NO-BREAK SPACE}2020", "2020-10-01",
        "2020-10-01 00:00:00", "01-10-2020 00:00", "2020-10-01T00:00:00.000", "44105",
        "20201001", "2020/10/01", "2020/10/1", "2020.10.01", "01-OCT-2020", "01-OKT-20", "01OCT2020", "1.okt.20",
        "1/10 2020", "1.10 2020", "1. 10. 20", "1.10.20", "01-10-20", "1/10-20", "1/10 20", "den 1/10 2020",
        "01-10-2020 0:00", "1.10.2020 kl. 0.00", "2020-10-01T00:00:00Z", "2020-10-01T00:00:00.000Z",
        "2020-10-01T00:00:00+02:00", "2020-10-01T00:00+0100", "2020-10-01 00:00:00 +00:00", "20201001 00:00:00"],
    "2024-02-29": ["29.2.2024"],
    "2020-10": ["okt. 2020", "oktober 2020", "OKT 2020", "10-2020", "10/2020", "2020-10"],
    "2020-05": ["maj 2020", "May 2020"],
    "2024-06-01": ["01-JUN-2024", "01-JUN-24", "1. June 2024"],
    "2020-09": ["sept. 2020"],
    "2020": ["2020", " 2020 "],
    "2024~": ["2024~", "medio 2024", "primo 2024", "foreløbigt 2024", "foreløbig 2024",
        "forventet 2024", "ca. 2024", "omkring 2024", "efterår 2024", "foråret 2024", "2024?",
        "ca. medio 2024"],
    "2024-10~": ["2024-10~", "ultimo oktober 2024", "ca 10-2024", "okt. 2024 ?"],
    "2024-12-31": ["45657"],
}
# fmt: on
"""Date -> ways to write it."""


@pytest.mark.parametrize(
    ("expected", "text"), [(date, each) for date, texts in DATES.items() for each in texts]
)
def test_danish_dates_are_read(text: str, expected: str) -> None:
    """Read a day, a month or a year, exact or approximate."""
    assert expected == parse_date(text)


# fmt: off
NO_DATES = [
    "i går", "ca.", "?", "10.20", "okt 20", "1-10 2020", "1.10.2020 14:30", "1. foo 2020", "ma 2020", "oktobers 2020",
    "31.2.2024", "29.2.2023", "1.13.2020", "0.1.2020", "13-2020", "2020-13", "1850", "1.1.2500", "20201301", "01102020", "2020-1/10",
    "99999", "44105,5", "44.105", "-44105", "uge 40 2020", "Q1 2020", "2020-2021", "2020 okt.",
]
MOMENTS = [
    "1.10.2020 14:30", "2020-09-30T22:00:00Z", "2020-10-01T00:00:00-05:00", "1/10 2020 kl. 9.15", "20201001 01:00",
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *product(NO_DATES, [None]),
        *product(MOMENTS, ["a time follows the date; write only the day"]),
        *product(["1.5.40", "1.5.79", "1/5 45", "01-JUN-60"], ["two digits and can be read in two ways"]),
        *product(["ca. 1.10.2020", "1.10.2020?", "medio 2020-10-01"], ["only a month or a year"]),
        ("ca. 44105", "only a month or a year can be approximate"),
    ],
)
def test_what_is_no_date_is_refused(text: str, why: str | None) -> None:
    """Guess nothing: neither the day of a moment in Denmark, nor the century of a year, nor a day about another."""
    with pytest.raises(InvalidValue, match=why):
        parse_date(text)


DAYS = st.dates(date(1955, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_day_is_read_however_it_is_written(day: date) -> None:
    """Read each day in every notation, also as a spreadsheet's serial number."""
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)

    notations = {day.isoformat(), danish_date(day), f"{day.day}.{day.month}.{day.year}", str(serial)}
    assert {day.isoformat()} == {parse_date(text) for text in notations}


SYSTEMS = [
    *("{y}{m:02}{d:02}", "{y}/{m:02}/{d:02}", "{y}.{m}.{d}", "{d:02}-{en}-{y}", "{d}{en}{y}", "{d}/{m} {y}"),
    *("{d}.{m} {y}", "{d}. {da} {y}", "{y}-{m:02}-{d:02}", "{d:02}-{m:02}-{y}"),
]
TIMES = [
    "",
    " 0:00",
    " 00:00:00",
    "T00:00:00Z",
    "T00:00:00.000Z",
    "T00:00:00+01:00",
    " 00:00 +0200",
    " kl. 0.00",
]
ENGLISH = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
DANISH = ["jan", "feb", "marts", "apr", "maj", "juni", "juli", "aug.", "sept.", "okt", "nov", "dec"]


@given(DAYS, st.sampled_from(SYSTEMS), st.sampled_from(TIMES))
def test_every_day_is_read_as_systems_write_it(day: date, form: str, time: str) -> None:
    """Read the day in every order and notation, with midnight behind it, as that day and no other."""
    names = {"en": ENGLISH[day.month - 1], "da": DANISH[day.month - 1]}

    assert day.isoformat() == parse_date(form.format(y=day.year, m=day.month, d=day.day, **names) + time)


@given(st.dates(date(1980, 1, 1), date(2039, 12, 31)), st.sampled_from([*"./-", " / ", ". "]))
def test_a_year_of_two_digits_lies_between_1980_and_2039(day: date, sign: str) -> None:
    """Read 00 to 39 as years after 2000, 80 to 99 as years before, whatever separates the numbers."""
    assert day.isoformat() == parse_date(f"{day.day}{sign}{day.month}{sign}{day.year % 100:02}")


@pytest.mark.parametrize("text", ["2024~", "2024", "2024-10", "2024-10~"])
def test_what_the_package_writes_in_danish_is_read_back(text: str) -> None:
    """Read back the Danish dates of the package, such as `ca. 2024`."""
    assert text == parse_date(danish_date(PartialDate(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("17:30", "17:30:00"), ("7.05", "07:05:00"), ("kl. 17.30", "17:30:00"), ("17:30:15", "17:30:15")],
)
def test_times_are_read(text: str, expected: str) -> None:
    """Read times with a colon or a full stop."""
    assert expected == parse_time(text)


def test_what_is_no_time_is_refused() -> None:
    """Refuse a text that is no time, such as an hour alone."""
    with pytest.raises(InvalidValue, match="a time is written"):
        parse_time("17")
