"""One import from a foreign file into a register: every row is taken in, or told why not."""

import os
from collections import Counter
from pathlib import Path

from attrs import field, frozen

from civic_partnership.values import Label, Language, Table

from .columns import find_columns, unused
from .gathering import Gathering, ImportResult
from .mapping import Mapping
from .opening import foreign_table
from .reading import read_mapping
from .register_folder import register_folder
from .rejecting import Reason
from .rejects import rejecting
from .reporting import summary
from .tables import Row

_FIRST = 10
"""So many rejected rows are told."""


@frozen(kw_only=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        gathered: what the rows came to.
        read_as: how the file was read: encoding and delimiter, or sheet.
        before: how many rows stood above the headings.
        rules: rule -> how many rows were rejected by it.
        first: the first rows that were rejected: line and reasons.
        unused: headings of columns that nothing is made of.
        written: whether the register was written.

    """

    gathered: ImportResult
    read_as: Label
    before: int
    rules: Table[int]
    first: tuple[tuple[int, tuple[Reason, ...]], ...] = field(repr=False)
    unused: tuple[str, ...]
    written: bool

    def summary(self, lang: Language) -> str:
        """What was done, in a few lines; the sum of all rows first."""
        return summary(self, lang)


def import_file(
    file: str | os.PathLike[str],
    mapping: str | os.PathLike[str] | Mapping,
    into: str | os.PathLike[str],
    rejects: str | os.PathLike[str],
    *,
    update: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Import the rows of a foreign file into a register.

    Every row ends in the register or among the rejects. Both are written in one step, or not at all; of two
    imports at the same time one waits for the other.

    Args:
        file: CSV, or a workbook (`.xlsx`).
        mapping: which columns fill which fields; a TOML file, or what was read from one.
        into: the folder of the register: new, or as `write` writes it.
        rejects: the file for rows that are not taken in; not where the register or an export lies.
        update: whether what is already recorded may be changed.
        dry_run: whether nothing is written.

    Raises:
        MappingError: the mapping is not in order, or does not fit the file.
        PathError: something cannot be read or written.
        RecordsError: the register that is there is not in good shape.

    """
    source, folder, target = Path(file), Path(into), Path(rejects)
    mapping = mapping if isinstance(mapping, Mapping) else read_mapping(mapping)
    table = foreign_table(source, mapping)
    columns = find_columns(mapping, table)
    rules: Counter[str] = Counter()
    first: list[tuple[int, tuple[Reason, ...]]] = []
    with (
        register_folder(folder, dry_run=dry_run) as place,
        rejecting(
            target, source, folder, written=table.written, headings=columns.row, dry_run=dry_run
        ) as rejected,
    ):

        def note(row: Row, reasons: tuple[Reason, ...]) -> None:
            rules.update({reason.rule for reason in reasons})
            if len(first) < _FIRST:
                first.append((row.number, reasons))
            rejected.add(row, reasons)

        gathering = Gathering(place.register, mapping, columns, update=update)
        gathering.take(table.rows, note)
        gathered = gathering.gathered()
        is_written = gathered.register is not place.register and not dry_run
        if not dry_run:
            place.replace(gathered.register if is_written else None, rejected.complete())
    return ImportReport(
        gathered=gathered,
        read_as=table.read_as,
        before=columns.before,
        rules=Table(rules),
        first=tuple(first),
        unused=tuple(unused(mapping, columns)),
        written=is_written,
    )
