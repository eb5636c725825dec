"""Texts that a file format may have no place for, and that every exporter takes."""

from collections.abc import Iterator, Set as AbstractSet

from civic_partnership.exporting import FieldPath
from civic_partnership.model import Register

from .leaves import with_texts

LONG = "ø" * 40_000
"""Longer than a cell of a spreadsheet can be."""
_NONCHARACTERS = "".join(map(chr, range(0xFDD0, 0xFDF0))) + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
STRANGE = (
    "".join(map(chr, (*range(0x20), *range(0x7F, 0xA1)))),
    _NONCHARACTERS,
    "\u200b\u200d\u200e\u202a\u202e\u2028\u2029\u2066\u2069\ufeff\ufffd\ue000\U000e0001\U0010fffd",
    "é e\u0301 \u0130 \u0131 ß ǆ ﷺ 👩\u200d👩\u200d👧 \U0001f1e9\U0001f1f0 העברית العربية 漢字 ไทย",
    "]]> <!-- --> </text> & &amp; &#0; \"quoted\" 'quoted' \\ \\n %s %d {0} ${x} `x` |;,\t",
    LONG,
)
"""Controls, what is no character, what is not seen, what is joined, what means something to a format."""
MARKS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
"""What a formula may begin with."""
_PIECE = 16384


def all_the_same(register: Register, text: str) -> Register:
    """A register with one text wherever it has a free one."""
    return with_texts(register, lambda _: f"x{text}")


def marked(register: Register, mark: str) -> Register:
    """A register in which every free text begins with a mark."""
    return with_texts(register, lambda text: f"{mark}{text}")


def all_of_unicode(register: Register, carries: AbstractSet[FieldPath]) -> Iterator[Register]:
    """The register with other texts, until its carried texts have held every letter there is."""
    pieces = _pieces()
    used: list[str] = []

    def piece(_: str) -> str:
        used.append(next(pieces, ""))
        return used[-1] or "x"

    while True:
        used.clear()
        other = with_texts(register, piece, carries)
        if not any(used):
            return
        yield other


def _pieces() -> Iterator[str]:
    """All letters of Unicode, so many at a time; surrogates are none."""
    for start in range(0, 0x110000, _PIECE):
        numbers = (number for number in range(start, start + _PIECE) if not 0xD800 <= number < 0xE000)
        yield "".join(map(chr, numbers))
