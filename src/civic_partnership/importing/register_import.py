"""Import a whole register that an importer read: all of it, or nothing."""

import os
from pathlib import Path

from attrs import field, frozen

from civic_partnership.errors import ConflictError, RecordsError
from civic_partnership.values import Label, Language, Table

from .import_summary import UNCHANGED, change_lines, change_places, new_lines
from .importer import Imported
from .merge import RecordChange, merge_register
from .register_folder import open_register_folder

_NOT_ALLOWED = Label(
    "Intet er taget ind: det ændrer, hvad der står i registeret. Tillad det med --update.",
    "Nothing was taken in: it changes what stands in the register. Allow that with --update.",
)


@frozen(kw_only=True)
class RegisterImportReport:
    """The report of a register that was imported.

    Attributes:
        records: how many records it has.
        new: kind -> how many of them are new.
        changes: the changes in records that were there before.
        written: whether the register was written.

    """

    records: int
    new: Table[int]
    changes: tuple[RecordChange, ...] = field(repr=False)
    written: bool

    def summary(self, lang: Language) -> str:
        """Summarise the import in a few lines."""
        number = self.records
        lines = [
            Label(
                f"{number} {'post' if number == 1 else 'poster'} læst.",
                f"{number} {'record' if number == 1 else 'records'} read.",
            ),
            *new_lines(self.new),
            *change_lines(self.changes),
            *([] if self.written else [UNCHANGED]),
        ]
        return "\n".join(line.in_language(lang) for line in lines)


def import_register(
    imported: Imported, into: str | os.PathLike[str], *, update: bool = False, dry_run: bool = False
) -> RegisterImportReport:
    """Import a register into another, record by record.

    Args:
        imported: the register that an importer read.
        into: the folder of the register: new, or as `write` writes it.
        update: whether records that are there before may be changed.
        dry_run: whether nothing is written.

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
        is_written = result.register is not folder.register and not dry_run
        if is_written:
            folder.replace(result.register)
    return RegisterImportReport(
        records=len(list(imported.register)), new=result.new, changes=result.changes, written=is_written
    )
