"""Import a foreign file, or a register that an importer read, into the folder of a register."""

import os
from collections import Counter
from pathlib import Path

from civic_partnership.errors import ConflictError, RecordsError
from civic_partnership.storage import open_register_folder
from civic_partnership.values import Label, Language, Table

from .import_reports import ImportReport, RegisterImportReport, change_places
from .importer import Imported
from .mapping import Mapping, find_columns, open_source, read_mapping, write_days_from_1904
from .merge import RowCollector, merge_register
from .missing_records import find_missing_records
from .rejection_rules import Reason
from .source import Row, open_rejects

_SHOWN = 10
"""So many rejected rows are shown."""

_NOT_ALLOWED = Label(
    "Intet er taget ind: det ændrer, hvad der står i registeret. Tillad det med --update.",
    "Nothing was taken in: it changes what stands in the register. Allow that with --update.",
)


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

    Every row ends in the register or among the rejects. Both are written in one step, or not at all. If
    two imports run at the same time, one waits for the other.

    Args:
        file: CSV, or a workbook (`.xlsx`, `.ods`), or a file of rejects that was corrected.
        mapping: which columns fill which fields; a TOML file, or a mapping that was read.
        into: the folder of the register; a new one is made. Files that people wrote are edited where
            something changes, which takes the extra `edit`.
        rejects: the file for rejected rows (CSV); not where the register or an export lies.
        update: whether records that are there before may be changed.
        dry_run: whether nothing is written; the same problems are told, and which files would change.
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
            if writer is not None:
                writer.add(row, reasons)

        collector = RowCollector(folder.register, mapping, columns, update=update)
        rows = table.rows
        if table.days_from_1904:
            rows = write_days_from_1904(rows, mapping, columns)
        collector.collect(rows, reject)
        result = collector.result()
        is_changed = result.register is not folder.register
        files = folder.replace(
            result.register if is_changed else None,
            [writer.complete()] if writer is not None else [],
            dry_run=dry_run,
        )
    unused = columns.find_unused(mapping)
    return ImportReport(
        result=result,
        description=table.description,
        notes=tuple(table.notes()),
        rules=Table(rules),
        first=tuple(first),
        unused=tuple(columns.headings[place] for place in unused if columns.headings[place].strip()),
        unnamed=tuple(
            place + 1 for place in unused if not columns.headings[place].strip() and place in collector.filled
        ),
        missing=find_missing_records(mapping, result.register),
        files=files,
        written=is_changed and not dry_run,
    )


def import_register(
    imported: Imported, into: str | os.PathLike[str], *, update: bool = False, dry_run: bool = False
) -> RegisterImportReport:
    """Import a register into another: all its records, or nothing.

    Args:
        imported: the register that an importer read.
        into: the folder of the register; a new one is made. Files that people wrote are edited where
            something changes, which takes the extra `edit`.
        update: whether records that are there before may be changed.
        dry_run: whether nothing is written; the same problems are told, and which files would change.

    Raises:
        RecordsError: something is wrong in the files that were read, or in the register that is there.
        ConflictError: a record that is there would change, and `update` is not given.
        PathError: it cannot be written there.
    """
    if imported.findings:
        number, first = len(imported.findings), imported.findings[0].message
        errors = "is 1 error" if number == 1 else f"are {number} errors"
        raise RecordsError(
            f"Intet er taget ind: der er {number} fejl i filerne. Den første: {first.da}",
            f"Nothing was taken in: there {errors} in the files. The first: {first.en}",
            imported.findings,
        )
    with open_register_folder(Path(into), dry_run=dry_run) as folder:
        result = merge_register(folder.register, imported.register)
        if result.changes and not update:
            lines = [_NOT_ALLOWED, *change_places(result.changes)]
            raise ConflictError("\n".join(line.da for line in lines), "\n".join(line.en for line in lines))
        is_changed = result.register is not folder.register
        files = folder.replace(result.register, dry_run=dry_run) if is_changed else ()
    return RegisterImportReport(
        records=len(list(imported.register)),
        new=result.new,
        changes=result.changes,
        files=files,
        written=is_changed and not dry_run,
    )
