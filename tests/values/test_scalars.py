import copy
import enum
import pickle
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from stdnum import ean

from civic_partnership.testing.values import slugs
from civic_partnership.values import (
    CaseNumber,
    Count,
    Cvr,
    Gln,
    Hours,
    InvalidValue,
    Kle,
    Money,
    MunicipalityCode,
    Percent,
    Scalar,
    Slug,
    WrongType,
    Year,
)


class Text(str):
    """A text that is not just a text."""

    __slots__ = ()


class One(enum.IntEnum):
    """A number that is not just a number."""

    ONE = 1


SCALARS: dict[str, Scalar] = {
    scalar.name: scalar
    for scalar in (
        typing.get_args(each)[1]
        for each in (
            Count,
            Year,
            Money,
            Hours,
            Percent,
            Slug,
            Cvr,
            MunicipalityCode,
            Gln,
            Kle,
            CaseNumber,
        )
    )
}
WHOLE, AMOUNTS, EXACT = ["Count", "Year"], ["Money", "Hours"], ["Money", "Hours", "Percent"]
TEXTS = ["Slug", "Cvr", "MunicipalityCode", "Gln", "Kle", "CaseNumber"]
HUGE = 10**5000


def shown(value: object) -> str:
    """A value in the name of a test."""
    return "huge" if isinstance(value, int) and abs(value) == HUGE else ascii(value)[:24]


def read(kind: str, value: object) -> Any:
    """What the reader of a kind makes of what a file holds."""
    return SCALARS[kind].read(value)


