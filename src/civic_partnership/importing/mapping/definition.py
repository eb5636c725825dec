"""The mapping of a foreign file: which columns fill which field of which record.

Wide columns are several columns of one kind, one for each year: `Tilskud 2024`, `Tilskud 2025`.
"""

import contextlib
import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar

import attrs
from attrs import field, frozen

from civic_partnership.errors import MappingError
from civic_partnership.importing.source import DecimalSign, FileSettings, normalize_heading
from civic_partnership.model import KINDS, about, item_type
from civic_partnership.storage import SyntaxTree
from civic_partnership.values import CodeType, Count, Label, PartialDate, Slug, Table

YEAR = "{year}"
"""The placeholder of the year in the headings of wide columns."""

Season = Annotated[
    str,
    CodeType(
        "month|years|0[2-9]|1[0-2]",
        'season er "month", "years" eller den måned, som en sæson begynder i, fx "08"',
        'season is "month", "years" or the month in which a season begins, such as "08"',
    ),
]
"""What two years in a period mean."""

MappingPath = tuple[str | int, ...]
"""A place in a mapping: `("records", 0, "fields", "name")`."""

MappingProblem = tuple[MappingPath, Label]
"""A place in a mapping, and a sentence that says what is wrong there."""


@frozen(kw_only=True)
class FieldSource:
    """Where the value of a field comes from: exactly one of the first six.

    Attributes:
        columns: a column, by any of these headings. In a list with wide columns, `Udbetalt {year}` is the
            column of the same year.
        value: the same for every row.
        record: the id of the record of this kind that the same row gives.
        heading: the year in the heading of a wide column.
        cell: the cell of a wide column.
        start: of a period, the column of its first day; `end` that of its last.
        end: of a period, the column of its last day.
        empty_end: what it means that a period has no end, or an empty one: unknown (if not given), or open,
            as `indtil videre`, `løbende` and the like in a cell always do.
        between: the text between several values in one cell. In a list, each value gives a row of its own.
        empty_start: of a period, the first day where the cells say none: a date such as `2024-01-01`.
        season: of a period, what `2011-12` or `2011/12` means: `month`, December 2011; `years`, two whole
            years; or the first month of a season, such as `08`. In the column of the first or the last
            day, it is the first or the last of what this gives.
        words: text of a cell -> its meaning; an empty text means an empty cell.
        digits: how many digits a code has; a shorter code is refused, for a spreadsheet drops zeros in front.
        decimal: the decimal sign of numbers in texts, where it is not that of the file.
        kind: `number` if the column holds numbers of ten digits that are nobody's CPR number.
        reason: which numbers these are.
    """

    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ("columns", "value", "record", "heading", "cell", "start")

    columns: tuple[str, ...] = field(default=(), metadata=about("kolonner", "columns"))
    value: Any = field(default=None, metadata=about("værdi", "value"))
    record: str | None = field(default=None, metadata=about("post", "record"))
    heading: bool = field(default=False, metadata=about("overskrift", "heading"))
    cell: bool = field(default=False, metadata=about("celle", "cell"))
    start: tuple[str, ...] = field(default=(), metadata=about("begynder", "start"))
    end: tuple[str, ...] = field(default=(), metadata=about("slutter", "end"))
    empty_end: Literal["open", "unknown"] | None = field(
        default=None, metadata=about("uden slutdato", "empty end")
    )
    between: str | None = field(default=None, metadata=about("skilletegn", "between"))
    empty_start: PartialDate | None = field(default=None, metadata=about("uden startdato", "empty start"))
    season: Season | None = field(default=None, metadata=about("sæson", "season"))
    words: Table[Any] = field(default=Table(), metadata=about("ord", "words"))
    digits: Count | None = field(default=None, metadata=about("cifre", "digits"))
    decimal: DecimalSign | None = field(default=None, metadata=about("decimaltegn", "decimal sign"))
    kind: Literal["number"] | None = field(default=None, metadata=about("slags", "kind"))
    reason: str | None = field(default=None, metadata=about("begrundelse", "reason"))


@frozen(kw_only=True)
class PartMapping:
    """How the rows of a list in a record are made: one of each file row, or one of each wide column.

    Attributes:
        list: the list, such as `grants`; or a part of which a record has one, such as `accounts` of a grant.
        headings: the headings of wide columns, `Tilskud {year}`; None for one row of each file row.
        fields: field -> where its value comes from.
        parts: how the lists in these rows are made, such as `payments` of a grant.
    """

    list: str = field(metadata=about("liste", "list"))
    headings: str | None = field(default=None, metadata=about("overskrifter", "headings"))
    fields: Table[FieldSource] = field(metadata=about("felter", "fields"))
    parts: "tuple[PartMapping, ...]" = field(default=(), metadata=about("lister", "parts"))


attrs.resolve_types(PartMapping)


