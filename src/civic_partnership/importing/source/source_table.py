"""The rows of a foreign file, whatever kind of file it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from attrs import field, frozen

from civic_partnership.errors import PathError
from civic_partnership.findings import format_path
from civic_partnership.model import about
from civic_partnership.values import Count, Label, normalize

from .encoding_detection import EncodingName

NOT_COMPUTED = "#FORMEL!"
"""The text for a formula whose result a workbook does not hold."""

DecimalSign = Literal[",", "."]
"""The sign before the decimals of a number in a text."""

IsHeading = Callable[[str], bool]
"""Tells whether a text is a heading that the mapping of the file names."""


@frozen(kw_only=True)
class FileSettings:
    """How a file is read; a setting that is not given is found out from the file.

    Attributes:
        encoding: utf-8, windows-1252, macintosh, cp850 or cp865; a byte order mark always means utf-8.
        delimiter: the character between cells.
        sheet: the sheet of a workbook; else the first that can be seen.
        header: the row of the headings, counted from 1; else the first row with every column.
        header_rows: how many rows the headings have, from this row on; else one. `Tilskud` above `2021` is
            the heading `Tilskud 2021`.
        until: words at the start of the rows that are totals. A row below one is read if it has as much as a
            record has.
        skip: columns that are left out on purpose.
        personal: columns with personal data; they fill personal fields only, or are left out.
        decimal: the decimal sign of numbers in texts: a comma (if not given) or a point.
    """

    encoding: EncodingName | None = field(default=None, metadata=about("tegnsæt", "encoding"))
    delimiter: str | None = field(default=None, metadata=about("skilletegn", "delimiter"))
    sheet: str | None = field(default=None, metadata=about("ark", "sheet"))
    header: Count | None = field(default=None, metadata=about("overskriftens række", "header"))
    header_rows: Count | None = field(
        default=None, metadata=about("overskriftens antal rækker", "rows of headings")
    )
    until: tuple[str, ...] = field(default=(), metadata=about("indtil", "until"))
    skip: tuple[str, ...] = field(default=(), metadata=about("udelades", "skip"))
    personal: tuple[str, ...] = field(default=(), metadata=about("personoplysninger", "personal"))
    decimal: DecimalSign | None = field(default=None, metadata=about("decimaltegn", "decimal sign"))


class Row(NamedTuple):
    """One row of a foreign file.

    Attributes:
        number: the first line of the row, or the row of the sheet, counted from 1.
        cells: the texts of its cells, as a Danish spreadsheet shows them.
        broken: why the row cannot be read; None if it can be read.
        doubtful: whether the row may be part of a broken row before it.
        raw: the text of a broken or doubtful row; a lone surrogate stands for a byte that is no letter.
        damaged: whether a program has lost letters of its text.
    """

    number: int
    cells: Sequence[str]
    broken: Label | None = None
    doubtful: bool = False
    raw: str = ""
    damaged: bool = False


@frozen(kw_only=True)
class SourceTable:
    """A foreign file that is open for reading.

    Attributes:
        rows: all rows that are not blank, with the headings; each is read when it is asked for.
        description: how the file is read, for people.
        holds_rejects: whether it is a file of rejected rows that came back.
        is_workbook: whether its columns have letters.
        days_from_1904: whether its day numbers count from 1904, as those of some workbooks do.
        notes: returns what people should know of the file; it is complete once all rows are read.
    """

    rows: Iterator[Row]
    description: Label
    holds_rejects: bool = False
    is_workbook: bool = False
    days_from_1904: bool = False
    notes: Callable[[], Sequence[Label]] = tuple


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


def column_letters(place: int) -> str:
    """Return the letters of a column of a spreadsheet, counted from 0: 26 is `AA`."""
    before, letter = divmod(place, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + letter)


def read_error(path: Path, reason: Label) -> PathError:
    """Make the error for a file that cannot be read."""
    shown = format_path(path)
    return PathError(f"{shown} kan ikke læses: {reason.da}.", f"{shown} cannot be read: {reason.en}.")
