import unicodedata
from typing import Literal, get_args

import pytest
from hypothesis import given, strategies as st

from civic_partnership.values import normalize

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


@pytest.mark.parametrize("form", get_args(Form))
@given(text=st.text())
def test_texts_of_ordinary_length_are_normalised_as_ever(form: Form, text: str) -> None:
    """Normalise texts as `unicodedata` does."""
    assert unicodedata.normalize(form, text) == normalize(form, text)


def test_a_letter_may_have_any_number_of_marks() -> None:
    """A million marks on one letter take no longer than a million letters."""
    marks = "\u0315\u0300" * 500_000

    assert len(marks) + 1 == len(normalize("NFD", f"a{marks}"))