@frozen(kw_only=True)
class RecordMapping:
    """How a record is made from a row.

    Attributes:
        kind: the kind of record: `associations`.
        id: where the id comes from; None to make it of the name.
        fields: field -> where its value comes from.
        parts: how the lists in the record are made.
        same: of associations, a name as the file has it -> the id of the association.
        optional: whether a row without a cell of this record gives none, and is taken in without it. A
            contact always is optional.
    """

    kind: str = field(metadata=about("slags", "kind"))
    id: FieldSource | None = field(default=None, metadata=about("id", "id"))
    fields: Table[FieldSource] = field(default=Table(), metadata=about("felter", "fields"))
    parts: tuple[PartMapping, ...] = field(default=(), metadata=about("lister", "parts"))
    same: Table[Slug] = field(default=Table(), metadata=about("de samme", "same"))
    optional: bool = field(default=False, metadata=about("kan mangle", "optional"))


HolderT = TypeVar("HolderT", RecordMapping, PartMapping)


@frozen(kw_only=True)
class MappingTables:
    """The tables in the file of a mapping.

    Attributes:
        file: how the foreign file is read.
        records: the records that each of its rows gives.
    """

    file: FileSettings = field(default=FileSettings(), metadata=about("fil", "file"))
    records: tuple[RecordMapping, ...] = field(metadata=about("poster", "records"))


@frozen(kw_only=True)
class Mapping(MappingTables):
    """How a foreign file becomes records.

    Attributes:
        name: the file that the mapping was read from.
        text: its text, in which problems are located.
    """

    name: str = field(repr=False, eq=False)
    text: str = field(repr=False, eq=False)

    def error(self, *problems: MappingProblem) -> MappingError:
        """Make an error of problems, with file and line."""
        return mapping_error(self.name, self.text, *problems)


class FilledField(NamedTuple):
    """A field that a mapping fills.

    Attributes:
        path: where the mapping fills it.
        source: where its value comes from.
        field: the field; None for the id of a record.
        headings: the headings of the wide columns whose cells fill it, if cells do.
    """

    path: MappingPath
    source: FieldSource
    field: "attrs.Attribute[Any] | None" = None
    headings: str | None = None


def filled_fields(record: RecordMapping, path: MappingPath = ()) -> Iterator[FilledField]:
    """Yield the fields that a mapping of a record fills, with those in its lists, and its id first.

    What the record does not have is passed over.
    """
    if record.id is not None:
        yield FilledField((*path, "id"), record.id)
    if record.kind in KINDS:
        yield from _filled_fields(record, KINDS[record.kind], path, None)


def _filled_fields(
    holder: RecordMapping | PartMapping, cls: Any, path: MappingPath, headings: str | None
) -> Iterator[FilledField]:
    known: Any = attrs.fields_dict(cls)
    for name, source in holder.fields.items():
        if name in known:
            wide = headings if source.cell else None
            yield FilledField((*path, "fields", name), source, known[name], wide)
    for number, part in enumerate(holder.parts):
        row_type: Any = item_type(known[part.list].type) if part.list in known else None
        if attrs.has(row_type):
            yield from _filled_fields(part, row_type, (*path, "parts", number), part.headings)


def fill_year(source: FieldSource, year: str) -> FieldSource:
    """Return where a value comes from in the row of one year: `Udbetalt {year}` becomes `Udbetalt 2021`."""
    filled: Any = {
        name: tuple(heading.replace(YEAR, year) for heading in getattr(source, name))
        for name in ("columns", "start", "end")
    }
    return attrs.evolve(source, **filled)


def fill_decimal(mapping: HolderT, decimal: DecimalSign | None) -> HolderT:
    """Return the mapping of a record or list with the decimal sign of the file where it has no other."""
    fields: Any = {
        name: attrs.evolve(source, decimal=source.decimal or decimal)
        for name, source in mapping.fields.items()
    }
    parts = tuple(fill_decimal(part, decimal) for part in mapping.parts)
    return attrs.evolve(mapping, fields=Table(fields), parts=parts)


def mapping_error(name: str, text: str, *problems: MappingProblem) -> MappingError:
    """Make an error of problems in the text of a mapping: one line for each, in the order of the text.

    Without a text, or without the extra that parses it, the lines have no positions.
    """
    tree = None
    with contextlib.suppress(ImportError):
        tree = SyntaxTree(text, "toml") if text else None
    located: list[tuple[tuple[int, ...], Label]] = []
    for path, message in problems:
        span = tree.find(path) if tree is not None else None
        located.append(((span.row + 1, span.start + 1) if span is not None else (), message))
    located.sort(key=itemgetter(0))
    lines = dict.fromkeys((":".join([name, *map(str, position)]), message) for position, message in located)
    return MappingError(
        "\n".join(f"{where}: {message.da}" for where, message in lines),
        "\n".join(f"{where}: {message.en}" for where, message in lines),
    )


def year_pattern(headings: str) -> re.Pattern[str]:
    """Make a pattern for normalized headings of wide columns; its group is a year from 1900 to 2199."""
    before, _, after = normalize_heading(headings).partition(YEAR)
    return re.compile(f"{re.escape(before)}((?:19|20|21)[0-9]{{2}}){re.escape(after)}")
