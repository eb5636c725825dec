"""The mapping of a foreign file: which columns fill which field of which record."""

from typing import Any, ClassVar, Literal

from attrs import field, frozen

from civic_partnership.errors import MappingError
from civic_partnership.model import about
from civic_partnership.storage.syntax_tree import SyntaxTree
from civic_partnership.values import Count, Label, Slug, Table

Place = tuple[str | int, ...]
"""Where in a mapping something stands: `("records", 0, "fields", "name")`."""

Problem = tuple[Place, Label]
"""What is wrong in a place."""


@frozen(kw_only=True)
class Source:
    """Where the value of a field comes from: exactly one of the first six.

    Attributes:
        columns: a column, by any of these headings.
        value: the same for every row.
        record: the id of the record of this kind that the same row gives.
        heading: what the heading of a wide column says.
        cell: what stands in a wide column.
        start: of a period, the column of its first day; `end` that of its last.
        end: empty cells, or none, say that no end is recorded.
        between: what stands between several values in one cell.
        words: what stands in a cell -> what is meant; nothing where that is an empty cell.
        digits: how many digits a code has, where a spreadsheet may have dropped zeros in front.

    """

    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ("columns", "value", "record", "heading", "cell", "start")

    columns: tuple[str, ...] = field(default=(), metadata=about("kolonner", "columns"))
    value: Any = field(default=None, metadata=about("værdi", "value"))
    record: str | None = field(default=None, metadata=about("post", "record"))
    heading: bool = field(default=False, metadata=about("overskrift", "heading"))
    cell: bool = field(default=False, metadata=about("celle", "cell"))
    start: tuple[str, ...] = field(default=(), metadata=about("begynder", "start"))
    end: tuple[str, ...] = field(default=(), metadata=about("slutter", "end"))
    between: str | None = field(default=None, metadata=about("skilletegn", "between"))
    words: Table[Any] = field(default=Table(), metadata=about("ord", "words"))
    digits: Count | None = field(default=None, metadata=about("cifre", "digits"))


@frozen(kw_only=True)
class PartMapping:
    """How the rows of a list in a record are made: one from each row, or one from each wide column.

    Attributes:
        list: the list: `grants`.
        headings: how the headings of wide columns look, `Tilskud {year}`; None for one of each row.
        fields: field -> where it comes from.

    """

    list: str = field(metadata=about("liste", "list"))
    headings: str | None = field(default=None, metadata=about("overskrifter", "headings"))
    fields: Table[Source] = field(metadata=about("felter", "fields"))


@frozen(kw_only=True)
class RecordMapping:
    """How a record is made from a row.

    Attributes:
        kind: its kind: `associations`.
        id: what its id is made of; None for its name.
        fields: field -> where it comes from.
        parts: the lists in it.
        same: of associations, a name as the file has it -> the id that is meant.

    """

    kind: str = field(metadata=about("slags", "kind"))
    id: Source | None = field(default=None, metadata=about("id", "id"))
    fields: Table[Source] = field(default=Table(), metadata=about("felter", "fields"))
    parts: tuple[PartMapping, ...] = field(default=(), metadata=about("lister", "parts"))
    same: Table[Slug] = field(default=Table(), metadata=about("de samme", "same"))


@frozen(kw_only=True)
class FileMapping:
    """How a file is read; whatever is not said is found.

    Attributes:
        encoding: utf-8 or windows-1252; a byte order mark says utf-8 in any case.
        delimiter: what stands between cells.
        sheet: of a workbook, the sheet; else the first.
        header: the row of the headings, counted from 1; else the first one in which every column is.
        until: words with which a row begins that is no record, nor is any row after it: totals.
        skip: columns that are left out on purpose.
        personal: columns with personal data; they fill personal fields only, and else are left out.

    """

    encoding: Literal["utf-8", "windows-1252"] | None = field(
        default=None, metadata=about("tegnsæt", "encoding")
    )
    delimiter: str | None = field(default=None, metadata=about("skilletegn", "delimiter"))
    sheet: str | None = field(default=None, metadata=about("ark", "sheet"))
    header: Count | None = field(default=None, metadata=about("overskriftens række", "header"))
    until: tuple[str, ...] = field(default=(), metadata=about("indtil", "until"))
    skip: tuple[str, ...] = field(default=(), metadata=about("udelades", "skip"))
    personal: tuple[str, ...] = field(default=(), metadata=about("persondata", "personal"))


@frozen(kw_only=True)
class Tables:
    """What the file of a mapping holds.

    Attributes:
        file: how the foreign file is read.
        records: what each of its rows gives.

    """

    file: FileMapping = field(default=FileMapping(), metadata=about("fil", "file"))
    records: tuple[RecordMapping, ...] = field(metadata=about("poster", "records"))


@frozen(kw_only=True)
class Mapping(Tables):
    """How a foreign file becomes records.

    Attributes:
        name: the file that the mapping was read from, for what is told.
        text: its text, in which places are found.

    """

    name: str = field(repr=False, eq=False)
    text: str = field(repr=False, eq=False)

    def wrong(self, *problems: Problem) -> MappingError:
        """What is wrong, as an error that names file and line."""
        return wrong(self.name, self.text, *problems)


def wrong(name: str, text: str, *problems: Problem) -> MappingError:
    """What is wrong in the text of a mapping, a line for each problem."""
    outline = _outline(text)
    told = [(_spot(outline, place), message) for place, message in problems]
    told.sort(key=lambda each: each[0])
    lines = [(":".join([name, *map(str, spot)]), message) for spot, message in told]
    return MappingError(
        "\n".join(f"{where}: {message.da}" for where, message in lines),
        "\n".join(f"{where}: {message.en}" for where, message in lines),
    )


def _outline(text: str) -> SyntaxTree | None:
    """Where everything stands in a text, where there is one, and the extra that finds it is installed."""
    try:
        return SyntaxTree(text, "toml") if text else None
    except ImportError:
        return None


def _spot(outline: SyntaxTree | None, place: Place) -> tuple[int, ...]:
    """Line and column of a place, counted from 1; nothing where that is not known."""
    span = outline.find(place) if outline is not None else None
    return () if span is None else (span.row + 1, span.start + 1)
