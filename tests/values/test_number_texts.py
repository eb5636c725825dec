from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from civic_partnership.values import InvalidValue, danish_number
from civic_partnership.values.number_texts import (
    parse_amount,
    parse_hours,
    parse_number,
    parse_percent,
    parse_range,
    parse_whole,
    point_to_comma,
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
        ("20 timer ugentligt", 20),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200.000 kr.", 200_000),
        ("2 x 100.000", 200_000),
        ("2x100.000,50 kr.", 200_001),
        ("3 * kr. 1,25", Decimal("3.75")),
        ("12 \N{MULTIPLICATION SIGN} 100", 1200),
        ("0,2 mio.", 200_000),
        ("kr. 0,2 mio. kr.", 200_000),
        ("1,25 mio kr", 1_250_000),
        ("1 million", 1_000_000),
        ("2 millioner kr.", 2_000_000),
        ("2 x 0,5 mill.", 1_000_000),
        ("0,00000001 mio.", Decimal("0.01")),
    ],
)
def test_amounts_are_read_in_many_notations(text: str, expected: int | Decimal) -> None:
    """Read kroner, also several times an amount, and millions."""
    assert expected == parse_amount(text)
    assert isinstance(parse_amount(text), int) == (expected == int(expected))


@pytest.mark.parametrize(
    "text",
    [
        "1.200 mio.",
        "1.2 mio.",
        "1,234 mio.",
        "mio.",
        "x 100",
        "0 x 100",
        "2 x",
        "2 x 3 x 4",
        "2 x 1,000",
        "100 x 2.000",
    ],
)
def test_amounts_that_mean_two_things_are_refused(text: str) -> None:
    """Refuse millions with a full stop, and products that are none."""
    with pytest.raises(InvalidValue):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200000.0", "200000"),
        ("1000.5", "1000,5"),
        ("12.500", "12,5"),
        ("12.345", "12,3450"),
        ("1,234,567.50 kr.", "1234567,5 kr."),
        ("1,234.00", "1234"),
        ("200,000,000", "200000000"),
        ("12,5", "12,5"),
        ("0,125", "0,1250"),
        ("1000,125", "1000,1250"),
        ("3-4", "3-4"),
        ("2 x 0.5 mio.", "2 x 0,5 mio."),
        ("ca.", "ca."),
    ],
)
def test_numbers_with_a_point_become_danish(text: str, expected: str) -> None:
    """Replace the decimal sign, and leave out the signs between groups of three digits."""
    assert expected == point_to_comma(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,234", "three digits after the comma may be thousands"),
        ("200,000 kr.", "three digits after the comma may be thousands"),
        ("1.234.567", "a number is written 200000.50"),
        ("1.234,50", "a number is written 200000.50"),
        ("1,23,456", "a number is written 200000.50"),
    ],
)
def test_a_number_with_another_decimal_sign_is_refused(text: str, why: str) -> None:
    """Refuse Danish numbers where a point is the decimal sign, and what may be either."""
    with pytest.raises(InvalidValue, match=why):
        point_to_comma(text)


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(["{}", "{:f}", "{:,.3f}", "{} kr."]))
def test_what_a_system_writes_with_a_point_is_read(value: Decimal, form: str) -> None:
    """Read numbers as Python and other systems write them; three decimals are no thousands."""
    assert value == parse_number(point_to_comma(form.format(value)))
