"""The rows of a foreign file, whatever kind of file it is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from attrs import field, frozen

from civic_partnership.errors import PathError
from civic_partnership.findings import format_path
from civic_partnership.model import about
from civic_partnership.storage import MAX_COLUMNS
from civic_partnership.values import Count, Label

from .encoding_detection import EncodingName
from .sheets import MissingSheetError, OpenSheet

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
        rows: all rows that are not blank, with the headings.
        description: how the file is read, for people.
        sheet: the sheet that is read; None for a file without sheets.
        holds_rejects: whether it is a file of rejected rows that came back.
        days_from_1904: whether its day numbers count from 1904, as those of some workbooks do.
    """

    rows: Iterator[Row]
    description: Label
    sheet: OpenSheet | None = None
    holds_rejects: bool = False
    days_from_1904: bool = False

    @property
    def is_workbook(self) -> bool:
        """Tell whether its columns have letters."""
        return self.sheet is not None

    def notes(self) -> list[Label]:
        """Return what people should know of the file."""
        return [] if self.sheet is None else list(self.sheet.notes())


def column_letters(place: int) -> str:
    """Return the letters of a column of a spreadsheet, counted from 0: 26 is `AA`."""
    before, letter = divmod(place, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + letter)


def read_error(path: Path, reason: Label) -> PathError:
    """Make the error for a file that cannot be read."""
    shown = format_path(path)
    return PathError(f"{shown} kan ikke læses: {reason.da}.", f"{shown} cannot be read: {reason.en}.")


def wide_row_error(path: Path, number: int) -> PathError:
    """Make the error for a row with a cell beyond the last column that is read."""
    return read_error(
        path,
        Label(
            f"række {number} går ud over kolonne {MAX_COLUMNS} (ZZ). Slet cellerne langt fra tabellen",
            f"row {number} goes beyond column {MAX_COLUMNS} (ZZ). Delete the cells far from the table",
        ),
    )


@contextmanager
def translate_errors(path: Path, reason: Label) -> Iterator[None]:
    """Turn any error about the content of a file into one sentence."""
    try:
        yield
    except (PathError, MissingSheetError):
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no workbook that can be read
        raise read_error(path, reason) from None
