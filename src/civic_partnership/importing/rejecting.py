"""Why a row is not taken in: rules of their own beside those about the shape of records."""

from typing import NamedTuple

from civic_partnership.findings import INVALID_VALUE, MISSING_FIELD, sanitize
from civic_partnership.values import InvalidValue, Label
from civic_partnership.values.identifiers import Damaged

UNREADABLE_ROW = "unreadable-row"
CPR_NUMBER = "cpr-number"
DAMAGED_BY_SPREADSHEET = "damaged-by-spreadsheet"
DOUBTFUL_MATCH = "doubtful-match"
ROW_CONFLICT = "row-conflict"
ALREADY_RECORDED = "already-recorded"


class Reason(NamedTuple):
    """One reason why a row is not taken in.

    Attributes:
        rule: the name of what it breaks.
        message: what is wrong and what to do; never what stands in a cell.

    """

    rule: str
    message: Label


class Rejected(Exception):  # noqa: N818 - told with the row, never raised to a caller
    """A row is not taken in.

    Attributes:
        reasons: why.

    """

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def of_cell(heading: str, error: InvalidValue) -> Reason:
    """Why a cell cannot be read."""
    rule = DAMAGED_BY_SPREADSHEET if isinstance(error, Damaged) else INVALID_VALUE.name
    shown = sanitize(heading)
    return Reason(
        rule, Label(f"Kolonnen {shown}: {error.reason.da}.", f"The column {shown}: {error.reason.en}.")
    )


def of_empty(heading: str) -> Reason:
    """That a cell is empty in which something must stand."""
    shown = sanitize(heading)
    return Reason(
        MISSING_FIELD.name,
        Label(f"Kolonnen {shown}: der skal stå noget.", f"The column {shown}: something must stand here."),
    )
