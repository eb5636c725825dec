"""A line of G69: the published one byte for byte, each field in its place, and nothing that does not fit."""

from datetime import date
from typing import Any

import pytest

from civic_partnership.values import InvalidValue
from civic_partnership_ledger.g69_line import line

PUBLISHED = (
    "012G6900001003401NORFLYD&101test&10300123&1040000001&11020220311&111123456789012345"
    "&112000000012345 &113D&13203&1330012345678"
)
VALUES: dict[int, Any] = {
    101: "test",
    103: 123,
    104: 1,
    110: date(2022, 3, 11),
    111: "123456789012345",
    112: 12345,
    113: "D",
    132: 3,
    133: 12345678,
}


def make_line(values: dict[int, Any], number: int = 1) -> str:
    """Make a line with the sender of the published example."""
    return line(number, values, place="012", municipality="0034")


def test_the_published_line_is_made_byte_for_byte() -> None:
    """Make the published line from its values in any order."""
    assert PUBLISHED.encode() == make_line(VALUES).encode()
    assert PUBLISHED == make_line(dict(reversed(VALUES.items())))


def test_its_counterpart_differs_in_number_and_side() -> None:
    """Make the credit of the same posting."""
    expected = PUBLISHED.replace("G6900001", "G6900002").replace("&113D", "&113K")

    assert expected == make_line(VALUES | {113: "K"}, number=2)


def test_an_amount_below_zero_ends_in_a_minus() -> None:
    """Put the sign after the digits."""
    assert "012G6900001003401NORFLYD&112000000012345-" == make_line({112: -12345})


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({102: "x"}, "G69 has no field 102 here"),
        ({101: "x" * 11}, "field 101 has room for 10 letters"),
        ({103: 100_000}, "field 103 has room for 5 letters"),
        ({104: 10_000_000}, "field 104 has room for 7 letters"),
        ({111: "1" * 16}, "field 111 has room for 15 letters"),
        ({112: 10**12}, "field 112 has room for 13 letters"),
        ({133: 10**10}, "field 133 has room for 10 letters"),
        ({153: "x" * 36}, "field 153 has room for 35 letters"),
        ({153: "a&b"}, "field 153 may hold neither & nor control characters"),
        ({153: "a\nb"}, "field 153 may hold neither & nor control characters"),
    ],
)
def test_what_does_not_fit_is_refused_and_never_cut(values: dict[int, Any], told: str) -> None:
    """Name the field, and not the value."""
    with pytest.raises(InvalidValue, match=f"^{told}$"):
        make_line(values)


@pytest.mark.parametrize(
    ("number", "place", "municipality"),
    [(100_000, "012", "0034"), (1, "12", "0034"), (1, "012", "34"), (1, "01x", "0034")],
)
def test_what_stands_before_the_fields_has_so_many_digits(number: int, place: str, municipality: str) -> None:
    """Refuse a line number, registration place or municipality of another length."""
    with pytest.raises(InvalidValue, match=r"^here stand \d digits$"):
        line(number, {}, place=place, municipality=municipality)
