"""What people should know of a sheet beside its cells: other sheets, hidden and struck-out rows, comments."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Any

from civic_partnership.values import Label

from .sheets import SheetSize

_COMMENT = re.compile(rb"<(?:\w+:)?comment[\s>]")
_TRUE = ("1", "true")


class SheetNotes:
    """Counts what stands in a workbook beside the rows that are read.

    Attributes:
        hidden_rows: how many of the rows that were read are hidden in the sheet.
        struck_rows: how many have text that is struck out.
    """

    def __init__(self, *, others: Sequence[SheetSize], comments: int) -> None:
        """Begin before any row is read.

        Args:
            others: the sheets that are not read.
            comments: how many comments stand at cells of the sheet.
        """
        self._others = [each for each in others if each.rows]
        self._comments = comments
        self.hidden_rows = self.struck_rows = 0

    def labels(self) -> list[Label]:
        """Return a sentence for each thing that there is."""
        return list(self._labels())

    def _labels(self) -> Iterator[Label]:
        if self._others:
            da = ", ".join(each.describe().da for each in self._others)
            en = ", ".join(each.describe().en for each in self._others)
            yield Label(
                f"Andre ark, som ikke er læst: {da}. Er det et andet ark, så skriv det som sheet.",
                f"Other sheets, not read: {en}. If another sheet is meant, write it as sheet.",
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
        if self._comments:
            yield Label(
                f"Kommentarer til celler, som ikke er læst: {self._comments}.",
                f"Comments on cells, not read: {self._comments}.",
            )


def count_comments(book: Any, sheet: Any) -> int:
    """Count the comments on cells of a sheet."""
    from openpyxl.packaging.relationship import get_dependents  # noqa: PLC0415 - an extra

    archive = book._archive  # noqa: SLF001 - no other way tells
    folder, name = posixpath.split(sheet._worksheet_path.lstrip("/"))  # noqa: SLF001
    links = f"{folder}/_rels/{name}.rels"
    if links not in archive.namelist():
        return 0
    return sum(
        len(_COMMENT.findall(archive.read(link.target.lstrip("/"))))
        for link in get_dependents(archive, links)
        if link.Type.endswith("/comments")
    )


def struck_styles(book: Any) -> frozenset[int]:
    """Return the numbers of the cell styles that strike the text out."""
    fonts = book._fonts  # noqa: SLF001 - the cells only have the numbers of their styles
    return frozenset(
        number
        for number, style in enumerate(book._cell_styles)  # noqa: SLF001
        if style.fontId < len(fonts) and fonts[style.fontId].strike
    )


def hides_row(parser: Any, number: int) -> bool:
    """Tell whether a row that was just parsed is hidden."""
    return parser.row_dimensions.get(str(number), {}).get("hidden") in _TRUE
