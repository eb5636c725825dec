import difflib
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.findings import KnownNames, closest_match
from civic_partnership.values import Label

TOWNS = "aalborg broager dragoer egtved fredericia greve haslev ikast jelling kolding lemvig"
CLUBS = "badminton boldklub cykelklub danseskole fodbold gymnastik haandbold judo roklub svoemmeklub"
PLACES = "centrum havn midt nord oest syd vest"
MANY = ["-".join(words) for words in product(TOWNS.split(), CLUBS.split(), PLACES.split())]
NUMBERED = [f"forening-{n}" for n in range(2000)]
AMONG_MANY, AMONG_NUMBERED = KnownNames(MANY), KnownNames(NUMBERED)
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


@pytest.mark.parametrize("known", [MANY, NUMBERED, MANY[:50]])
@given(st.data())
def test_one_slip_is_found_among_many(known: list[str], data: Any) -> None:
    """The suggestion is a known name that is close to the misspelt name."""
    written = data.draw(st.sampled_from(known).flatmap(slip))
    near = KnownNames(known).nearest(written)

    assert near in known
    assert difflib.SequenceMatcher(None, near, written).ratio() >= 0.8


@given(st.data())
def test_two_slips_are_found_among_many(data: Any) -> None:
    """Some known name is near, though each of two words holds a slip."""
    town, club, place = data.draw(st.sampled_from(MANY)).split("-")
    written = data.draw(st.tuples(slip(town), slip(club)).map(lambda two: "-".join([*two, place])))
    near = AMONG_MANY.nearest(written)

    assert near in MANY
    assert difflib.SequenceMatcher(None, near, written).ratio() >= 0.7


def test_the_word_that_is_right_decides() -> None:
    """Two slips in words that many names share do not hide the third word."""
    assert "fredericia-boldklub-nord" == AMONG_MANY.nearest("redericia-boldklbu-nord")


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
    assert expected == AMONG_NUMBERED.nearest(written)
    assert expected == KnownNames(reversed(NUMBERED)).nearest(written)
    assert KnownNames([]).nearest(written) is None


def test_asks_whether_it_was_meant() -> None:
    """The name stands in the question, with what belongs behind it; else there is something else to say."""
    otherwise = Label("Ret id'et.", "Correct the id.")
    question = closest_match("ab", ["a-b"], otherwise, ending=".csv")

    assert Label("Mente du a-b.csv?", "Did you mean a-b.csv?") == question
    assert otherwise == closest_match("xyz", KnownNames(["a-b"]), otherwise)
