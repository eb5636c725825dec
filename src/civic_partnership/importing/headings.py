"""Headings of columns, compared without regard to case, blanks and ways to write a letter."""

import re

from civic_partnership.values import normalize

YEAR = "{year}"
"""The placeholder of the year in the headings of wide columns."""


def normalize_heading(heading: str) -> str:
    """Remove differences of case, kinds of blanks and ways to write a letter."""
    return " ".join(normalize("NFKC", heading).casefold().split())


def year_pattern(headings: str) -> re.Pattern[str]:
    """Make a pattern for normalized headings of wide columns; its group is a year from 1900 to 2199."""
    before, _, after = normalize_heading(headings).partition(YEAR)
    return re.compile(f"{re.escape(before)}((?:19|20|21)[0-9]{{2}}){re.escape(after)}")
