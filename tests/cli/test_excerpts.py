"""Excerpts on screens of any width."""

import pytest
from cli.terminal import shown
from hypothesis import given, strategies as st
from rich.cells import cell_len

from civic_partnership.cli.excerpts import clip
from civic_partnership.storage import Excerpt

lines = st.text('abcæ =",{}漢字e\u0301👩', min_size=1, max_size=100).filter(lambda text: text == text.strip())


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    """A line with a mark somewhere in it."""
    text = draw(lines)
    start = draw(st.integers(0, len(text) - 1))
    length = draw(st.integers(1, len(text) - start))
    return Excerpt(line=draw(st.integers(1, 99_999)), text=text, start=start, length=length)


@given(excerpts(), st.integers(12, 130))
def test_an_excerpt_fits_and_the_mark_stands_below_what_it_marks(excerpt: Excerpt, room: int) -> None:
    """The line and its mark fit; what stands above the mark is the marked text, or its beginning."""
    text, start, length = clip(excerpt, room)
    marked = excerpt.text[excerpt.start : excerpt.start + excerpt.length]

    assert cell_len(text) <= room
    assert start + length <= max(room, start + 1)
    if cell_len(excerpt.text) <= room:
        assert excerpt.text == text
    before = _until(text, start)
    above = text[len(before) :]
    assert marked.startswith(above[: _letters(above, length)])
    assert excerpt.text[: excerpt.start].endswith(before.removeprefix("…"))


def _letters(text: str, cells: int) -> int:
    """How many letters cover so many cells."""
    return next((n for n in range(len(text) + 1) if cell_len(text[:n]) >= cells), len(text))


def _until(text: str, cells: int) -> str:
    """The longest beginning that covers so many cells: letters that combine belong to the one before."""
    return max((text[:n] for n in range(len(text) + 1) if cell_len(text[:n]) <= cells), key=len)


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
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