def refusal(kind: str, value: object) -> InvalidValue:
    """How the reader of a kind refuses what a file holds."""
    with pytest.raises(InvalidValue) as refused:
        read(kind, value)
    return refused.value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *product(["Count", "Money", "Percent"], [0, 1, 200_000, 10**15 - 1]),
        *product(["Year"], [1900, 2024, 2199]),
        *product(["Slug"], ["a", "2024", "broenshoej-boldklub", "1-2-3"]),
        *product(["Cvr"], ["12345678", "00000000"]),
        *product(["MunicipalityCode"], ["0101", "9999"]),
        *product(["Gln"], ["5790000000005", "5798009811578", "0000000000000"]),
        *product(["Kle"], ["18.15.05", "00.00.00"]),
        *product(["CaseNumber"], ["18.15.05-P20-1-21", "18.15.05-Ø20-1234567-21", "00.01.00-A00-12-99"]),
        *product(["Percent"], [-5, 250, Decimal("0.000001"), Decimal("-99.5")]),
        *product(["Money", "Percent"], [Decimal("999999999999999.99"), Decimal("1E+3")]),
        *product(["Hours"], [0, 37, 168, Decimal("168.00")]),
        *product(EXACT, [Decimal("0.01"), Decimal("7.50"), Decimal("1E+2")]),
    ],
)
def test_accepts(kind: str, value: object) -> None:
    """What a field of the kind can hold is read as it stands, in the Python type of the kind."""
    python_type = int if kind in WHOLE else Decimal if kind in EXACT else str

    assert value == read(kind, value)
    assert python_type is type(read(kind, value))


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
        *product(
            TEXTS,
            [None, True, 101, 12345678, 5790000000005, 18.15, b"0101", ["0101"], date(2024, 1, 1), Text("a")],
        ),
    ],
)
def test_refuses_the_wrong_type(kind: str, value: object) -> None:
    """Not even the right kind of thing is told apart from the right kind of thing with a wrong value."""
    assert WrongType is type(refusal(kind, value))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *product(["Count"], [-1, 10**15, HUGE, -HUGE]),
        *product(["Year"], [1899, 2200, 0, -2024, 20240101, HUGE]),
        *product(AMOUNTS, [-1, Decimal("-0.01"), Decimal("0.001"), Decimal("1.005"), Decimal("1E-3")]),
        *product(["Hours"], [169, 10**14, Decimal("168.01")]),
        *product(
            EXACT, [10**15, -(10**15), HUGE, -HUGE, Decimal("1E+15"), Decimal("1E+20"), Decimal("1E-20")]
        ),
        *product(
            EXACT,
            [
                Decimal("1.0000001"),
                Decimal("1E+999999"),
                Decimal("-1E+999999"),
                Decimal("1E-999999"),
                Decimal("0.0000001"),
            ],
        ),
        *product(
            EXACT,
            [Decimal("NaN"), Decimal("sNaN"), Decimal("-NaN123"), Decimal("Infinity"), Decimal("-Infinity")],
        ),
        *product(
            EXACT,
            [
                Decimal("1." + "0" * 30 + "1"),
                Decimal("0.5" + "0" * 40 + "1"),
                Decimal("9" * 15 + "." + "9" * 20),
            ],
        ),
        *product(
            ["Money"],
            ["", "-1", "+1", "1.", ".5", "1.005", "1,50", "1e3", "1_000", " 1", "1\n", "\uff11", "NaN"],
        ),
        *product(["Money"], ["1" * 16, "Infinity", "0x10", "200.000,00", "200 000", "1" * 5000]),
        *product(
            ["Slug"],
            ["", "-", "-a", "a-", "a--b", "A", "ø", "a b", "a_b", "a.b", "a\n", "\uff11", "../a", "a/b"],
        ),
        *product(
            ["Cvr"],
            [
                "",
                "1234567",
                "123456789",
                "DK12345678",
                "1234 5678",
                "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
                "12345678\n",
            ],
        ),
        *product(
            ["MunicipalityCode"], ["", "101", "00101", "01O1", "\u0660\u0661\u0660\u0661", "0101\n", " 0101"]
        ),
        *product(
            ["Gln"],
            ["", "579000000000", "57900000000005", "5790000000006", "579000000000X", "5790000000005\n"],
        ),
        *product(["Gln"], ["\uff15\uff17\uff19\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff15"]),
        *product(
            ["Kle"],
            ["", "27.35", "27.35.5", "27-35-05", "27.35.050", "27.35.05\n", "2\uff18.35.05", "27x35x05"],
        ),
        *product(
            ["CaseNumber"], ["", "27.35.05", "27.35.05-P20-1", "27.35.05-P20-1-2021", "18.15.05-p20-1-21"]
        ),
        *product(
            ["CaseNumber"],
            ["18.15.05-P20--21", "18.15.05-P20-1-21\n", "18.15.05-PA0-1-21", "18.15.05-A\u030a20-1-21"],
        ),
    ],
    ids=shown,
)
def test_refuses_the_wrong_value(kind: str, value: object) -> None:
    """What the kind cannot hold is refused with a reason in both languages that does not repeat it."""
    refused = refusal(kind, value)
    written = "000000" if isinstance(value, int) and abs(value) == HUGE else str(value)

    assert type(refused) is InvalidValue
    assert refused.reason.da != refused.reason.en
    assert all(
        said and (len(written) < 4 or written not in said) for said in (refused.reason.da, refused.reason.en)
    )


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
    | slugs()
    | st.binary()
    | st.dates()
    | st.text().map(Text)
)
anything = (
    plain | st.lists(plain) | st.dictionaries(st.text(), plain) | st.frozensets(st.text()) | st.just(object())
)


@pytest.mark.parametrize("kind", SCALARS)
@given(value=anything)
@example(value=Decimal("1." + "0" * 30 + "1"))
@example(value="1" * 15)
def test_reads_exactly_or_refuses(kind: str, value: object) -> None:
    """Whatever a file holds is read as exactly the same, which reads as itself again, or is `InvalidValue`."""
    try:
        found = read(kind, value)
    except InvalidValue:
        return

    assert type(found) in (int, Decimal, str)
    assert (Decimal(value) if kind == "Money" and isinstance(value, str) else value) == found
    assert found == read(kind, found)


