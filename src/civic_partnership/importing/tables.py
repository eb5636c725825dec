"""The rows of a foreign file, whatever kind of file it is: their cells, and how they stand there."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from attrs import frozen

from civic_partnership.errors import PathError
from civic_partnership.findings import format_path
from civic_partnership.values import Label

REJECT_HEADINGS = ("Afvist: linje", "Afvist: regel", "Afvist: fordi")
"""The headings that a file of rejected rows has before its own; they are taken off when it comes back."""

GUARDED_HEADINGS = (*REJECT_HEADINGS[:2], f"{REJECT_HEADINGS[2]} (' foran = + - @ hører ikke med til cellen)")
"""The same for rows of a workbook, in which an apostrophe keeps a text from becoming a formula."""


class Row(NamedTuple):
    """One row of a foreign file.

    Attributes:
        number: the line that it begins in, or the row of the sheet, counted from 1.
        cells: what stands in it; what a spreadsheet shows, written in Danish.
        raw: its bytes, with the end of the line; of a row in a workbook, these cells as CSV.
        broken: why it cannot be read; None where it can.
        doubtful: whether it may be part of a broken row before it.

    """

    number: int
    cells: Sequence[str]
    raw: bytes
    broken: Label | None = None
    doubtful: bool = False


@frozen(kw_only=True)
class Written:
    """How the rows of a file are written, so that others can be written like them.

    Attributes:
        encoding: the encoding of the text, `utf-8` or `cp1252`.
        delimiter: what stands between cells.
        mark: the byte order mark, or nothing.
        end: what ends a line.
        guarded: whether an apostrophe stands before what a spreadsheet would run, as in rows of a workbook.

    """

    encoding: str
    delimiter: str
    mark: bytes = b""
    end: bytes = b"\r\n"
    guarded: bool = False

    @property
    def reject_headings(self) -> tuple[str, ...]:
        """The headings before those of the file itself where its rows are rejected."""
        return GUARDED_HEADINGS if self.guarded else REJECT_HEADINGS

    def joined(self, cells: Iterable[str]) -> bytes:
        """Cells as this file would write them; a letter that its encoding lacks becomes `?`."""
        special = (self.delimiter, '"', "\r", "\n")
        quoted = (
            '"' + cell.replace('"', '""') + '"' if any(each in cell for each in special) else cell
            for cell in cells
        )
        return self.delimiter.join(quoted).encode(self.encoding, "replace")


@frozen(kw_only=True)
class ForeignTable:
    """A foreign file, opened.

    Attributes:
        written: how its rows are written.
        rows: all rows in which something stands, also the headings; each is read when it is asked for.
        read_as: how it was read, for people.
        comes_back: whether it is a file of rejected rows that was sent back.

    """

    written: Written
    rows: Iterator[Row]
    read_as: Label
    comes_back: bool = False


def is_blank(cells: Iterable[str]) -> bool:
    """Whether nothing stands in any of the cells."""
    for cell in cells:  # noqa: SIM110 - it is asked of every row, and this is quicker
        if cell and not cell.isspace():
            return False
    return True


def unreadable(path: Path, da: str, en: str) -> PathError:
    """That a file cannot be read, and why."""
    shown = format_path(path)
    return PathError(f"{shown} kan ikke læses: {da}.", f"{shown} cannot be read: {en}.")
