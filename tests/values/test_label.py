import pickle

import pytest

from civic_partnership.values import InvalidValue, Label, WrongType


def test_says_it_in_the_language_asked_for() -> None:
    """A label has one text in Danish and one in English."""
    label = Label("forening", "association")

    assert (
        ("forening", "association")
        == (label.da, label.en)
        == (label.in_language("da"), label.in_language("en"))
    )


@pytest.mark.parametrize("kind", [InvalidValue, WrongType])
def test_a_refusal_gives_its_reason_and_pickles(kind: type[InvalidValue]) -> None:
    """A refusal is a `ValueError` with a reason in both languages; its text is English."""
    error = kind("et helt tal", "a whole number")
    again = pickle.loads(pickle.dumps(error))

    assert isinstance(again, InvalidValue)
    assert isinstance(again, ValueError)
    assert kind is type(again)
    assert Label("et helt tal", "a whole number") == again.reason == error.reason
    assert str(error) == "a whole number" == str(again)
