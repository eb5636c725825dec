"""A line of G69: the published one byte for byte, each field in its place, and nothing that does not fit."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from civic_partnership.values import InvalidValue
from civic_partnership_ledger.g69_line import FIELDS, line

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


@given(
    st.integers(1, 99_999),
    st.fixed_dictionaries(
        {},
        optional={
            103: st.integers(0, 99_999),
            104: st.integers(0, 9_999_999),
            110: st.dates(),
            112: st.integers(-(10**12) + 1, 10**12 - 1),
            114: st.integers(0, 9999),
            153: st.text(st.characters(exclude_categories=["Cc"], exclude_characters="&"), max_size=35),
        },
    ),
)
def test_every_value_can_be_read_back(number: int, values: dict[int, Any]) -> None:
    """Write ascending fields, each with all its places, that hold what was given."""
    head, *fields = make_line(values, number).split("&")
    read = {int(each[:3]): each[3:] for each in fields}

    assert f"012G69{number:05}003401NORFLYD" == head
    assert sorted(values) == list(read)
    assert {code: FIELDS[code].width for code in read if code != 153} == {
        code: len(text) for code, text in read.items() if code != 153
    }
    assert values == {code: read_back(code, text) for code, text in read.items()}


def read_back(code: int, text: str) -> Any:
    """Return the value of a field."""
    match code:
        case 110:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        case 112:
            return int(f"{text[-1].strip()}{text[:-1]}")
        case 153:
            return text
        case _:
            return int(text)
