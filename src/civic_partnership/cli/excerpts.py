"""Excerpts of files: a line with carets under what a finding is about, on a screen of any width."""

from rich.cells import cell_len
from rich.text import Text

from civic_partnership.storage import Excerpt

from .screen import Screen

_LEAST_CELLS = 12
"""So much of a line is shown on the narrowest screen."""


def print_excerpt(screen: Screen, excerpt: Excerpt, style: str) -> None:
    """Print a line of a file, cut to fit, with carets below what the finding is about."""
    number = str(excerpt.line)
    margin = f"  {number} │ "
    room = screen.width - cell_len(margin) if screen.wraps else cell_len(excerpt.text)
    text, start, length = clip(excerpt, max(room, _LEAST_CELLS))
    screen.print(Text.assemble((margin, "dim"), text), soft_wrap=True)
    margin_below = f"  {' ' * len(number)} │ "
    screen.print(Text.assemble((margin_below, "dim"), (" " * start + "^" * length, style)), soft_wrap=True)


def clip(excerpt: Excerpt, room: int) -> tuple[str, int, int]:
    """Cut the line of an excerpt to so many cells; return it with the start and length of its mark.

    `…` stands where something is cut. A wide letter takes two cells, a combining one none.
    """
    end = excerpt.start + excerpt.length
    before, marked, after = (
        excerpt.text[: excerpt.start],
        excerpt.text[excerpt.start : end],
        excerpt.text[end:],
    )
    if cell_len(excerpt.text) > room and cell_len(before + marked) >= room:
        before = _cut_beginning(before, room // 5)
    line = before + marked + after
    text = _cut_end(line, room)
    last = cell_len(text) - (text != line)  # no caret stands under the last `…`
    start = cell_len(before)
    return text, start, max(1, min(cell_len(before + marked), last) - start)


def _cut_beginning(text: str, room: int) -> str:
    """Return the end of a text, as much as fits behind `…`; all of it where that fits."""
    if cell_len(text) <= room:
        return text
    while text and (cell_len(text) >= room or cell_len(text[0]) == 0):
        text = text[1:]
    return f"…{text}"


def _cut_end(text: str, room: int) -> str:
    """Return the beginning of a text, as much as fits before `…`; all of it where that fits."""
    if cell_len(text) <= room:
        return text
    while cell_len(text) >= room:
        text = text[:-1]
    return f"{text}…"
