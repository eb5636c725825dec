from itertools import product

import pytest
from hypothesis import given, strategies as st

from civic_partnership.values import NO_END, InvalidValue, Period
from civic_partnership.values.danish_periods import is_provisional, parse_end, parse_period, parse_start

# fmt: off
PERIODS = {
    "2021/2024": ["2021-2024", "2021 - 2024", "2021\N{EN DASH}2024", "2021/2024", "2021 til 2024"],
    "2021/2021": ["2021"],
    "2020-10/2020-10": ["okt. 2020"],
    "2024~/2024~": ["medio 2024"],
    "2021-10/2022-09": ["2021-10-2022-09"],
    "2020-10/2021-09": ["okt. 2020 - sep. 2021"],
    "2020-10-01/2024~": ["1. oktober 2020 til foreløbigt 2024"],
    "2021/..": ["2021/..", "2021 - ..", "2021 - indtil videre", "2021 til indtil videre", "2021 - Løbende",
        "2021 - tidsubegrænset", "2021 til d.d.", "2021-dags dato", "fra 2021 indtil videre", "pr. 2021 - nu"],
    "2021/": ["2021/", "2021 - slutdato ikke oplyst", "2021 / end not recorded", "2021 -", "2021-", "fra 2021",
        "Fra og med 2021 -", "siden 2021", "2021 - ?", "2021-ukendt"],
    "2021-01-01/": ["fra 1.1.2021", "1. januar 2021 -", "f.o.m. 1/1-2021", "pr. 1.1.2021"],
    "2021-01-01/2024": ["fra 1.1.2021 til og med 2024", "gældende fra 1.1.2021 til 2024", "1.1.2021 t.o.m. 2024"],
    "2021-01-01/..": ["tidsubegrænset fra 1.1.2021", "fra 1.1.2021 tidsubegrænset", "1.1.2021, indtil videre",
        "1/1 2021 - tidsubegrænset", "Løbende, fra 1.1.21"],
    "2021-01-01/2024-12-31": ["1.1.2021 - 31.12.2024", "1.1.2021-31.12.2024",
        "01-01-2021 - 31-12-2024", "01-01-2021-31-12-2024", "1/1-2021 - 31/12-2024",
        "1/1/2021 - 31/12/2024", "2021-01-01/2024-12-31",
        "1.1.21-31.12.24", "1-1-21 - 31-12-24", "1/1 2021 - 31/12 2024", "20210101-20241231",
        "2021/01/01 - 2024/12/31", "2021/01/01-2024/12/31", "01-JAN-2021 til 31-DEC-2024"],
    "2011-12/2012-06": ["2011-12 - 2012-06"],
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


# fmt: off
NO_PERIODS = [
    "1.1.2021", "-", "2021-12-2024", "2021-2024-", "2021-2024-2026", "fra i går", "31.2.2021 - 2024", "1-1-21-31-12-24",
    "2021-1-2-24", "2021/1/2/24", "1/6 2024", "20240601", "ukendt 2021", "2021 fra 2022", "2012-15",
]
NO_STARTS = ["-2024", "..", "? - 2024", "tidsubegrænset", "ukendt", "indtil 2024", "ukendt - 2024"]
# fmt: on


@pytest.mark.parametrize(
    ("text", "season", "why"),
    [
        *product(NO_PERIODS, [None], ["a period is written"]),
        *product(NO_STARTS, [None], ["the start is missing; a period is written .*empty_start"]),
        *product(["2011", "2011-2014", "2012-15", "2011/2011", "2014-2011"], ["08"], ["two years in a row"]),
        *product(["2012-13", "sæson 2011/2012"], ["month"], [None]),
        *product(["2009-11", "2020/10"], [None], [None]),
    ],
)
def test_what_is_no_period_or_two_is_refused(text: str, season: str | None, why: str | None) -> None:
    """Refuse what has no meaning or several, no season where one is expected, and a period without a start."""
    with pytest.raises(InvalidValue, match=why):
        parse_period(text, season=season)


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


YEARS = st.integers(1950, 2098)
SEASONS = ["{}-{:02}", "{}/{:02}", "{} - {:02}", "{}\N{EN DASH}{:02}"]


@given(YEARS, st.sampled_from(SEASONS))
def test_two_years_in_a_row_can_be_read_in_two_ways(year: int, form: str) -> None:
    """Refuse `2011-12` and `2012-13` alike, unless the mapping says what is meant."""
    text = form.format(year, (year + 1) % 100)
    month = (year + 1) % 100
    with pytest.raises(InvalidValue, match="it can be read in two ways") as caught:
        parse_period(text)

    assert "kan læses på to måder" in caught.value.reason.da
    assert f"{year}/{year + 1}" == parse_period(text, season="years")
    if 1 <= month <= 12:
        assert f"{year}-{month:02}/{year}-{month:02}" == parse_period(text, season="month")


@given(
    YEARS,
    st.integers(2, 12),
    st.sampled_from([*SEASONS, "{}/{}", "{}-{}"]),
    st.sampled_from(["", "Sæson ", "skoleåret "]),
)
def test_a_season_begins_in_the_month_that_the_mapping_says(
    year: int, month: int, form: str, word: str
) -> None:
    """Read two years in a row as twelve months."""
    text = word + form.format(year, (year + 1) % 100 if ":" in form else year + 1)
    period = Period(parse_period(text, season=f"{month:02}"))

    assert (year, month, 1) == period.earliest_start.timetuple()[:3]
    assert (year + 1, month - 1) == period.latest_end.timetuple()[:2]


@pytest.mark.parametrize(
    ("text", "season", "expected"),
    [
        ("2011-10", None, "2011-10/2011-10"),
        ("2012-12", None, "2012-12/2012-12"),
        ("2020/10", "month", "2020-10/2020-10"),
        ("2021-10", "08", "2021-10/2021-10"),
        ("2012-15", "years", "2012/2015"),
        ("2011/2014", "years", "2011/2014"),
        ("2011/2012", "month", "2011/2012"),
        ("2011/2012", None, "2011/2012"),
        ("1.8.2011 - 31.7.2012", "08", "2011-08-01/2012-07-31"),
        ("2011-12 - 2012-06", None, "2011-12/2012-06"),
        ("2010-11/2011-12", None, "2010-11/2011-12"),
        ("2011-12/..", None, "2011-12/.."),
        ("2011-12/", None, "2011-12/"),
        ("2011-10", "08", "2011-10/2011-10"),
        ("2010-11 - 2011-12", "month", "2010-11/2011-12"),
        ("2010-11 - 2011-12", "years", "2010/2012"),
        ("2010-11 - 2011-12", "08", "2010-08/2012-07"),
        ("2011-12 - indtil videre", "08", "2011-08/.."),
    ],
)
def test_what_has_one_meaning_keeps_it(text: str, season: str | None, expected: str) -> None:
    """Read a month beside another month and as files of registers have it, and all else as the season says."""
    assert expected == parse_period(text, season=season)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tidsubegrænset", "2024-01-01/.."),
        ("ukendt", "2024-01-01/"),
        ("- 2025", "2024-01-01/2025"),
        ("-2025", "2024-01-01/2025"),
        ("? - 2025", "2024-01-01/2025"),
        ("til og med 2025", "2024-01-01/2025"),
        ("2021 - 2025", "2021/2025"),
        ("2025", "2025/2025"),
    ],
)
def test_the_caller_says_what_an_empty_start_means(text: str, expected: str) -> None:
    """Use the start of the caller only where the text has none."""
    assert expected == parse_period(text, empty_start="2024-01-01")


