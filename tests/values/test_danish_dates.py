from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from civic_partnership.values import NO_END, InvalidValue, PartialDate, Period, danish_date
from civic_partnership.values.danish_dates import (
    is_provisional,
    parse_date,
    parse_end,
    parse_period,
    parse_time,
)

# fmt: off
DATES = {
    "2020-10-01": ["1.10.2020", "01-10-2020", "1/10/2020", "1/10-2020", "1. 10. 2020", "den 1.10.2020",
        "1. oktober 2020", "1 okt 2020", "d. 1. Oktober\N{NO-BREAK SPACE}2020", "2020-10-01",
        "2020-10-01 00:00:00", "01-10-2020 00:00", "2020-10-01T00:00:00.000", "44105"],
    "2024-02-29": ["29.2.2024"],
    "2020-10": ["okt. 2020", "oktober 2020", "OKT 2020", "10-2020", "10/2020", "2020-10"],
    "2020-05": ["maj 2020"],
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
    "i går", "ca.", "?", "1.10.20", "10.20", "1.10.2020 14:30", "1. foo 2020", "ma 2020", "oktobers 2020",
    "31.2.2024", "29.2.2023", "1.13.2020", "0.1.2020", "13-2020", "2020-13", "1850", "1.1.2500", "20201001",
    "99999", "44105,5", "44.105", "-44105", "uge 40 2020", "Q1 2020", "2020-2021", "2020 okt.",
]
# fmt: on


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused(text: str) -> None:
    """Refuse a text that is no date; guess nothing."""
    with pytest.raises(InvalidValue):
        parse_date(text)


@pytest.mark.parametrize("text", ["ca. 1.10.2020", "1.10.2020?", "medio 2020-10-01", "ca. 44105"])
def test_a_day_is_never_about(text: str) -> None:
    """Refuse an approximate day, because it cannot be written."""
    with pytest.raises(InvalidValue, match="only a month or a year can be approximate"):
        parse_date(text)


