from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any

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

READ: dict[Callable[[str], Any], dict[str, Any]] = {
    parse_number: {
        "200.000,00": 200_000,
        "200000": 200_000,
        "200.000": 200_000,
        "1.234.567": 1_234_567,
        "200 000": 200_000,
        "200\N{NO-BREAK SPACE}000,50": Decimal("200000.5"),
        "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567": 1_234_567,
        "200.000 kr.": 200_000,
        "200.000 KR": 200_000,
        "200.000kr.": 200_000,
        "kr. 200.000,-": 200_000,
        "Kr 200.000": 200_000,
        "DKK 200.000,00": 200_000,
        "200.000,00 dkk": 200_000,
        "28,5": Decimal("28.5"),
        "28,50": Decimal("28.5"),
        "0,500": Decimal("0.5"),
        "1.204,500": Decimal("1204.5"),
        "-28,5": Decimal("-28.5"),
        "- 28,5": Decimal("-28.5"),
        "\N{MINUS SIGN}200.000": -200_000,
        "0": 0,
        "0,00": 0,
        "007": 7,
        "  12 ": 12,
    },
    parse_percent: {
        "12,5 %": Decimal("12.5"),
        "12 pct.": 12,
        "12pct": 12,
        "12 Procent": 12,
        "33,333": Decimal("33.333"),
    },
    parse_hours: {
        "20": 20,
        "28,5": Decimal("28.5"),
        "20 timer": 20,
        "20 t.": 20,
        "1 time": 1,
        "28,5 Timer om ugen": Decimal("28.5"),
        "20 timer/uge": 20,
        "20 t. pr. uge": 20,
        "20 timer ugentligt": 20,
    },
    parse_whole: {"1.204,00": 1204},
    parse_range: {
        "3": 3,
        "3-4": [3, 4],
        "3 \N{EN DASH} 4": [3, 4],
        "3 til 4": [3, 4],
    },
    parse_amount: {
        "200.000 kr.": 200_000,
        "2 x 100.000": 200_000,
        "2x100.000,50 kr.": 200_001,
        "3 * kr. 1,25": Decimal("3.75"),
        "12 \N{MULTIPLICATION SIGN} 100": 1200,
        "0,2 mio.": 200_000,
        "kr. 0,2 mio. kr.": 200_000,
        "1,25 mio kr": 1_250_000,
        "1 million": 1_000_000,
        "2 millioner kr.": 2_000_000,
        "2 x 0,5 mill.": 1_000_000,
        "0,00000001 mio.": Decimal("0.01"),
    },
    point_to_comma: {
        "200000.0": "200000",
        "1000.5": "1000,5",
        "12.500": "12,5",
        "12.345": "12,3450",
        "1,234,567.50 kr.": "1234567,5 kr.",
        "1,234.00": "1234",
        "200,000,000": "200000000",
        "12,5": "12,5",
        "0,125": "0,1250",
        "1000,125": "1000,1250",
        "3-4": "3-4",
        "2 x 0.5 mio.": "2 x 0,5 mio.",
        "ca.": "ca.",
    },
}


@pytest.mark.parametrize(
    ("parse", "text", "expected"),
    [(parse, text, expected) for parse, texts in READ.items() for text, expected in texts.items()],
)
def test_what_people_write_is_read(parse: Callable[[str], Any], text: str, expected: Any) -> None:
    """Read numbers, shares, hours, spans and amounts in many notations; a whole number is an `int`."""
    assert (type(parse(text)), parse(text)) == (type(expected), expected)


# fmt: off
NO_NUMBERS = [
    "200,000.00", "28.5", "1.00", "0.200", "1.0000", "12.34.567", "1.234 567", "12 34", "ca. 200.000",
    "200.000 €", "$200", "to hundrede", "kr.", "-", ",5", "5,", "1,2,3", "1e5", "4991E+13", "200.000.-",
    "200-", "(200)", "1/2", "½", "²", "\N{ARABIC-INDIC DIGIT ONE}", "--5", "5%", "∞", "nan",
]
# fmt: on


@pytest.mark.parametrize(
    ("parse", "text", "why"),
    [
        *product([parse_number], NO_NUMBERS, ["before three digits only"]),
        *product([parse_number], ["200,000", "1,204", "28,500 kr."], ["may be thousands"]),
        *product([parse_number], ["9" * 16, "9" * 5000, "1" + ".000" * 5], ["15 digits at most"]),
        *product([parse_hours], ["28.5", "tyve", "timer", "20 kr.", "fuld tid"], ["such as 20 or 28,5"]),
        *product([parse_range], ["3,5", "mindst 3", "3-", "3-4-5", "3,5-4"], [None]),
        *product([parse_whole], ["28,5"], ["a whole number"]),
        *product(
            [parse_amount], ["1.200 mio.", "1.2 mio.", "1,234 mio.", "mio.", "x 100", "0 x 100"], [None]
        ),
        *product([parse_amount], ["2 x", "2 x 3 x 4", "2 x 1,000", "100 x 2.000"], [None]),
        *product([point_to_comma], ["1,234", "200,000 kr."], ["after the comma may be thousands"]),
        *product([point_to_comma], ["1.234.567", "1.234,50", "1,23,456"], ["a number is written 200000.50"]),
    ],
)
def test_what_is_written_otherwise_is_refused(
    parse: Callable[[str], Any], text: str, why: str | None
) -> None:
    """Refuse English, approximate and very long numbers, and what means two things; tell why in both languages."""
    with pytest.raises(InvalidValue, match=why) as caught:
        parse(text)

    assert caught.value.reason.da != caught.value.reason.en


@given(st.decimals(-(10**9), 10**9, places=2))
def test_what_is_written_in_danish_is_read_back(value: Decimal) -> None:
    """Read Danish numbers back, with or without grouped thousands."""
    grouped = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))

    assert value == parse_number(grouped) == parse_number(danish_number(value))


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(["{}", "{:f}", "{:,.3f}", "{} kr."]))
def test_what_a_system_writes_with_a_point_is_read(value: Decimal, form: str) -> None:
    """Read numbers as Python and other systems write them; three decimals are no thousands."""
    assert value == parse_number(point_to_comma(form.format(value)))
