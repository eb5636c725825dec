"""The mapping of a foreign file: which columns fill which field of which record."""

import contextlib
from operator import itemgetter

from attrs import field, frozen

from civic_partnership.errors import MappingError
from civic_partnership.importing.field_source import FieldSource
from civic_partnership.importing.source import FileSettings
from civic_partnership.model import about
from civic_partnership.storage import SyntaxTree
from civic_partnership.values import Label, Slug, Table

MappingPath = tuple[str | int, ...]
"""A place in a mapping: `("records", 0, "fields", "name")`."""

MappingProblem = tuple[MappingPath, Label]
"""A place in a mapping, and a sentence that says what is wrong there."""


@frozen(kw_only=True)
class PartMapping:
    """How the rows of a list in a record are made: one of each row, or one of each wide column.

    Attributes:
        list: the list: `grants`.
        headings: the headings of wide columns, `Tilskud {year}`; None for one of each row.
        fields: field -> where its value comes from.

    """

    list: str = field(metadata=about("liste", "list"))
    headings: str | None = field(default=None, metadata=about("overskrifter", "headings"))
    fields: Table[FieldSource] = field(metadata=about("felter", "fields"))


@frozen(kw_only=True)
class RecordMapping:
    """How a record is made from a row.

    Attributes:
        kind: its kind: `associations`.
        id: the source of its id; None for its name.
        fields: field -> where its value comes from.
        parts: the lists in it.
        same: of associations, a name as the file has it -> the id of the association.

    """

    kind: str = field(metadata=about("slags", "kind"))
    id: FieldSource | None = field(default=None, metadata=about("id", "id"))
    fields: Table[FieldSource] = field(default=Table(), metadata=about("felter", "fields"))
    parts: tuple[PartMapping, ...] = field(default=(), metadata=about("lister", "parts"))
    same: Table[Slug] = field(default=Table(), metadata=about("de samme", "same"))


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
    lines = [(":".join([name, *map(str, position)]), message) for position, message in located]
    return MappingError(
        "\n".join(f"{where}: {message.da}" for where, message in lines),
        "\n".join(f"{where}: {message.en}" for where, message in lines),
    )
