import enum
from collections.abc import Mapping
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from civic_partnership.values import (
    Count,
    Hours,
    InvalidValue,
    Money,
    Percent,
    ValueType,
    WrongType,
    Year,
    danish_number,
    get_value_type,
    plain_number,
)


class Text(str):
    """A subclass of `str`."""

    __slots__ = ()


class One(enum.IntEnum):
    """A subclass of `int`."""

    ONE = 1


KINDS = {"Count": Count, "Year": Year, "Money": Money, "Hours": Hours, "Percent": Percent}
TYPES: Mapping[str, ValueType[Any]] = {name: get_value_type(kind) for name, kind in KINDS.items()}
WHOLE, AMOUNTS, EXACT = ["Count", "Year"], ["Money", "Hours"], ["Money", "Hours", "Percent"]
HUGE = 10**5000


# fmt: off
INEXACT = [
    "1E+15", "1E+20", "1E-20", "1.0000001", "1E+999999", "-1E+999999", "1E-999999", "0.0000001", "NaN", "sNaN",
    "-NaN123", "Infinity", "-Infinity", f"1.{'0' * 30}1", f"0.5{'0' * 40}1", f"{'9' * 15}.{'9' * 20}",
]
NO_AMOUNTS = [
    "", "-1", "+1", "1.", ".5", "1.005", "1,50", "1e3", "1_000", " 1", "1\n", "\uff11", "NaN",
    "1" * 16, "Infinity", "0x10", "200.000,00", "200 000", "1" * 5000,
]
# fmt: on


def name_case(value: object) -> str:
    """Return a value for the name of a test."""
    return "huge" if isinstance(value, int) and abs(value) == HUGE else ascii(value)[:24]


def read(kind: str, value: object) -> Any:
    """Read what a file holds."""
    return TYPES[kind].read(value)


def refusal(kind: str, value: object) -> InvalidValue:
    """Return the error that refuses what a file holds."""
    with pytest.raises(InvalidValue) as error:
        read(kind, value)
    return error.value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *product(["Count", "Money", "Percent"], [0, 1, 200_000, 10**15 - 1]),
        *product(["Year"], [1900, 2024, 2199]),
        *product(["Percent"], [-5, 250, Decimal("0.000001"), Decimal("-99.5")]),
        *product(["Money", "Percent"], [Decimal("999999999999999.99"), Decimal("1E+3")]),
        *product(["Hours"], [0, 37, 168, Decimal("168.00")]),
        *product(EXACT, [Decimal("0.01"), Decimal("7.50"), Decimal("1E+2")]),
    ],
)
def test_accepts(kind: str, value: object) -> None:
    """A number that the field can hold is read in the Python type of the field."""
    assert value == read(kind, value)
    assert type(read(kind, value)) is (int if kind in WHOLE else Decimal)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *product(
            [*WHOLE, *EXACT],
            [True, False, 1.0, 2024.0, float("nan"), None, One.ONE, 1j, Fraction(1), b"1", [], {}],
        ),
        *product(WHOLE, ["20", Decimal(2024), "", Text("1")]),
        *product(["Hours", "Percent"], ["20", "20.5", ""]),
        *product(["Money"], [Text("1")]),
    ],
)
def test_refuses_the_wrong_type(kind: str, value: object) -> None:
    """Refuse a value that is no number."""
    assert WrongType is type(refusal(kind, value))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *product(["Count"], [-1, 10**15, HUGE, -HUGE]),
        *product(["Year"], [1899, 2200, 0, -2024, 20240101, HUGE]),
        *product(AMOUNTS, [-1, Decimal("-0.01"), Decimal("0.001"), Decimal("1.005"), Decimal("1E-3")]),
        *product(["Hours"], [169, 10**14, Decimal("168.01")]),
        *product(EXACT, [10**15, -(10**15), HUGE, -HUGE]),
        *product(EXACT, map(Decimal, INEXACT)),
        *product(["Money"], NO_AMOUNTS),
    ],
    ids=name_case,
)
def test_refuses_the_wrong_value(kind: str, value: object) -> None:
    """Refuse a number outside the field's limits, with a reason that does not repeat it."""
    error = refusal(kind, value)
    digits = "000000" if isinstance(value, int) and abs(value) == HUGE else str(value)

    assert type(error) is InvalidValue
    assert error.reason.da != error.reason.en
    for reason in (error.reason.da, error.reason.en):
        assert reason
        assert len(digits) < 4 or digits not in reason


plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-9999, 9999)
    | st.sampled_from([HUGE, -HUGE, 10**15, One.ONE])
    | st.floats()
    | st.complex_numbers()
    | st.fractions()
    | st.decimals()
    | st.decimals(-1000, 1000, places=2)
    | st.builds(
        lambda sign, digits, exponent: Decimal((sign, digits, exponent)),
        st.integers(0, 1),
        st.lists(st.integers(0, 9), max_size=60).map(tuple),
        st.integers(-70, 20) | st.sampled_from([10**6, -(10**6)]),
    )
    | st.text()
    | st.text("0123456789.-Pa", max_size=18)
    | st.binary()
    | st.dates()
    | st.text().map(Text)
)
anything = (
    plain | st.lists(plain) | st.dictionaries(st.text(), plain) | st.frozensets(st.text()) | st.just(object())
)


