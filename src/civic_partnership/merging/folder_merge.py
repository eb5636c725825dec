"""The merge of three registers into a folder, with the conflicts beside the merged register."""

from pathlib import Path

from attrs import field, frozen

from civic_partnership.files import path_error
from civic_partnership.model import Register
from civic_partnership.storage import FileChange, RegisterFolder, open_register_folder
from civic_partnership.values import Label

from .bundle import Bundle
from .bundle_merge import apply_bundle
from .comparison import ChangedRecord, compare_records
from .conflict_file import format_conflicts
from .three_way_merge import Conflict, MergedRegister, merge

_NOT_NEW = Label(
    "der ligger et andet register end vores. Vælg en ny mappe eller den, som vores register ligger i",
    "another register than ours is there. Choose a new folder, or the one that holds our register",
)
_NO_REGISTER = Label(
    "der er intet register at flette pakken ind i. Vælg registerets mappe",
    "there is no register to merge the bundle into. Choose the folder of the register",
)
OPEN_CONFLICTS = Label(
    "der er åbne konflikter fra en tidligere fletning. Afgør dem først med civic-partnership resolve",
    "conflicts of an earlier merge are open. Settle them first with civic-partnership resolve",
)
_STRANGERS = Label(
    "registrene har ingen post til fælles. Vælg tre udgaver af det samme register",
    "the registers have no record in common. Choose three versions of one register",
)
_NO_FOLDER = Label(
    "det er en fil. Vælg en mappe, som konflikter også kan ligge i",
    "it is a file. Choose a folder, which can hold conflicts too",
)


@frozen
class MergeReport:
    """What a merge of three registers into a folder has made.

    Attributes:
        ours: our register, as it was.
        theirs: their register.
        register: the merged register.
        conflicts: the open conflicts, which the file beside the register holds.
        records: the records by which the merged register differs from ours: what comes from them.
        files: the changes of files that people wrote.
    """

    ours: Register = field(repr=False)
    theirs: Register = field(repr=False)
    register: Register = field(repr=False)
    conflicts: tuple[Conflict, ...]
    records: tuple[ChangedRecord, ...]
    files: tuple[FileChange, ...]


def merge_into_folder(
    base: Register, ours: Register, theirs: Register, into: Path, *, dry_run: bool = False
) -> MergeReport:
    """Merge three registers into a folder that holds our register, or into a new one.

    The register and the file of its open conflicts are written in one step. Files that people wrote are
    edited where they stand.

    Raises:
        PathError: the folder holds something else, or cannot be written.
        RecordsError: no file could hold the merged register.
    """
    if into.is_file():
        raise path_error(into, _NO_FOLDER)
    for side in (ours, theirs):
        _refuse_strangers(base, side, into)
    result = merge(base, ours, theirs)
    with open_register_folder(into, dry_run=dry_run) as folder:
        if not folder.is_new and (folder.register != ours or folder.conflicts):
            raise path_error(into, _NOT_NEW)
        return _write(folder, ours, theirs, result, dry_run=dry_run)


def merge_bundle_into_folder(bundle: Bundle, into: Path, *, dry_run: bool = False) -> MergeReport:
    """Merge a bundle into the folder of our register, as `merge_into_folder` does.

    Their whole register is not known; the report has ours in its place.

    Raises:
        PathError: the folder holds no register or open conflicts, or cannot be written.
        RecordsError: the register has errors, or no file could hold the merged register.
    """
    if into.is_file():
        raise path_error(into, _NO_FOLDER)
    with open_register_folder(into, dry_run=dry_run) as folder:
        if folder.is_new:
            raise path_error(into, _NO_REGISTER)
        if folder.conflicts:
            raise path_error(into, OPEN_CONFLICTS)
        ours = folder.register
        return _write(folder, ours, ours, apply_bundle(ours, bundle), dry_run=dry_run)


def _refuse_strangers(base: Register, side: Register, into: Path) -> None:
    """Refuse a register that has no record of the one from which it should come."""
    ids, others = ({key for key, _ in register if key.id is not None} for register in (base, side))
    if ids and others and ids.isdisjoint(others):
        raise path_error(into, _STRANGERS)


def _write(
    folder: RegisterFolder, ours: Register, theirs: Register, result: MergedRegister, *, dry_run: bool
) -> MergeReport:
    """Write the result of a merge and the file of its open conflicts in one step."""
    conflicts = format_conflicts(result.conflicts)
    files = folder.replace(result.register, conflicts=conflicts, dry_run=dry_run)
    records = compare_records(ours, result.register).records
    return MergeReport(ours, theirs, result.register, result.conflicts, records, files)
