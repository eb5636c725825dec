"""Unicode normalization: one way to write each letter, so that texts can be compared."""

import unicodedata
from typing import Literal

_PIECE = 256
"""The most characters that are normalized together: marks on one letter are sorted in quadratic time."""


def normalize(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Normalize a text, a long one piece by piece, so that the time grows with its length only."""
    if len(text) <= _PIECE or text.isascii():
        return unicodedata.normalize(form, text)
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(unicodedata.normalize(form, piece) for piece in pieces)
