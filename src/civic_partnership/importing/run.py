"""Import a foreign file into a register: every row is taken in, or rejected with a reason."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from civic_partnership.findings import sanitize
from civic_partnership.values import Label, Language, Table

from .import_summary import UNCHANGED, change_lines, count_rows, match_lines, new_lines, passed_over_lines
from .mapping import Mapping, find_columns, open_source, read_mapping
from .merge import ImportResult, RowCollector
from .register_folder import open_register_folder
from .rejection_rules import Reason
from .source import Row, open_rejects

_SHOWN = 10
"""So many rejected rows are shown."""


@frozen(kw_only=True)
class ImportReport:
    """The report of an import, or of a dry run.

    Attributes:
        result: the result of all rows.
        description: how the file was read: encoding and delimiter, or sheet.
        rows_above: how many rows stood above the headings.
        rules: rule -> how many rows were rejected by it.
        first: the first rejected rows: line and reasons.
        unused: headings of columns that fill nothing.
        written: whether the register was written.

    """

    result: ImportResult
    description: Label
    rows_above: int
    rules: Table[int]
    first: tuple[tuple[int, tuple[Reason, ...]], ...] = field(repr=False)
    unused: tuple[str, ...]
    written: bool

    def summary(self, lang: Language) -> str:
        """Summarise the import in a few lines; the sum of all rows comes first."""
        return "\n".join(line.in_language(lang) for line in self._lines())

    def _lines(self) -> Iterator[Label]:
        result, rows = self.result, count_rows(self.result.rows)
        yield Label(
            f"{rows.da} = {result.taken} taget ind + {result.rejected} afvist.",
            f"{rows.en} = {result.taken} taken in + {result.rejected} rejected.",
        )
        yield Label(f"Læst som {self.description.da}.", f"Read as {self.description.en}.")
        yield from passed_over_lines(self.rows_above, result)
        yield from new_lines(result.new)
        yield from match_lines(result)
        yield from change_lines(result.changes)
        yield from self._reject_lines()
        if self.unused:
            names = ", ".join(map(sanitize, self.unused))
            yield Label(
                f"Kolonner, der ikke er brugt: {names}. Nævn dem i skip, hvis det er meningen.",
                f"Columns that are not used: {names}. Name them in skip if that is meant.",
            )
        if not self.written:
            yield UNCHANGED

    def _reject_lines(self) -> Iterator[Label]:
        for line, reasons in self.first:
            for reason in reasons:
                yield Label(
                    f"  linje {line}: {reason.message.da} [{reason.rule}]",
                    f"  line {line}: {reason.message.en} [{reason.rule}]",
                )
        if more := self.result.rejected - len(self.first):
            yield Label(f"  … og {count_rows(more).da} til:", f"  … and {count_rows(more).en} more:")
            for rule, number in self.rules.items():
                yield Label(f"    {rule}: {number} i alt", f"    {rule}: {number} in all")


def import_file(
    file: str | os.PathLike[str],
    mapping: str | os.PathLike[str] | Mapping,
    into: str | os.PathLike[str],
    rejects: str | os.PathLike[str],
    *,
    update: bool = False,
    dry_run: bool = False,
    lang: Language = "da",
) -> ImportReport:
    """Import the rows of a foreign file into a register.

    Every row ends in the register or among the rejects. Both are written in one step, or not at all. Where
    two imports run at the same time, one waits for the other.

    Args:
        file: CSV, or a workbook (`.xlsx`), or a file of rejects that was corrected.
        mapping: which columns fill which fields; a TOML file, or a mapping that was read.
        into: the folder of the register: new, or as `write` writes it.
        rejects: the file for rejected rows (CSV); not where the register or an export lies.
        update: whether records that are there before may be changed.
        dry_run: whether nothing is written.
        lang: the language of the reasons among the rejects.

    Raises:
        MappingError: the mapping is not in order, or does not fit the file.
        PathError: something cannot be read or written.
        RecordsError: the register that is there is not in good shape.

    """
    source, into = Path(file), Path(into)
    mapping = mapping if isinstance(mapping, Mapping) else read_mapping(mapping)
    table = open_source(source, mapping)
    columns = find_columns(mapping, table)
    rules: Counter[str] = Counter()
    first: list[tuple[int, tuple[Reason, ...]]] = []
    with (
        open_register_folder(into, dry_run=dry_run) as folder,
        open_rejects(
            Path(rejects), source, into, headings=columns.headings, lang=lang, dry_run=dry_run
        ) as writer,
    ):

        def reject(row: Row, reasons: tuple[Reason, ...]) -> None:
            rules.update({reason.rule for reason in reasons})
            if len(first) < _SHOWN:
                first.append((row.number, reasons))
            writer.add(row, reasons)

        collector = RowCollector(folder.register, mapping, columns, update=update)
        collector.collect(table.rows, reject)
        result = collector.result()
        is_written = result.register is not folder.register and not dry_run
        if not dry_run:
            folder.replace(result.register if is_written else None, writer.complete())
    return ImportReport(
        result=result,
        description=table.description,
        rows_above=columns.rows_above,
        rules=Table(rules),
        first=tuple(first),
        unused=tuple(columns.find_unused(mapping)),
        written=is_written,
    )
