"""Taking in a whole register that an importer read: all of it, or nothing."""

import os
from collections.abc import Sequence
from pathlib import Path

from attrs import field, frozen

from civic_partnership.errors import ConflictError, RecordsError
from civic_partnership.values import Label, Language, Table

from .importer import Imported
from .joining import RecordChange, merge_register
from .register_folder import register_folder
from .reporting import change_lines, change_places, new_lines


@frozen(kw_only=True)
class WholeReport:
    """What became of a register that was taken in.

    Attributes:
        records: how many records it has.
        new: kind -> how many of them are new.
        changes: what was changed in records that were there before.
        written: whether the register was written.

    """

    records: int
    new: Table[int]
    changes: tuple[RecordChange, ...] = field(repr=False)
    written: bool

    def summary(self, lang: Language) -> str:
        """What was done, in a few lines."""
        lines = [
            Label(
                f"{self.records} {'post' if self.records == 1 else 'poster'} læst.",
                f"{self.records} {'record' if self.records == 1 else 'records'} read.",
            ),
            *new_lines(self.new),
            *change_lines(self.changes),
        ]
        if not self.written:
            lines.append(Label("Registeret er ikke ændret.", "The register was not changed."))
        return "\n".join(line.in_language(lang) for line in lines)


def import_register(
    imported: Imported, into: str | os.PathLike[str], *, update: bool = False, dry_run: bool = False
) -> WholeReport:
    """Take a register into another, record by record.

    Args:
        imported: what was read.
        into: the folder of the register: new, or as `write` writes it.
        update: whether what is already recorded may be changed.
        dry_run: whether nothing is written.

    Raises:
        RecordsError: something is wrong in the files that were read, or in the register that is there.
        ConflictError: something that is already recorded would change, and `update` was not asked for.
        PathError: it cannot be written there.

    """
    if imported.findings:
        raise _unsound(imported)
    with register_folder(Path(into), dry_run=dry_run) as place:
        result = merge_register(place.register, imported.register)
        if result.changes and not update:
            raise _conflict(result.changes)
        is_written = result.register is not place.register and not dry_run
        if is_written:
            place.replace(result.register)
    return WholeReport(
        records=len(list(imported.register)), new=result.new, changes=result.changes, written=is_written
    )


def _unsound(imported: Imported) -> RecordsError:
    number, first = len(imported.findings), imported.findings[0].message
    errors = "is 1 error" if number == 1 else f"are {number} errors"
    return RecordsError(
        f"Intet er taget ind: der er {number} fejl i filerne. Den første: {first.da}",
        f"Nothing was taken in: there {errors} in the files. The first: {first.en}",
        imported.findings,
    )


def _conflict(changes: Sequence[RecordChange]) -> ConflictError:
    why = Label(
        "Intet er taget ind: det ændrer, hvad der står i registeret. Tillad det med --update.",
        "Nothing was taken in: it changes what stands in the register. Allow that with --update.",
    )
    lines = [why, *change_places(changes)]
    return ConflictError("\n".join(line.da for line in lines), "\n".join(line.en for line in lines))
