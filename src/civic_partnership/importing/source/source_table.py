"""The rows of a foreign file, whatever kind of file it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from attrs import field, frozen

from civic_partnership.errors import PathError
from civic_partnership.findings import format_path
from civic_partnership.model import about
from civic_partnership.values import Count, Label, normalize

NOT_COMPUTED = "#FORMEL!"
"""The text for a formula whose result a workbook does not hold."""

IsHeading = Callable[[str], bool]
"""Tells whether a text is a heading that the mapping of the file names."""


@frozen(kw_only=True)
class FileSettings:
    """How a file is read; a setting that is not given is found out from the file.

    Attributes:
        encoding: utf-8 or windows-1252; a byte order mark always means utf-8.
        delimiter: the character between cells.
        sheet: the sheet of a workbook; else the first.
        header: the row of the headings, counted from 1; else the first row with every column.
        until: words at the start of the rows that are totals. A row below one is read if it has as much as a
            record has.
        skip: columns that are left out on purpose.
        personal: columns with personal data; they fill personal fields only, or are left out.
    """

    encoding: Literal["utf-8", "windows-1252"] | None = field(
        default=None, metadata=about("tegnsæt", "encoding")
    )
    delimiter: str | None = field(default=None, metadata=about("skilletegn", "delimiter"))
    sheet: str | None = field(default=None, metadata=about("ark", "sheet"))
    header: Count | None = field(default=None, metadata=about("overskriftens række", "header"))
    until: tuple[str, ...] = field(default=(), metadata=about("indtil", "until"))
    skip: tuple[str, ...] = field(default=(), metadata=about("udelades", "skip"))
    personal: tuple[str, ...] = field(default=(), metadata=about("personoplysninger", "personal"))


class Row(NamedTuple):
    """One row of a foreign file.

    Attributes:
        number: the first line of the row, or the row of the sheet, counted from 1.
        cells: the texts of its cells, as a Danish spreadsheet shows them.
        broken: why the row cannot be read; None if it can be read.
        doubtful: whether the row may be part of a broken row before it.
        raw: the text of a broken or doubtful row; a lone surrogate stands for a byte that is no letter.
    """

    number: int
    cells: Sequence[str]
    broken: Label | None = None
    doubtful: bool = False
    raw: str = ""


@frozen(kw_only=True)
class SourceTable:
    """A foreign file that is open for reading.

    Attributes:
        rows: all rows that are not blank, with the headings; each is read when it is asked for.
        description: how the file is read, for people.
        holds_rejects: whether it is a file of rejected rows that came back.
    """

    rows: Iterator[Row]
    description: Label
    holds_rejects: bool = False


class MissingSheetError(Exception):
    """A workbook lacks the sheet that the mapping names; the argument is a `Label` with those that it has."""


def is_blank(cells: Iterable[str]) -> bool:
    """Tell whether all cells are empty or hold only blanks."""
    for cell in cells:  # noqa: SIM110 - it is asked of every row, and this is quicker
        if cell and not cell.isspace():
            return False
    return True


def normalize_heading(heading: str) -> str:
    """Return a heading without differences of case, of blanks, and of Unicode variants of a character.

    Two headings that people read as the same one are then equal, so that they can be compared.
    """
    return " ".join(normalize("NFKC", heading).casefold().split())


def read_error(path: Path, reason: Label) -> PathError:
    """Make the error for a file that cannot be read."""
    shown = format_path(path)
    return PathError(f"{shown} kan ikke læses: {reason.da}.", f"{shown} cannot be read: {reason.en}.")
