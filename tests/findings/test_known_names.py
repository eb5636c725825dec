import difflib
from typing import Any

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.findings import KnownNames, closest_match
from civic_partnership.values import Label

TOWNS = [
    "aalborg",
    "broager",
    "dragoer",
    "egtved",
    "fredericia",
    "greve",
    "haslev",
    "ikast",
    "jelling",
    "kolding",
    "lemvig",
]
CLUBS = [
    "badminton",
    "boldklub",
    "cykelklub",
    "danseskole",
    "fodbold",
    "gymnastik",
    "haandbold",
    "judo",
    "roklub",
    "svoemmeklub",
]
PLACES = ["centrum", "havn", "midt", "nord", "oest", "syd", "vest"]
MANY = [f"{town}-{club}-{place}" for town in TOWNS for club in CLUBS for place in PLACES]
NUMBERED = [f"forening-{n}" for n in range(2000)]
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-")


@st.composite
def slip(draw: DrawFn, name: str) -> str:
    """Draw a name with one letter missing, added or another, or with two exchanged."""
    place = draw(st.integers(0, len(name) - 1))
    before, letter, after = name[:place], name[place], name[place + 1 :]
    return draw(
        st.sampled_from([before + after, before + after[:1] + letter + after[1:]])
        | LETTERS.map(lambda other: before + other + letter + after)
        | LETTERS.map(lambda other: before + other + after)
    )


def test_the_lists_are_long() -> None:
    """Not all of their names are compared."""
    assert len(MANY) > 500


@pytest.mark.parametrize("known", [MANY, NUMBERED, MANY[:50]])
@given(st.data())
def test_one_slip_is_found_among_many(known: list[str], data: Any) -> None:
    """What is suggested is as near to what was written as the name that was meant."""
    name = data.draw(st.sampled_from(known))
    written = data.draw(slip(name))
    near = KnownNames(known).nearest(written)

    assert near is not None
    assert difflib.SequenceMatcher(None, near, written).ratio() >= 0.8
    assert near in known


@given(st.data())
def test_two_slips_are_found_among_many(data: Any) -> None:
    """Some known name is near, though each of two words holds a slip."""
    name = data.draw(st.sampled_from(MANY))
    town, club, place = name.split("-")
    written = data.draw(st.tuples(slip(town), slip(club)).map(lambda two: "-".join([*two, place])))
    near = KnownNames(MANY).nearest(written)

    assert near in MANY
    assert difflib.SequenceMatcher(None, near, written).ratio() >= 0.7


def test_the_word_that_is_right_decides() -> None:
    """Two slips in words that many names share do not hide the third word."""
    assert "fredericia-boldklub-nord" == KnownNames(MANY).nearest("redericia-boldklbu-nord")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("forening1512", "forening-1512"),
        ("foreninng-1512", "forening-1512"),
        ("forening--1512", "forening-1512"),
        ("foreinng-1512", "forening-1512"),
        ("foreinnng-1512", "forening-1512"),
        ("frning-1512", "forening-1512"),
        ("xyz", None),
        ("", None),
        ("f" * 10_000, None),
        ("forening-1512" * 1000, None),
    ],
)
def test_finds_what_was_meant_by_an_id(written: str, expected: str | None) -> None:
    """A missing or added hyphen, two letters exchanged, and two slips; nothing where nothing is near."""
    assert expected == KnownNames(NUMBERED).nearest(written)
    assert expected == KnownNames(reversed(NUMBERED)).nearest(written)


def test_nothing_is_near_where_nothing_is_known() -> None:
    """No names, no suggestion."""
    assert KnownNames([]).nearest("x") is None


def test_asks_whether_it_was_meant() -> None:
    """The name stands in the question, with what belongs behind it; else there is something else to say."""
    otherwise = Label("Ret id'et.", "Correct the id.")

    assert Label("Mente du a-b.csv?", "Did you mean a-b.csv?") == closest_match(
        "ab", ["a-b"], otherwise, ending=".csv"
    )
    assert otherwise == closest_match("xyz", KnownNames(["a-b"]), otherwise)