DAYS = st.dates(date(1955, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_day_is_read_however_it_is_written(day: date) -> None:
    """Read each day in every notation, also as a spreadsheet's serial number."""
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)

    notations = {day.isoformat(), danish_date(day), f"{day.day}.{day.month}.{day.year}", str(serial)}
    assert {day.isoformat()} == {parse_date(text) for text in notations}


@pytest.mark.parametrize("text", ["2024~", "2024", "2024-10", "2024-10~"])
def test_what_the_package_writes_in_danish_is_read_back(text: str) -> None:
    """Read back the Danish dates of the package, such as `ca. 2024`."""
    assert text == parse_date(danish_date(PartialDate(text)))


# fmt: off
PERIODS = {
    "2021/2024": ["2021-2024", "2021 - 2024", "2021\N{EN DASH}2024", "2021/2024", "2021 til 2024"],
    "2021/2021": ["2021"],
    "2020-10/2020-10": ["okt. 2020"],
    "2024~/2024~": ["medio 2024"],
    "2021-01-01/2024-12-31": ["1.1.2021 - 31.12.2024", "1.1.2021-31.12.2024",
        "01-01-2021 - 31-12-2024", "01-01-2021-31-12-2024", "1/1-2021 - 31/12-2024",
        "1/1/2021 - 31/12/2024", "2021-01-01/2024-12-31"],
    "2021-10/2022-09": ["2021-10-2022-09"],
    "2020-10/2021-09": ["okt. 2020 - sep. 2021"],
    "2020-10-01/2024~": ["1. oktober 2020 til foreløbigt 2024"],
    "2021/..": ["2021/..", "2021 - ..", "2021 - indtil videre", "2021 til indtil videre", "2021 - Løbende",
        "2021 - tidsubegrænset", "2021 til d.d.", "2021-dags dato", "fra 2021 indtil videre", "pr. 2021 - nu"],
    "2021/": ["2021/", "2021 - slutdato ikke oplyst", "2021 / end not recorded", "2021 -", "2021-", "fra 2021",
        "Fra og med 2021 -", "siden 2021", "2021 - ?", "2021-ukendt"],
    "2021-01-01/": ["fra 1.1.2021", "1. januar 2021 -", "f.o.m. 1/1-2021", "pr. 1.1.2021"],
    "2021-01-01/2024": ["fra 1.1.2021 til og med 2024", "gældende fra 1.1.2021 til 2024", "1.1.2021 t.o.m. 2024"],
    "2021/2024~": ["2021 - foreløbigt 2024", "2021 til medio 2024", "2021 - foreløbigt til 2024"],
}
# fmt: on
"""Period -> ways to write it."""


@pytest.mark.parametrize(
    ("expected", "text"), [(period, each) for period, texts in PERIODS.items() for each in texts]
)
def test_danish_periods_are_read(text: str, expected: str) -> None:
    """Read a period from two dates or from a single year or month."""
    assert expected == parse_period(text)
    Period(parse_period(text))


@pytest.mark.parametrize(
    "text",
    [
        "1.1.2021",
        "-2024",
        "..",
        "-",
        "2021-12-2024",
        "2021-2024-",
        "2021-2024-2026",
        "fra i går",
        "31.2.2021 - 2024",
    ],
)
def test_what_is_no_period_or_two_is_refused(text: str) -> None:
    """Refuse a text that is no period or has two readings, such as `2021-12-2024`."""
    with pytest.raises(InvalidValue, match="a period is written"):
        parse_period(text)


STARTS = {"2021": "2021", "okt. 2021": "2021-10", "1.2.2021": "2021-02-01", "medio 2021": "2021~"}
LASTS = {
    "2024": "2024",
    "31. december 2024": "2024-12-31",
    "ultimo 2024": "2024~",
    "okt. 2024": "2024-10",
    "løbende": NO_END,
    "D.d.": NO_END,
    "indtil videre": NO_END,
    "ukendt": "",
}


@given(
    st.sampled_from(sorted(STARTS)),
    st.sampled_from(sorted(LASTS)),
    st.sampled_from(["", "fra ", "Fra og med ", "pr. "]),
    st.sampled_from([" - ", " til ", " til og med ", "\N{EN DASH}", " t.o.m. "]),
)
def test_a_period_is_its_start_and_its_end(start: str, end: str, before: str, between: str) -> None:
    """Read any two dates, and any word for an end, however the words around them are put."""
    assert f"{STARTS[start]}/{LASTS[end]}" == parse_period(f"{before}{start}{between}{end}")


@pytest.mark.parametrize("text", ["2021 -", "fra 2021", "2021-", "2021/", "2021 - ukendt", "2021 - nu"])
def test_the_caller_says_what_an_empty_end_means(text: str) -> None:
    """Use the end of the caller only where the text has none, not even a word."""
    says_nothing = text in ("2021 -", "fra 2021", "2021-")

    assert says_nothing == (parse_period(text, NO_END) != parse_period(text))


# fmt: off
ENDS = {
    "..": ["indtil videre", "Tidsubegrænset.", "LØBENDE", "d.d.", "d. d.", "dd", "dags  dato", "uden slutdato", "nu",
        "permanent", "until further notice", "..", "til dags dato"],
    "": ["?", "Ukendt", "ikke oplyst.", "slutdato ikke oplyst"],
    "2024": ["2024", "til 2024", "til og med 2024", "t.o.m. 2024", "indtil 2024"],
    "2024~": ["medio 2024", "Foreløbigt 2024", "foreløbig til 2024"],
    "2024-12-31": ["31.12.2024", "til og med 31. december 2024"],
}
# fmt: on
"""End of a period -> ways to write it."""


@pytest.mark.parametrize(("expected", "text"), [(end, each) for end, texts in ENDS.items() for each in texts])
def test_ends_are_read(text: str, expected: str) -> None:
    """Read a date, words for no end, and words for an end that nobody recorded."""
    assert expected == parse_end(text)


@pytest.mark.parametrize("text", ["til", "-", "fra 2024", "måske", "foreløbigt 31.12.2024", "foreløbigt"])
def test_what_is_no_end_is_refused(text: str) -> None:
    """Refuse a text that is no end."""
    with pytest.raises(InvalidValue):
        parse_end(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("foreløbigt 2024", True), ("2021 - Foreløbig 2024", True), ("medio 2024", False), ("foreløber", False)],
)
def test_a_provisional_date_says_so(text: str, expected: bool) -> None:  # noqa: FBT001 - pytest gives it
    """Find the word `foreløbig` or `foreløbigt` in any case."""
    assert expected == is_provisional(text)


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
