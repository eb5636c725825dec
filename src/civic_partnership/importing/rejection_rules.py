"""The rules that reject rows, and the sentences that tell why."""

import re
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
    "Rækken står under en sum eller en forklaring og kan være en note. Er den en note, så slet den; behold "
    "den ellers.",
    "The row stands below a total or a legend and may be a note. If it is a note, delete it; else keep it.",
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
HEADINGS_IN_OTHER_ORDER = Label(
    "over den står overskrifterne igen i en anden rækkefølge; flyt dens celler, så de står under filens "
    "første overskrifter",
    "above it the headings stand again in another order; move its cells below the first headings of the file",
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


_SHOWN = 40
"""So many characters of a text that was refused are shown."""
_MAYBE_PERSONAL = re.compile(
    r"@|(?:[0-9][ .+/-]*){8}|[A-ZÆØÅ][a-zæøåéüöä]+[ ,]+(?:[A-ZÆØÅ]\.? )*[A-ZÆØÅ][a-zæøåéüöä]+"
)
"""A sign of a mail address, of a phone number or CPR number, or two words as in a person's name."""


class Reason(NamedTuple):
    """One reason why a row is rejected: the rule that it breaks, and a message without personal data."""

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


def unreadable_cell(heading: str, error: InvalidValue, text: str = "") -> Reason:
    """Make the reason for a cell that cannot be read; `text` is shown if it is not empty."""
    rule = DAMAGED_BY_SPREADSHEET if isinstance(error, Damaged) else INVALID_VALUE.name
    shown = sanitize(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
    da, en = (f' har "{shown}"', f' has "{shown}"') if text else ("", "")
    return Reason(rule, _in_column(heading, error.reason, da, en))


def hide_personal(text: str) -> str:
    """Return a text that was refused; nothing if it may be a name, an address of mail, or a long number."""
    return "" if _MAYBE_PERSONAL.search(text) else text


def empty_cell(heading: str) -> Reason:
    """Make the reason for an empty cell in a column that must be filled."""
    reason = Label("der skal stå noget", "something must stand here")
    return Reason(MISSING_FIELD.name, _in_column(heading, reason))


def lost_letters(heading: str) -> Reason:
    """Make the reason for a cell in which a program has lost letters."""
    reason = Label(
        "et program har ødelagt bogstaver i teksten, som når å bliver til Ã¥; skriv den igen",
        "a program has damaged letters of the text, as when å becomes Ã¥; write it again",
    )
    return Reason(DAMAGED_BY_SPREADSHEET, _in_column(heading, reason))


def doubtful_number(heading: str) -> Reason:
    """Make the reason for a cell with ten digits that may be a civil registration number."""
    message = Label(
        "der står ti cifre, som kan være et CPR-nummer. Er det andre numre, så nævn kolonnen i skip, "
        'eller skriv kind = "number" og reason ved den i kolonneopsætningen; slet ellers nummeret',
        "ten digits stand here that may be a civil registration number (CPR). If these are other numbers, "
        'name the column in skip, or write kind = "number" and reason with it in the mapping; else delete it',
    )
    return Reason(CPR_NUMBER, _in_column(heading, message))


def absent_record(record: Label, field: Label) -> Reason:
    """Make the reason for a row without the record that a field must name."""
    message = Label(
        f"Rækken har ingen {record.da}, men feltet {field.da} skal udfyldes.",
        f"The row has no {record.en}, but the field {field.en} must be filled.",
    )
    return Reason(MISSING_FIELD.name, message)


def _in_column(heading: str, reason: Label, da: str = "", en: str = "") -> Label:
    """Return the sentence about a cell; `da` and `en` say what stands in it."""
    name = sanitize(heading)
    return Label(f"Kolonnen {name}{da}: {reason.da}.", f"The column {name}{en}: {reason.en}.")
