"""How headings of columns are compared: whatever their case and blanks, and how letters are written."""

import re
import unicodedata

YEAR = "{year}"
"""What stands for the year in the headings of wide columns."""


def folded(heading: str) -> str:
    """A heading without regard to case, kinds of blanks and ways to write a letter."""
    return " ".join(unicodedata.normalize("NFKC", heading).casefold().split())


def wide(headings: str) -> re.Pattern[str]:
    """What the folded headings of wide columns look like; its group is the year."""
    before, _, after = folded(headings).partition(YEAR)
    return re.compile(f"{re.escape(before)}([0-9]{{4}}){re.escape(after)}")
