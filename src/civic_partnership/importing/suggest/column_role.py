"""The role of a column in a suggested mapping, with the reason and what is not sure about it."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from civic_partnership.exporting import FieldPath, field_label
from civic_partnership.importing.source import column_letters
from civic_partnership.values import Label

from .cell_notation import Notation
from .cell_readings import list_lines
from .column_contents import Fit
from .heading_words import is_side

ColumnUse = Literal["field", "personal", "skip"]


@frozen(kw_only=True)
class Role:
    """What a column is used for, or several wide columns.

    Attributes:
        use: a field, personal data, or nothing.
        places: the columns.
        headings: their headings.
        path: the field that is filled.
        pattern: the headings of wide columns: `Tilskud {year}`.
        reason: why.
        doubt: what is not sure; None if nothing.
        notation: the setting that the cells need; None if they need none.
    """

    use: ColumnUse
    places: tuple[int, ...]
    headings: tuple[str, ...]
    path: FieldPath = ""
    pattern: str | None = None
    reason: Label
    doubt: Label | None = None
    notation: Notation | None = None

    def describe(self) -> Label:
        """Say in which columns the role is, and why."""
        letters = name_columns(self.places)
        return Label(f"kolonne {letters}: {self.reason.da}", f"column {letters}: {self.reason.en}")


def name_columns(places: Sequence[int]) -> str:
    """Return the letters of columns as a spreadsheet shows them: `D`, or `D-G` for several."""
    first, last = column_letters(places[0]), column_letters(places[-1])
    return first if first == last else f"{first}-{last}"


def field_reason(path: FieldPath, reason: Label | None) -> Label:
    """Say which field is filled, and why."""
    label = field_label(path.rpartition(".")[0] if is_side(path) else path)
    return label if reason is None else Label(f"{label.da}; {reason.da}", f"{label.en}; {reason.en}")


def unfit_reason(fit: Fit) -> Label | None:
    """Say which cells cannot be read, and what is not sure about the others; None if nothing is wrong."""
    lines, number = list_lines(fit.unfit), len(fit.unfit)
    unfit = Label(
        f"{number} af {fit.filled} celler kan ikke læses; rækkerne afvises (linje {lines})",
        f"{number} of {fit.filled} cells cannot be read; the rows are rejected (line {lines})",
    )
    return join_doubts(unfit if fit.unfit else None, notation_doubt(fit))


def notation_doubt(fit: Fit) -> Label | None:
    """Say why a setting is not written that the cells may need; None if there is no such setting."""
    return fit.notation.doubt if fit.notation is not None and fit.notation.value is None else None


def join_doubts(*doubts: Label | None) -> Label | None:
    """Join the doubts that there are."""
    found = [doubt for doubt in doubts if doubt is not None]
    return (
        Label("; ".join(each.da for each in found), "; ".join(each.en for each in found)) if found else None
    )
