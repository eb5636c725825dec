"""The text of foreign cells: compare it, remove letters without width, find lost letters, undo escapes."""

import re
from collections.abc import Iterable
from typing import Final

from civic_partnership.values import normalize

_INVISIBLE: Final = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Letters without width that change no word. Those that join letters in other scripts are kept."""

_OFTEN_GARBLED = "æøåÆØÅéèäöüÉÄÖÜóáíñ§°½€\u00a0\u00b4\u2013\u2014\u2018\u2019\u201c\u201d\u2026"


def _garble(letter: str, codec: str) -> str:
    """Return what a program shows that reads the UTF-8 of a letter in another encoding."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in letter.encode())


_GARBLED: Final = {
    _garble(letter, codec) for codec in ("cp1252", "mac_roman", "cp850") for letter in _OFTEN_GARBLED
}
_DAMAGED: Final = re.compile("|".join(map(re.escape, ["\ufffd", *sorted(_GARBLED)])))

_WRAPPED: Final = re.compile(r'="((?:[^"]|"")*)"')
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def is_blank(cells: Iterable[str]) -> bool:
    """Tell whether all cells are empty or hold only blanks."""
    for cell in cells:  # noqa: SIM110 - it is asked of every row, and this is quicker
        if cell and not cell.isspace():
            return False
    return True


def normalize_heading(heading: str) -> str:
    """Return a heading without differences of case, of blanks, and of Unicode variants of a character.

    Two headings that people read as the same one are then equal, so that they can be compared.
    """
    return " ".join(normalize("NFKC", heading).casefold().split())


def remove_invisible(text: str) -> str:
    """Remove letters without width, such as a second byte order mark or a soft hyphen."""
    return _INVISIBLE.sub("", text)


def has_lost_letters(text: str) -> bool:
    """Tell whether a program has lost a letter of a text, or has decoded the text twice (`Ã¥` for `å`)."""
    return _DAMAGED.search(text) is not None


def unwrap(cell: str) -> str:
    """Return the text in `="…"`, by which exports keep a spreadsheet from changing it; else the cell."""
    found = _WRAPPED.fullmatch(cell)
    return found[1].replace('""', '"') if found else cell


def unescape(text: str) -> str:
    """Return the text of a string in a workbook, in which `_x000D_` stands for a carriage return.

    Each end of a line becomes a line feed. Other control characters are removed: no cell shows them.
    """
    return _ESCAPED.sub(_unescape_one, text).replace("\r\n", "\n").replace("\r", "\n")


def _unescape_one(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"
    return letter if letter in "\t\n\r" or letter.isprintable() else ""