@given(st.integers(2000, 2011), st.integers(1, 12), st.sampled_from(["{}-{:02}", "{}/{:02}", "{} - {:02}"]))
def test_two_years_at_one_side_of_a_period_can_be_read_in_two_ways(year: int, month: int, form: str) -> None:
    """Refuse `2011-12` in the place of a start or an end, unless the mapping says what is meant."""
    text = form.format(year, month)
    if month <= year - 2000:
        assert form != "{}-{:02}" or text == parse_start(text) == parse_end(text)
        return
    for parse, before in ((parse_start, "fra "), (parse_end, "til og med "), (parse_end, "foreløbigt ")):
        for each in (text, f"{before}{text}", f"{text} ?"):
            with pytest.raises(
                InvalidValue, match=r"it can be read in two ways.* write the month as 12-2011"
            ):
                parse(each)
    for whole in (
        f"{text} -",
        f"fra {text}",
        f"{text} til {year + 5}",
        f"{year - 5} - {text}",
        f"til {text}",
    ):
        with pytest.raises(InvalidValue, match="it can be read in two ways" if "} - {" not in form else None):
            parse_period(whole)
    assert (f"{year}-{month:02}", f"{year}-{month:02}") == both_sides(text, "month")
    assert (f"{year}", f"{2000 + month}") == both_sides(text, "years")


def both_sides(text: str, season: str) -> tuple[str, str]:
    """Read a text as a start and as an end."""
    return parse_start(f"fra {text}", season), parse_end(f"til {text}", season)


@given(YEARS, st.integers(2, 12), st.sampled_from([*SEASONS, "{}/{}"]), st.sampled_from(["", "Sæson "]))
def test_a_side_of_a_period_is_the_first_or_last_month_of_its_season(
    year: int, month: int, form: str, word: str
) -> None:
    """Read two years in a row as the season says."""
    first, last = (
        form.format(each, (each + 1) % 100 if ":" in form else each + 1) for each in (year, year + 3)
    )
    season = f"{month:02}"

    start, end = parse_start(word + first, season), parse_end(word + last, season)
    assert (f"{year}-{season}", f"{year + 4}-{month - 1:02}") == (start, end)
    if form != "{} - {:02}":
        assert f"{start}/{end}" == parse_period(f"{first} til {last}", season=season)
        assert f"{start}/.." == parse_period(f"fra {first} -", "..", season=season)


def test_a_side_that_has_one_meaning_keeps_it() -> None:
    """Read what is no season as a date; refuse one year where seasons are expected."""
    assert ("2011-10", "2011-10") == both_sides("2011-10", "08")
    assert "2011-08-01" == parse_start("1.8.2011", "08")
    assert "2011-12~" == parse_start("foreløbigt 2011-12", "month") == parse_end("2011-12~")
    assert ".." == parse_end("indtil videre", "08")
    for season, text in (
        ("08", "2011"),
        ("08", "2011-14"),
        ("08", "foreløbigt 2011-12"),
        ("month", "2012-13"),
    ):
        with pytest.raises(InvalidValue):
            parse_start(text, season)
