"""How wide labels are, about, and from which width of the picture on they have room.

A page without a script cannot measure its texts. So widths are estimated, rather too large than too small,
and labels that have no room on a phone have a class that hides them there.
"""

import unicodedata
from collections.abc import Sequence

WIDTHS = (320, 480, 640, 1000)
"""The widths of a picture in pixels that the stylesheet tells apart, narrowest first."""
_BESIDE, _NO_WIDTH = 6, 0.01
"""The pixels beside a label, and the per cent that stand for no width."""
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
    fitting = _find_width(width)
    return "" if fitting == WIDTHS[0] else f"from-{fitting}"


def choose_labels(texts: Sequence[str], size: int, per_cent: float) -> list[tuple[str, str]]:
    """Return the labels for a bar of a width in per cent, each with its class.

    Every picture shows the first of the texts that has room, or none.

    Args:
        texts: the texts, the longest first.
        size: the size of the letters in pixels.
        per_cent: the width of the bar.
    """
    labels: list[tuple[str, str]] = []
    below = 2 * WIDTHS[-1]
    for text in texts:
        needed = (text_width(text, size) + _BESIDE) * 100 / max(per_cent, _NO_WIDTH)
        narrowest = _find_width(needed)
        if needed <= WIDTHS[-1] and narrowest < below:
            classes = [narrowest_class(needed)] + [f"below-{below}"] * bool(labels)
            labels.append((text, " ".join(filter(None, classes))))
            below = narrowest
    return labels


def _find_width(width: float) -> int:
    """Return the narrowest of the widths that is enough, else the widest."""
    return next((each for each in WIDTHS if each >= width), WIDTHS[-1])
