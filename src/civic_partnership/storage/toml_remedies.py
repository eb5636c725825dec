"""What to do about the usual mistakes in a TOML file, found by the line in which the parser stopped."""

import re

from civic_partnership.values import Label

CORRECT = Label("Ret filen på dette sted.", "Correct the file in this place.")
"""The remedy if nothing better is known."""
_LONGEST_LINE = 500
_NEAR = 200
_IN_THE_LINE: tuple[tuple[str, Label], ...] = (
    ("[“”„»«]", Label('Brug lige anførselstegn, "…".', 'Use straight quotation marks, "…".')),
    (
        r"=.*?\b[0-9]{1,2}[.\-/][0-9]{1,2}[.\-/][0-9]{4}",
        Label("Skriv dage som 2024-01-31.", "Write days as 2024-01-31."),
    ),
    (r"=\s*(ja|nej|yes|no)\b", Label("Skriv true eller false.", "Write true or false.")),
    (
        r"=\s*[0-9._]*[0-9](,[0-9]|[.][0-9]+[.,]| *[a-zæøå])",
        Label("Skriv tal som 200000 eller 28.5.", "Write numbers as 200000 or 28.5."),
    ),
    (
        r"^\s*\[+[^\]\"]*[^\]\"A-Za-z0-9_.\s\-]",
        Label("Brug kun a-z, 0-9 og - i id'er.", "Use only a-z, 0-9 and - in ids."),
    ),
    (r"^\s*[A-Za-z0-9_\-]+\s*:", Label("Skriv = i stedet for kolon.", "Write = instead of a colon.")),
    (r"=\s*[^\W\d]", Label('Sæt teksten i anførselstegn, "…".', 'Put the text in quotation marks, "…".')),
)
"""Pattern of a mistake anywhere in the line -> its remedy; the first that fits is given."""
_AT_THE_PLACE: tuple[tuple[str, Label], ...] = (
    (
        "[0-9]{4}-[0-9]+-[0-9]+",
        Label("Skriv en dag, der findes, som 2024-01-31.", "Write a day that exists, as 2024-01-31."),
    ),
    ("[T ]?[0-9]{1,2}:[0-9]{2}", Label("Skriv klokkeslæt som 17:00:00.", "Write times as 17:00:00.")),
    (
        r""",[ \t]*\}|\{(?:[^{}"'#\n]|"[^"\n]*"|'[^'\n]*'|\{[^{}\n]*\})*(?:#.*)?\n""",
        Label(
            "Skriv en tabel i { } på én linje, uden komma før }.",
            "Write a table in { } on one line, without a comma before }.",
        ),
    ),
    (
        r"\\[\s\S]{2}",
        Label(
            r"Skriv \\ for en omvendt skråstreg og \u001B for et tegn, der ikke kan skrives.",
            r"Write \\ for a backslash, and \u001B for a character that cannot be typed.",
        ),
    ),
)
"""Pattern of a mistake at the character at which the parser stopped -> its remedy."""


def find_toml_remedy(line: str, column: int) -> Label:
    """Find the remedy for a line in which the TOML parser stopped at a column, counted from 0."""
    start = max(0, column - _NEAR)
    near, place = f"{line}\n"[start : column + _NEAR], column - start
    for pattern, remedy in _AT_THE_PLACE:
        if any(match.start() <= place < match.end() for match in re.finditer(pattern, near)):
            return remedy
    line = line[:_LONGEST_LINE]
    return next((remedy for pattern, remedy in _IN_THE_LINE if re.search(pattern, line)), CORRECT)
