"""The sheets of a workbook: which one is read, and what people should know beside its rows."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import frozen

from civic_partnership.findings import sanitize
from civic_partnership.values import Label

from .cell_text import normalize_heading


class MissingSheetError(Exception):
    """A workbook lacks the sheet that the mapping names; the argument is a `Label` with those that it has."""


class SheetSize(NamedTuple):
    """A sheet of a workbook, whether it can be seen, and how many of its rows are not blank."""

    title: str
    is_visible: bool
    rows: int

    def describe(self) -> Label:
        """Name the sheet, and say how many rows it has and whether it is hidden."""
        shown = sanitize(self.title)
        da, en = ("række", "row") if self.rows == 1 else ("rækker", "rows")
        hidden = Label("", "") if self.is_visible else Label("skjult, ", "hidden, ")
        return Label(f'"{shown}" ({hidden.da}{self.rows} {da})', f'"{shown}" ({hidden.en}{self.rows} {en})')


@frozen(kw_only=True)
class OpenSheet:
    """The sheet of a workbook that is read, and what stands in the workbook beside its cells.

    Attributes:
        size: the sheet.
        others: the other sheets that have rows.
        hidden_rows: how many of the rows that were read are hidden in the sheet.
        struck_rows: how many have text that is struck out.
        comments: how many comments stand at cells of the sheet.
    """

    size: SheetSize
    others: Sequence[SheetSize]
    hidden_rows: int
    struck_rows: int
    comments: int

    def describe_others(self) -> Label:
        """Name the other sheets that have rows."""
        labels = [each.describe() for each in self.others]
        return Label(", ".join(each.da for each in labels), ", ".join(each.en for each in labels))

    def notes(self) -> Iterator[Label]:
        """Yield a sentence for each thing that there is beside the cells."""
        if self.others:
            others = self.describe_others()
            yield Label(
                f"Andre ark, som ikke er læst: {others.da}. Er det et andet ark, så skriv det som sheet.",
                f"Other sheets, not read: {others.en}. If another sheet is meant, write it as sheet.",
            )
        if self.hidden_rows:
            yield Label(
                f"Rækker, som er skjult i arket, men læst som de andre: {self.hidden_rows}.",
                f"Rows that are hidden in the sheet, but read as the others: {self.hidden_rows}.",
            )
        if self.struck_rows:
            yield Label(
                f"Rækker med overstreget tekst, læst som de andre: {self.struck_rows}. "
                "Slet dem i arket, hvis de ikke gælder mere.",
                f"Rows with struck-out text, read as the others: {self.struck_rows}. "
                "Delete them in the sheet if they are no longer valid.",
            )
        if self.comments:
            yield Label(
                f"Kommentarer til celler, som ikke er læst: {self.comments}.",
                f"Comments on cells, not read: {self.comments}.",
            )


def choose_sheet(sheets: Sequence[SheetSize], title: str | None) -> int:
    """Return the place of the sheet with a title, else of the first that can be seen and holds something.

    Raises:
        MissingSheetError: no sheet has this title.
    """
    if title is None:
        return max(range(len(sheets)), key=lambda place: (sheets[place].is_visible, sheets[place].rows > 0))
    wanted = normalize_heading(title)
    for place, sheet in enumerate(sheets):
        if normalize_heading(sheet.title) == wanted:
            return place
    known = ", ".join(sanitize(sheet.title) for sheet in sheets)
    raise MissingSheetError(
        Label(f"Filen har ikke dette ark. Den har: {known}.", f"The file has no such sheet. It has: {known}.")
    )
