"""Unicode normalization: each letter gets one encoding, so that texts can be compared."""

import unicodedata
from typing import Literal

_PIECE = 256
"""The most characters that are normalized at once.

The time to sort many marks on one letter grows with the square of their number.
"""


def normalize(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a Unicode normal form.

    A long text is split into pieces, so that the time grows only with the length of the text.
    """
    if len(text) <= _PIECE or text.isascii():
        return unicodedata.normalize(form, text)
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(unicodedata.normalize(form, piece) for piece in pieces)
