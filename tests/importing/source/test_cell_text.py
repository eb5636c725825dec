"""The text of foreign cells: nothing unseen in it, and no lost letter unnoticed."""

import re

import pytest
from hypothesis import given, strategies as st

from civic_partnership.importing.source.cell_text import (
    has_lost_letters,
    remove_invisible,
    unescape,
    unwrap,
)

WORDS = st.sampled_from(
    ["Østerby", "Ærøgade", "Åbyhøj", "svømning", "håndbold", "Café", "Müller", "½ år", "\u201cSærlig\u201d"]
)
INVISIBLE = "\u00ad\u200b\u200e\u202a\u202c\u2060\u2066\ufeff"


@given(st.text(st.characters(codec="utf-8", exclude_characters=INVISIBLE), max_size=9), st.data())
def test_letters_without_width_are_removed(text: str, data: st.DataObject) -> None:
    """Find the text again, wherever such letters stand in it."""
    expected = remove_invisible(text)
    place = data.draw(st.integers(0, len(text)))
    added = data.draw(st.text(INVISIBLE, min_size=1, max_size=3))

    assert expected == remove_invisible(text[:place] + added + text[place:])


@given(WORDS, st.sampled_from(["cp1252", "latin-1", "mac_roman", "cp850"]))
def test_a_text_decoded_twice_is_damaged(word: str, codec: str) -> None:
    """Find the damage of every encoding; the word itself has none."""
    damaged = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in word.encode())

    assert has_lost_letters(f"x {damaged}") or codec == "latin-1"
    assert not has_lost_letters(word)


@pytest.mark.parametrize(
    ("text", "expected"), [("Sv\ufffdmmeklub", True), ("São João Ã", False), ("√ 2", False), ("", False)]
)
def test_few_texts_look_damaged(text: str, *, expected: bool) -> None:
    """Tell a lost letter from letters of other languages and signs."""
    assert expected == has_lost_letters(text)


@given(st.text(st.sampled_from('ab=" \n;'), max_size=8))
def test_a_wrapped_text_is_unwrapped(text: str) -> None:
    """Return the text from `="…"`, with its quotation marks."""
    doubled = text.replace('"', '""')

    assert text == unwrap(f'="{doubled}"')


@pytest.mark.parametrize("cell", ['="a"b"', '="a', "=a", '="a"&"b"', 'x="a"'])
def test_other_formulas_stay(cell: str) -> None:
    """Leave what is no wrapped text."""
    assert cell == unwrap(cell)


@given(st.text(st.sampled_from("ab_x0041DF\r\n\t"), max_size=14))
def test_an_escaped_text_is_read_as_it_was(text: str) -> None:
    """Read back what a workbook writes of a text; the ends of its lines become line feeds."""
    escaped = re.sub("_(?=x[0-9A-Fa-f]{4}[_\r])", "_x005F_", text).replace("\r", "_x000D_")

    assert text.replace("\r\n", "\n").replace("\r", "\n") == unescape(escaped)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("a_x000D_\nb", "a\nb"),
        ("Kode _x005F_x0041_ Klub", "Kode _x0041_ Klub"),
        ("_x0041_", "A"),
        ("a_x0007_b", "ab"),
        ("a_xD800_b", "a\ufffdb"),
        ("_x00_", "_x00_"),
    ],
)
def test_escapes_of_workbooks(escaped: str, text: str) -> None:
    """Decode each escape once; remove control characters."""
    assert text == unescape(escaped)
