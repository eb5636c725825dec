from itertools import product

import pytest
from hypothesis import given, strategies as st
from stdnum import ean

from civic_partnership.values import (
    CaseNumber,
    Cvr,
    Gln,
    InvalidValue,
    Kle,
    MunicipalityCode,
    Slug,
    WrongType,
    get_value_type,
)

CODES = {"Slug": Slug, "Cvr": Cvr, "MunicipalityCode": MunicipalityCode, "Gln": Gln, "Kle": Kle}
TYPES = {name: get_value_type(annotation) for name, annotation in {**CODES, "CaseNumber": CaseNumber}.items()}


class Text(str):
    """A subclass of `str`."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *product(["Slug"], ["a", "2024", "broenshoej-boldklub", "1-2-3"]),
        *product(["Cvr"], ["12345678", "00000000"]),
        *product(["MunicipalityCode"], ["0101", "9999"]),
        *product(["Gln"], ["5790000000005", "5798009811578", "0000000000000"]),
        *product(["Kle"], ["18.15.05", "00.00.00"]),
        *product(["CaseNumber"], ["18.15.05-P20-1-21", "18.15.05-Ø20-1234567-21", "00.01.00-A00-12-99"]),
    ],
)
def test_accepts(kind: str, text: str) -> None:
    """A code is kept to the letter."""
    assert text == TYPES[kind].read(text)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("value", [None, True, 101, 18.15, b"0101", ["0101"], Text("a")])
def test_refuses_the_wrong_type(kind: str, value: object) -> None:
    """Refuse a value that is no text."""
    with pytest.raises(WrongType):
        TYPES[kind].read(value)


# fmt: off
WRONG_FORMS = {
    "Slug": ["", "-", "-a", "a-", "a--b", "A", "ø", "a b", "a_b", "a.b", "a\n", "\uff11", "../a", "a/b"],
    "Cvr": ["", "1234567", "123456789", "DK12345678", "1234 5678", "12345678\n",
        "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18"],
    "MunicipalityCode": ["", "101", "00101", "01O1", "\u0660\u0661\u0660\u0661", "0101\n", " 0101"],
    "Gln": ["", "579000000000", "57900000000005", "5790000000006", "579000000000X", "5790000000005\n",
        "\uff15\uff17\uff19\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff15"],
    "Kle": ["", "27.35", "27.35.5", "27-35-05", "27.35.050", "27.35.05\n", "2\uff18.35.05", "27x35x05"],
    "CaseNumber": ["", "27.35.05", "27.35.05-P20-1", "27.35.05-P20-1-2021", "18.15.05-p20-1-21", "18.15.05-P20--21",
        "18.15.05-P20-1-21\n", "18.15.05-PA0-1-21", "18.15.05-A\u030a20-1-21"],
}
# fmt: on


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in WRONG_FORMS.items() for text in texts]
)
def test_refuses_the_wrong_form(kind: str, text: str) -> None:
    """Refuse a text of another form, with a reason that does not repeat it."""
    with pytest.raises(InvalidValue) as refused:
        TYPES[kind].read(text)

    assert type(refused.value) is InvalidValue
    assert refused.value.reason.da != refused.value.reason.en
    assert len(text) < 4 or text not in str(refused.value)


@pytest.mark.parametrize("kind", TYPES)
@given(data=st.data())
def test_its_samples_have_its_form(kind: str, data: st.DataObject) -> None:
    """Every sample is read; a GLN with its check digit."""
    text = data.draw(TYPES[kind].samples(st, st.from_type))

    assert text == TYPES[kind].read(text)


@given(st.text("0123456789", min_size=12, max_size=12))
def test_one_check_digit_fits_a_gln(digits: str) -> None:
    """Exactly one of ten check digits makes a GLN valid."""
    accepted = []
    for number in (f"{digits}{last}" for last in range(10)):
        try:
            accepted.append(TYPES["Gln"].read(number))
        except InvalidValue:
            assert not ean.is_valid(number)

    assert [digits + ean.calc_check_digit(digits)] == accepted
