"""Texts for which a format may have no place, and which every exporter takes."""

LONG = "ø" * 40_000
"""A text longer than a cell of a spreadsheet can be."""
HOSTILE_TEXTS = (
    "x" + "".join(map(chr, (*range(0x20), *range(0x7F, 0xA1)))),
    "x" + "".join(map(chr, range(0xFDD0, 0xFDF0))) + "\ufffe\uffff\U0001fffe\U0010ffff",
    "\u200b\u200d\u200e\u202a\u202e\u2028\u2029\u2066\u2069\ufeff\ufffd\ue000\U000e0001\U0010fffd",
    "é e\u0301 \u0130 \u0131 ß ǆ ﷺ 👩\u200d👩\u200d👧 \U0001f1e9\U0001f1f0 העברית العربية 漢字 ไทย",
    "]]> <!-- --> </text> & &amp; &#0; \"quoted\" 'quoted' \\ \\n %s %d {0} ${x} `x` |;,\t _x0041_ \\u0041",
    LONG,
)
"""Controls, what is no character, what is invisible or joined, and what means something to a format."""
FORMULA_MARKS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
"""The characters that a formula may begin with."""
PERSONS = ("ᚁᚂᚃᚄ", "ᚅᚆᚇᚈ")
"""Names in letters of Ogham: nothing else in a register has several of them in a row."""
