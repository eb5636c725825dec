"""How wide texts are, about, and from which width of the picture on they have room.

A page without a script cannot measure its texts. So widths are estimated, rather too large than too small,
and labels that have no room on a phone have a class that hides them there.
"""

import unicodedata
from collections.abc import Sequence

WIDTHS = (320, 480, 640, 1000)
"""The widths of a picture in pixels that the stylesheet tells apart, narrowest first."""
USUAL_WIDTH = 640
"""About the width on paper, and on a small laptop."""
_NARROW = frozenset("iIjl.,:;'|!()[]/ ftr-1")
_WIDE = frozenset("mwMWæÆ@%&—")


def text_width(text: str, size: int) -> float:
    """Estimate the pixels of a text in a font of a size."""
    return size * sum(map(_width, text))


def _width(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.92
    if ord(character) < 0x250:
        return 0.7 if character.isupper() else 0.58
    return 0.0 if unicodedata.combining(character) else 1.05


def narrowest_class(width: float) -> str:
    """Return the class of what needs a picture of a width in pixels; an empty one if it always has room."""
    fitting = next((each for each in WIDTHS if each >= width), None)
    return "" if fitting == WIDTHS[0] else f"from-{fitting or WIDTHS[-1]}"


def choose_label(texts: Sequence[str], size: int, per_cent: float) -> tuple[str, str | None]:
    """Return the label for a bar of a width in per cent, and its class.

    It is the first of the texts that has room in a picture of usual width, else the last. The class is None
    if no picture has room for it.
    """
    for text in texts:
        needed = (text_width(text, size) + 6) * 100 / max(per_cent, 0.01)
        if needed <= USUAL_WIDTH:
            return text, narrowest_class(needed)
        if text == texts[-1] and needed <= WIDTHS[-1]:
            return text, narrowest_class(needed)
    return "", None


def wrap(text: str, size: int, width: float, most: int) -> list[str]:
    """Break a text into lines of a width in pixels; what is more than the most lines ends in `…`."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest:
        length = _find_break(rest, size, width)
        if len(lines) == most - 1 and length < len(rest):
            return [*lines, f"{rest[: _find_break(rest, size, width - size)].rstrip()}…"]
        lines.append(rest[:length].rstrip())
        rest = rest[length:].lstrip()
    return lines


def _find_break(text: str, size: int, width: float) -> int:
    """Return how many characters have room: up to a blank, if there is one; one at least."""
    used = 0.0
    for place, character in enumerate(text):
        used += size * _width(character)
        if used > width:
            blank = text.rfind(" ", 0, place + 1)
            return blank if blank > 0 else max(1, place)
    return len(text)
