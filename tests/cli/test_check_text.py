"""Excerpts on screens of any width."""

import pytest
from cli.terminal import shown
from hypothesis import given, strategies as st
from rich.cells import cell_len

from civic_partnership.cli.check_text import clip
from civic_partnership.storage import Excerpt

letters = st.lists(st.sampled_from([*'abcæ =",{}漢字', "e\u0301"]), min_size=1, max_size=60)
"""Letters, some of them wide and some with a mark of their own."""


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    """Draw a line with a mark somewhere in it."""
    before, marked, after = draw(letters | st.just([])), draw(letters), draw(letters | st.just([]))
    start, length = len("".join(before)), len("".join(marked))
    text = "".join([*before, *marked, *after])
    return Excerpt(line=draw(st.integers(1, 99_999)), text=text, start=start, length=length)


@given(excerpts(), st.integers(12, 130))
def test_an_excerpt_fits_and_the_mark_stands_below_what_it_marks(excerpt: Excerpt, room: int) -> None:
    """The line and its mark fit; what stands above the mark is the marked text, or its beginning."""
    text, start, length = clip(excerpt, room)
    marked = excerpt.text[excerpt.start : excerpt.start + excerpt.length]
    before = _until(text, start)
    above = _until(text[len(before) :], length)

    assert max(cell_len(text), start + length) <= room
    assert length == cell_len(above) > 0
    assert marked == above or (marked.startswith(above) and text.endswith(f"{above}…"))
    assert excerpt.text[: excerpt.start].endswith(before.removeprefix("…"))
    assert cell_len(excerpt.text) > room or excerpt.text == text


def _until(text: str, cells: int) -> str:
    """Return the longest beginning that covers so many cells; combining letters belong to the one before."""
    return max((text[:n] for n in range(len(text) + 1) if cell_len(text[:n]) <= cells), key=len)


@pytest.mark.parametrize("columns", [20, 60, 120])
def test_carets_stand_under_what_is_wrong(
    columns: int, tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever wide letters stand before it, and however narrow the terminal is."""
    monkeypatch.chdir(str(tmp_path))
    with open("a.toml", "w", encoding="utf-8") as file:  # noqa: PTH123 - in the folder of the test
        file.write(
            '[associations]\na = { name = "' + "漢字" * 12 + 'é\u0301", cvr = "12345678", areas = ["x"] }\n'
        )

    text = shown(columns, "check", "a.toml", "--select", "cvr-checksum")
    (line, mark) = [each for each in text.split("\n") if "│" in each]
    carets = mark.partition("^")[0]

    assert max(cell_len(line), cell_len(mark)) <= max(columns, 20)
    position = next(n for n in range(len(line)) if cell_len(line[:n]) == cell_len(carets))
    assert line[position:].startswith('cvr = "12345678"'[: mark.count("^")])
