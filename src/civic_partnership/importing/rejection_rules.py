"""The rules that reject rows, and the sentences that tell why."""

from typing import NamedTuple

from civic_partnership.findings import INVALID_VALUE, MISSING_FIELD, sanitize
from civic_partnership.values import Damaged, InvalidValue, Label

UNREADABLE_ROW = "unreadable-row"
CPR_NUMBER = "cpr-number"
DAMAGED_BY_SPREADSHEET = "damaged-by-spreadsheet"
DOUBTFUL_MATCH = "doubtful-match"
ROW_CONFLICT = "row-conflict"
ALREADY_RECORDED = "already-recorded"
MAY_BE_A_TOTAL = "may-be-a-total"

LIKE_A_TOTAL = Label(
    "Rækken begynder som en sum, men kan være en post. Er den en sum, så slet den; er den en post, så skriv "
    "i until i kolonneopsætningen præcis, hvad summerne hedder.",
    "The row begins like a total, but may be a record. If it is a total, delete it; if it is a record, write "
    "in until in the mapping exactly how the totals are called.",
)
BELOW_TOTAL = Label(
    "Rækken står under en sum og kan være en note. Er den en note, så slet den; behold den ellers.",
    "The row stands below a total and may be a note. If it is a note, delete it; else keep it.",
)

UNMATCHED_QUOTES = Label(
    'anførselstegn i rækken passer ikke sammen; skriv "" for et anførselstegn inde i en celle',
    'quotation marks in the row do not match; write "" for one inside a cell',
)
LONG_CELL = Label("en celle er for lang til en tabel", "a cell is too long for a table")
STRAY_RETURN = Label(
    "et linjeskift står midt i rækken; sæt cellen i anførselstegn",
    "the row is broken by the end of a line; put the cell in quotation marks",
)
FOREIGN_LETTERS = Label(
    "rækken har tegn, der ikke hører til filens tegnsæt; gem filen som UTF-8",
    "the row has letters that are not of the file's encoding; save the file as UTF-8",
)
PART_OF_BROKEN_ROW = Label(
    "den kan være en del af den foregående, som ikke kan læses; ret begge",
    "it may be a part of the one before, which cannot be read; correct both",
)
NO_REASONS = Label(
    "rækken har ikke de 3 kolonner foran, som filen med afviste rækker har",
    "the row lacks the 3 columns in front that a file of rejected rows has",
)
STILL_BROKEN = Label(
    "den står som rå tekst; skriv dens celler i hver sin kolonne",
    "it stands as raw text; write each of its cells into its own column",
)
BROKEN_ROW_REASONS = (
    *(UNMATCHED_QUOTES, LONG_CELL, STRAY_RETURN, FOREIGN_LETTERS),
    *(PART_OF_BROKEN_ROW, NO_REASONS, STILL_BROKEN),
)
"""Every reason why a row has no cells that can be trusted."""


class Reason(NamedTuple):
    """One reason why a row is rejected: the rule that it breaks, and a message without the text of a cell."""

    rule: str
    message: Label


class Rejected(Exception):  # noqa: N818 - reported with the row, never raised to a caller
    """Raised to reject a row, with the reasons."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def unreadable_row(reason: Label) -> Reason:
    """Make the reason for a row that cannot be read."""
    return Reason(
        UNREADABLE_ROW, Label(f"Rækken kan ikke læses: {reason.da}.", f"The row cannot be read: {reason.en}.")
    )


def unreadable_cell(heading: str, error: InvalidValue) -> Reason:
    """Make the reason for a cell that cannot be read."""
    rule = DAMAGED_BY_SPREADSHEET if isinstance(error, Damaged) else INVALID_VALUE.name
    return Reason(rule, _in_column(heading, error.reason))


def empty_cell(heading: str) -> Reason:
    """Make the reason for an empty cell in a column that must be filled."""
    reason = Label("der skal stå noget", "something must stand here")
    return Reason(MISSING_FIELD.name, _in_column(heading, reason))


def _in_column(heading: str, reason: Label) -> Label:
    name = sanitize(heading)
    return Label(f"Kolonnen {name}: {reason.da}.", f"The column {name}: {reason.en}.")
