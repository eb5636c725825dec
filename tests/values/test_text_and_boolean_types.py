import unicodedata
from datetime import date
from typing import Any, Literal, get_args

import pytest
from hypothesis import given, strategies as st

from civic_partnership.testing import texts
from civic_partnership.values import InvalidValue, WrongType, get_value_type, normalize

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


@given(texts())
def test_keeps_every_text_as_it_is(text: str) -> None:
    """A text that is not blank is kept to the letter."""
    assert text == get_value_type(str).read(text)


@given(st.text("\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000"))
def test_refuses_every_blank_text(text: str) -> None:
    """A text that has only white space is refused."""
    with pytest.raises(InvalidValue, match="the text is empty"):
        get_value_type(str).read(text)


@pytest.mark.parametrize("text", ["\ud800", "Nordby \udfff"])
def test_refuses_half_a_character(text: str) -> None:
    """A text that no file can hold is refused."""
    with pytest.raises(InvalidValue, match="characters that Unicode lacks"):
        get_value_type(str).read(text)


@pytest.mark.parametrize("annotation", [str, Literal["a", "b"]])
@pytest.mark.parametrize("value", [None, 1, True, ["a"], {"da": "a"}, b"a", date(2024, 1, 31)])
def test_refuses_the_wrong_type(annotation: Any, value: object) -> None:
    """Something that is no text is refused as such."""
    with pytest.raises(WrongType, match="a text in quotation marks"):
        get_value_type(annotation).read(value)


def test_a_choice_takes_its_words_only() -> None:
    """Other words are refused, also with capitals; a foreign cell may have capitals."""
    choice = get_value_type(Literal["status", "board"])

    assert choice.read("status") == "status"
    for other in ("Status", "", "status ", "seminar"):
        with pytest.raises(InvalidValue, match="it may be status or board"):
            choice.read(other)
    assert ("board", "seminar") == (choice.parse("Board"), choice.parse("seminar"))
    assert choice.hint == "status|board"


@pytest.mark.parametrize("form", get_args(Form))
@given(text=st.text())
def test_texts_of_ordinary_length_are_normalised_as_ever(form: Form, text: str) -> None:
    """Normalise texts as `unicodedata` does."""
    assert unicodedata.normalize(form, text) == normalize(form, text)


def test_a_letter_may_have_any_number_of_marks() -> None:
    """A million marks on one letter take no longer than a million letters."""
    marks = "\u0315\u0300" * 500_000

    assert len(marks) + 1 == len(normalize("NFD", f"a{marks}"))