@pytest.mark.parametrize("kind", TYPES)
@given(value=anything)
@example(value=Decimal("1." + "0" * 30 + "1"))
@example(value="1" * 15)
def test_reads_exactly_or_refuses(kind: str, value: object) -> None:
    """Read a value exactly, or refuse it."""
    try:
        number = read(kind, value)
    except InvalidValue:
        return

    assert type(number) in (int, Decimal)
    assert (Decimal(value) if kind == "Money" and isinstance(value, str) else value) == number
    assert number == read(kind, number)


def plainly(cents: int) -> str:
    """Write hundredths as a number with the fewest decimals."""
    kroner, rest = divmod(cents, 100)
    return f"{kroner}.{rest:02}".rstrip("0").rstrip(".")


@pytest.mark.parametrize(("kind", "most"), [("Money", 10**17 - 1), ("Hours", 16_800)])
@given(data=st.data())
def test_amounts_are_exact_however_they_are_written(kind: str, most: int, data: st.DataObject) -> None:
    """Decimal, whole number and text of one amount are read as the same, which shows without exponent."""
    cents = data.draw(st.integers(0, most) | st.integers(0, most // 100).map(lambda whole: 100 * whole))
    short, decimal_text = plainly(cents), f"{cents // 100}.{cents % 100:02}"
    forms: list[object] = [Decimal(decimal_text), Decimal(short), Decimal(short).normalize()]
    forms += [decimal_text, short] * (kind == "Money") + [cents // 100] * (cents % 100 == 0)

    for number in (read(kind, form) for form in forms):
        assert Decimal(decimal_text) == number
        assert short == format(number, "f")


@pytest.mark.parametrize("kind", EXACT)
@pytest.mark.parametrize(
    "zero", [0, Decimal("-0"), Decimal("0.00"), Decimal("-0.00"), Decimal("0E+20"), Decimal("0E-20")]
)
def test_zero_is_zero(kind: str, zero: object) -> None:
    """Read every notation of zero as the one plain zero."""
    assert str(read(kind, zero)) == "0"


@pytest.mark.parametrize("kind", EXACT)
@given(value=st.decimals(0, 168, places=2))
@example(value=Decimal("160.05"))
def test_does_not_depend_on_the_precision_that_a_caller_computes_with(kind: str, value: Decimal) -> None:
    """An amount is read exactly even where the caller rounds to three digits, or forbids rounding."""
    with localcontext(prec=3) as context:
        rounded = read(kind, value)
        context.traps[Inexact] = True
        trapped = read(kind, value)

    assert value == rounded == trapped


@pytest.mark.parametrize("kind", TYPES)
def test_bounds_of_the_schema_are_those_that_are_read(kind: str) -> None:
    """A number is read just inside the bounds of its schema, a whole one on them; not beyond them."""
    schema = TYPES[kind].schema(dict)
    bounds = schema["anyOf"][0] if kind == "Money" else schema
    step = 1 if kind in WHOLE else Decimal("0.01")
    least, most = bounds["minimum"], bounds["maximum"]
    inside = (least, most) if kind in WHOLE else (least + step, most - step)

    assert inside == (read(kind, inside[0]), read(kind, inside[1]))
    for beyond in (least - step, most + step):
        assert InvalidValue is type(refusal(kind, beyond))


@given(st.integers())
def test_a_whole_number_of_any_size_is_read(number: int) -> None:
    """A field of a plain whole number takes any; nothing that only looks like one."""
    assert number == get_value_type(int).read(number)
    assert {"type": "integer"} == get_value_type(int).schema(dict)
    for other in (str(number), float("nan"), Decimal(number), None, [number]):
        with pytest.raises(WrongType, match="a whole number without quotation marks"):
            get_value_type(int).read(other)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (200_000, "200000"),
        (Decimal("1234.50"), "1234,5"),
        (Decimal("1234.00"), "1234"),
        (Decimal("-0.00"), "0"),
        (Decimal("-0.5"), "-0,5"),
        (Decimal("2E+5"), "200000"),
        (Decimal("1E-7"), "0,0000001"),
        (10**15 - 1, "999999999999999"),
    ],
)
def test_numbers_have_a_decimal_comma(value: Any, written: str) -> None:
    """A Danish number has no separator of thousands, no exponent and no trailing zero."""
    assert written == danish_number(value)


@pytest.mark.parametrize("value", [0.5, "1", True])
def test_what_is_no_exact_number_is_refused(value: Any) -> None:
    """A number that is not exact is not written as if it were."""
    with pytest.raises(TypeError, match="an amount is a Decimal"):
        danish_number(value)


@given(st.decimals(-(10**15), 10**15, places=6), st.decimals(-(10**15), 10**15, places=2))
def test_numbers_are_written_alike_only_where_they_are_equal(one: Decimal, other: Decimal) -> None:
    """Two numbers are written alike only where they are equal."""
    assert one == Decimal(danish_number(one).replace(",", ".")) == Decimal(plain_number(one))
    assert (one == other) == (danish_number(one) == danish_number(other))
