"""Unicode normalization: each letter gets one and the same encoding, so that texts can be compared."""

import unicodedata
from typing import Literal

_PIECE = 256
"""The most characters that are normalized at once, because the time grows with the square of the number."""


def normalize(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Normalize a text; split a long text into pieces, so that the time grows only with its length."""
    if len(text) <= _PIECE or text.isascii():
        return unicodedata.normalize(form, text)
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(unicodedata.normalize(form, piece) for piece in pieces)
