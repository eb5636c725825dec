from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from civic_partnership.values import InvalidValue, danish_number
from civic_partnership.values.number_texts import (
    parse_hours,
    parse_number,
    parse_percent,
    parse_range,
    parse_whole,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200.000,00", 200_000),
        ("200000", 200_000),
        ("200.000", 200_000),
        ("1.234.567", 1_234_567),
        ("200 000", 200_000),
        ("200\N{NO-BREAK SPACE}000,50", Decimal("200000.5")),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567", 1_234_567),
        ("200.000 kr.", 200_000),
        ("200.000 KR", 200_000),
        ("200.000kr.", 200_000),
        ("kr. 200.000,-", 200_000),
        ("Kr 200.000", 200_000),
        ("DKK 200.000,00", 200_000),
        ("200.000,00 dkk", 200_000),
        ("28,5", Decimal("28.5")),
        ("28,50", Decimal("28.5")),
        ("0,500", Decimal("0.5")),
        ("1.204,500", Decimal("1204.5")),
        ("-28,5", Decimal("-28.5")),
        ("- 28,5", Decimal("-28.5")),
        ("\N{MINUS SIGN}200.000", -200_000),
        ("0", 0),
        ("0,00", 0),
        ("007", 7),
        ("  12 ", 12),
    ],
)
def test_danish_numbers_are_read(text: str, expected: int | Decimal) -> None:
    """Read a decimal comma, grouped thousands, and kroner in any notation."""
    assert (type(expected), expected) == (type(parse_number(text)), parse_number(text))


# fmt: off
NO_NUMBERS = [
    "200,000.00", "28.5", "1.00", "0.200", "1.0000", "12.34.567", "1.234 567", "12 34", "ca. 200.000",
    "200.000 €", "$200", "to hundrede", "kr.", "-", ",5", "5,", "1,2,3", "1e5", "4991E+13", "200.000.-",
    "200-", "(200)", "1/2", "½", "²", "\N{ARABIC-INDIC DIGIT ONE}", "--5", "5%", "∞", "nan",
]
# fmt: on


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_written_otherwise_is_refused(text: str) -> None:
    """Refuse English and approximate numbers."""
    with pytest.raises(InvalidValue) as caught:
        parse_number(text)

    assert "200.000,50" in caught.value.reason.da
    assert "before three digits only" in caught.value.reason.en


@pytest.mark.parametrize("text", ["200,000", "1,204", "28,500 kr."])
def test_what_is_another_number_in_english_is_refused(text: str) -> None:
    """Refuse 200,000, which is another number in English."""
    with pytest.raises(InvalidValue, match="may be thousands"):
        parse_number(text)


@pytest.mark.parametrize("text", ["9" * 16, "9" * 5000, "1" + ".000" * 5, "9" * 5000 + ",5"])
def test_a_number_is_not_longer_than_any_field_holds(text: str) -> None:
    """Refuse a very long number in a sentence."""
    with pytest.raises(InvalidValue, match="15 digits at most"):
        parse_number(text)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_what_is_written_in_danish_is_read_back(value: Decimal) -> None:
    """Read Danish numbers back, with or without grouped thousands."""
    grouped = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))

    assert value == parse_number(grouped) == parse_number(danish_number(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5 %", Decimal("12.5")),
        ("12 pct.", 12),
        ("12pct", 12),
        ("12 Procent", 12),
        ("33,333", Decimal("33.333")),
    ],
)
def test_shares_are_read(text: str, expected: int | Decimal) -> None:
    """Read percentages in any notation, also with three decimals."""
    assert expected == parse_percent(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", 20),
        ("28,5", Decimal("28.5")),
        ("20 timer", 20),
        ("20 t.", 20),
        ("1 time", 1),
        ("28,5 Timer om ugen", Decimal("28.5")),
        ("20 timer/uge", 20),
        ("20 t. pr. uge", 20),
    ],
)
def test_hours_are_read(text: str, expected: int | Decimal) -> None:
    """Read hours as a number, with or without a word for hours and the week."""
    assert expected == parse_hours(text)


@pytest.mark.parametrize("text", ["28.5", "tyve", "timer", "20 kr.", "20-25", "fuld tid"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    """Refuse other texts, and say how hours are written."""
    with pytest.raises(InvalidValue) as caught:
        parse_hours(text)

    assert "skriv timerne som tal, fx 20 eller 28,5" == caught.value.reason.da


@pytest.mark.parametrize(
    ("text", "expected"), [("3", 3), ("3-4", [3, 4]), ("3 \N{EN DASH} 4", [3, 4]), ("3 til 4", [3, 4])]
)
def test_spans_are_read(text: str, expected: int | list[int]) -> None:
    """Read a least and a most, or one number."""
    assert expected == parse_range(text)


@pytest.mark.parametrize("text", ["3,5", "mindst 3", "3-", "3-4-5", "3,5-4"])
def test_what_is_no_span_is_refused(text: str) -> None:
    """Refuse a text that is no span."""
    with pytest.raises(InvalidValue):
        parse_range(text)


def test_a_whole_number_has_no_decimals() -> None:
    """Refuse decimals of a whole number, except zeros."""
    assert 1204 == parse_whole("1.204,00")
    with pytest.raises(InvalidValue, match="a whole number"):
        parse_whole("28,5")
