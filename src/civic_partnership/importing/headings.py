"""How headings of columns are compared: whatever their case and blanks, and how letters are written."""

import re

from civic_partnership.values import normalize

YEAR = "{year}"
"""What stands for the year in the headings of wide columns."""


def normalize_heading(heading: str) -> str:
    """A heading without regard to case, kinds of blanks and ways to write a letter."""
    return " ".join(normalize("NFKC", heading).casefold().split())


def wide(headings: str) -> re.Pattern[str]:
    """What the folded headings of wide columns look like; its group is the year, one that a date may have."""
    before, _, after = normalize_heading(headings).partition(YEAR)
    return re.compile(f"{re.escape(before)}((?:19|20|21)[0-9]{{2}}){re.escape(after)}")