def plainly(cents: int) -> str:
    """Hundredths as a number with as few decimals as it takes."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


@pytest.mark.parametrize(("kind", "most"), [("Money", 10**17 - 1), ("Hours", 16_800)])
@given(data=st.data())
def test_amounts_are_exact_however_they_are_written(kind: str, most: int, data: st.DataObject) -> None:
    """Decimal, whole number and text of one amount are read as the same, which shows without exponent."""
    cents = data.draw(st.integers(0, most) | st.integers(0, most // 100).map(lambda whole: 100 * whole))
    short, written = plainly(cents), f"{cents // 100}.{cents % 100:02}"
    forms: list[object] = [Decimal(written), Decimal(short), Decimal(short).normalize()]
    forms += [written, short] * (kind == "Money") + [cents // 100] * (cents % 100 == 0)

    for found in (read(kind, form) for form in forms):
        assert Decimal(written) == found
        assert short == format(found, "f")


@pytest.mark.parametrize("kind", EXACT)
@pytest.mark.parametrize(
    "zero", [0, Decimal("-0"), Decimal("0.00"), Decimal("-0.00"), Decimal("0E+20"), Decimal("0E-20")]
)
def test_zero_is_zero(kind: str, zero: object) -> None:
    """However zero is written, it is read as the one zero without sign, exponent or decimals."""
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


@given(st.text("0123456789", min_size=12, max_size=12))
def test_one_check_digit_fits_a_gln(digits: str) -> None:
    """Of the ten numbers that begin with the same twelve digits the one that GS1 gives is a GLN."""
    accepted = []
    for number in (f"{digits}{last}" for last in range(10)):
        try:
            accepted.append(read("Gln", number))
        except InvalidValue:
            assert not ean.is_valid(number)

    assert [digits + ean.calc_check_digit(digits)] == accepted


@pytest.mark.parametrize("kind", ["Slug", "Cvr", "MunicipalityCode", "Kle", "CaseNumber", "Money"])
@given(data=st.data())
def test_what_has_the_form_of_a_text_is_read(kind: str, data: st.DataObject) -> None:
    """Every text that has the form of its kind is read; a GLN needs its check digit as well."""
    (pattern,) = (form["pattern"] for form in SCALARS[kind].forms if form["type"] == "string")
    text = data.draw(st.from_regex(pattern, fullmatch=True))

    assert (Decimal(text) if kind == "Money" else text) == read(kind, text)


@pytest.mark.parametrize("kind", [*WHOLE, *EXACT])
def test_bounds_of_a_form_are_those_that_are_read(kind: str) -> None:
    """A number is read just inside the bounds of its kind's form, a whole one on them; not beyond them."""
    (form,) = (form for form in SCALARS[kind].forms if form["type"] != "string")
    step = 1 if form["type"] == "integer" else Decimal("0.01")
    least, most = form["minimum"], form["maximum"]
    inside = (least, most) if kind in WHOLE else (least + step, most - step)

    assert inside == (read(kind, inside[0]), read(kind, inside[1]))
    for beyond in (least - step, most + step):
        assert InvalidValue is type(refusal(kind, beyond))


@given(slugs())
def test_slugs_of_words_and_hyphens_are_read(slug: str) -> None:
    """Words of small letters and digits with single hyphens between them are an id."""
    assert slug == read("Slug", slug)


@pytest.mark.parametrize(
    ("kind", "value"), [("Count", HUGE), ("Money", Decimal("1E+20")), ("Gln", ""), ("Count", None)], ids=shown
)
def test_every_refusal_is_new(kind: str, value: object) -> None:
    """A refusal is raised anew each time: it holds on to no earlier one's frames, and threads share none."""
    one, other = refusal(kind, value), refusal(kind, value)

    assert one is not other


@pytest.mark.parametrize(
    "make", [copy.copy, copy.deepcopy, lambda scalar: pickle.loads(pickle.dumps(scalar))]
)
@pytest.mark.parametrize("scalar", SCALARS.values(), ids=SCALARS)
def test_survives_pickle_and_copy(scalar: Scalar, make: Callable[[Scalar], Scalar]) -> None:
    """Pickled or copied, a scalar is equal and hashes the same."""
    assert scalar == make(scalar)
    assert hash(scalar) == hash(make(scalar))
