import calendar
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from civic_partnership.findings import format_fact, sentence
from civic_partnership.testing.values import amounts, partial_dates, periods
from civic_partnership.values import Bounds, Days, Label, Language, PartialDate, Period, Range

FIRST, LAST = date(2021, 1, 1), date(2024, 12, 31)
LANGUAGES: list[Language] = ["da", "en"]


def both(value: Any, *, kroner: bool = False) -> tuple[str, str]:
    """Format a fact in Danish and English."""
    said = sentence(Label(*["{it:kr}" if kroner else "{it}"] * 2), {"it": value})
    grouped = {"grouped": True} if kroner else {}
    assert [said.da, said.en] == [format_fact(value, lang, **grouped) for lang in LANGUAGES]
    return said.da, said.en


@pytest.mark.parametrize(
    ("fact", "da", "en"),
    [
        (0, "0", "0"),
        (Decimal("28.5"), "28,5", "28.5"),
        (Decimal("1E+3"), "1000", "1000"),
        (Bounds(18, 20), "18 til 20", "18 to 20"),
        (Bounds(20, Decimal(20)), "20", "20"),
        (Bounds(Decimal("7.5"), None), "mindst 7,5", "at least 7.5"),
        (Range(3, 4), "3 til 4", "3 to 4"),
        (FIRST, "1. januar 2021", "1 January 2021"),
        (time(17, 5), "17.05", "17:05"),
        (Days(FIRST, LAST), "2021-2024", "2021-2024"),
        (Days(LAST, LAST), "31. december 2024", "31 December 2024"),
        (Days(FIRST, date(2021, 12, 31)), "2021", "2021"),
        (PartialDate("2024-02~"), "et tidspunkt i februar 2024", "some time in February 2024"),
        (PartialDate("2024-02"), "februar 2024", "February 2024"),
        (PartialDate("2024-02-03"), "3. februar 2024", "3 February 2024"),
        (Period("2021/2024~"), "2021 til et tidspunkt i 2024", "2021 to some time in 2024"),
        (Period("2022/.."), "fra 1. januar 2022, indtil videre", "from 1 January 2022, until further notice"),
        (
            Period("2022/"),
            "fra 1. januar 2022, slutdato ikke oplyst",
            "from 1 January 2022, end not recorded",
        ),
        (
            Period("2022~/.."),
            "fra et tidspunkt i 2022, indtil videre",
            "from some time in 2022, until further notice",
        ),
        (Period.of_year(2022), "2022", "2022"),
        (Period("2022-03/2022-03"), "marts 2022", "March 2022"),
        (Period("2022-03/2022-05-04"), "marts 2022 til 4. maj 2022", "March 2022 to 4 May 2022"),
        (Label("forvaltning", "department"), "forvaltning", "department"),
        ("Nordby Boldklub", "Nordby Boldklub", "Nordby Boldklub"),
        (None, "ukendt", "unknown"),
        ((2, 3), "2 eller 3", "2 or 3"),
        ((2, 3, 4), "2, 3 eller 4", "2, 3 or 4"),
        (tuple(range(11)), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 eller 10", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 or 10"),
        (range(12), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 eller 2 andre", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 or 2 others"),
        (
            range(999),
            "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 eller 989 andre",
            "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 or 989 others",
        ),
        ((Decimal("0.5"), None), "0,5 eller ukendt", "0.5 or unknown"),
        ([Label("år", "year"), Label("periode", "period")], "år eller periode", "year or period"),
    ],
)
def test_says_a_fact_as_people_write_it(fact: Any, da: str, en: str) -> None:
    """Every kind of fact is written in Danish and in English as the people who speak them do."""
    assert (da, en) == both(fact)


@pytest.mark.parametrize(
    ("fact", "da", "en"),
    [
        (999, "999", "999"),
        (200_000, "200.000", "200,000"),
        (Decimal("199999.5"), "199.999,50", "199,999.50"),
        (Decimal("0.05"), "0,05", "0.05"),
        (Bounds(150_000, 200_000), "150.000 til 200.000", "150,000 to 200,000"),
        (Bounds(Decimal(150_000), None), "mindst 150.000", "at least 150,000"),
        (Range(1000, 2500), "1.000 til 2.500", "1,000 to 2,500"),
        ((200_000, Decimal(212_000)), "200.000 eller 212.000", "200,000 or 212,000"),
    ],
)
def test_says_kroner_in_groups(fact: Any, da: str, en: str) -> None:
    """Amounts in kroner are grouped by thousands and have no or two decimals."""
    assert (da, en) == both(fact, kroner=True)


@pytest.mark.parametrize("kroner", [True, False])
@given(number=amounts() | st.integers(0, 10**15))
def test_numbers_are_said_exactly(number: int | Decimal, kroner: bool) -> None:  # noqa: FBT001 - a parameter
    """What is said of a number in either language is that number, and differs only in the two marks."""
    da, en = both(number, kroner=kroner)

    assert number == Decimal(en.replace(",", ""))
    assert en == da.translate(str.maketrans(".,", ",."))


def test_every_month_has_its_name() -> None:
    """Months have their English names, and Danish ones of their own that begin with the same letter."""
    days = [both(date(2024, month, 1)) for month in range(1, 13)]

    assert [f"1 {name} 2024" for name in calendar.month_name[1:]] == [en for _, en in days]
    assert len(days) == len({da for da, _ in days})
    assert all(en[2].lower() == da[3] for da, en in days)


@given(st.dates() | partial_dates() | periods())
def test_days_are_said_with_their_year(day: date | PartialDate | Period) -> None:
    """Whatever is said of a day or a period names its first year in both languages, and no date as in files."""
    start = day.start if isinstance(day, Period) else day
    year = str(start.year if isinstance(start, date) else start.earliest.year)

    assert all(year in text and "/" not in text and "~" not in text for text in both(day))


def test_puts_facts_where_their_names_stand() -> None:
    """A sentence names its facts in each language, where and as often as that language likes."""
    template = Label("{days}: {hours} af {least} timer", "{hours} of {least} hours ({days}), {hours}")
    facts = {"days": Days(FIRST, FIRST), "hours": Decimal("18.5"), "least": 20, "unused": None}

    expected = Label("1. januar 2021: 18,5 af 20 timer", "18.5 of 20 hours (1 January 2021), 18.5")

    assert expected == sentence(template, facts)


@pytest.mark.parametrize("fact", [0.5, object(), {"a": 1}, {1}, 1j])
def test_refuses_what_no_rule_yields(fact: object) -> None:
    """What has no form in both languages, such as a float, is refused by its type."""
    with pytest.raises(TypeError, match=type(fact).__name__):
        format_fact(fact, "da")


@given(st.text("<>&{}%$*_[]\\ab ", max_size=80))
def test_a_text_never_becomes_part_of_the_template(text: str) -> None:
    """Braces in a text from a file name no fact: they are shown as they stand."""
    assert f"[{text}] 1" == sentence(Label("", "[{it}] {n}"), {"it": text, "n": 1}).en
