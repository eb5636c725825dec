"""The folder of the register that is imported into: what may be one, and how its files are replaced."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from civic_partnership.exporting import MANIFEST
from civic_partnership.files import (
    StagedFile,
    finish_interrupted,
    is_leftover,
    make_and_lock_folder,
    path_error,
    refuse_dead_link,
    replace_files,
    resolve_target,
    system_path_error,
)
from civic_partnership.findings import format_path
from civic_partnership.model import Register
from civic_partnership.storage import load, to_dict
from civic_partnership.storage.discovery import find_files
from civic_partnership.storage.writing import format_folder, prepare_tables, replace_register
from civic_partnership.values import Label

_BESIDE_A_REGISTER = {
    ".git",
    ".gitattributes",
    ".gitignore",
    ".DS_Store",
    "desktop.ini",
    "Thumbs.db",
}
"""What a folder may hold and still count as empty: a new repository, and what desktops leave anywhere."""

_EXPORT = Label(
    "det er en eksport. Importér i registerets egen mappe",
    "it is an export. Import into the folder of the register itself",
)
_SOMETHING_ELSE = Label(
    "der ligger noget andet end et register i den. Vælg en ny mappe",
    "something else than a register is in it. Choose a new folder",
)
_NO_FOLDER = Label("det er ikke en mappe. Vælg en mappe", "it is no folder. Choose a folder")


class RegisterFolder:
    """The folder of a register, while nobody else who uses this package changes it.

    Attributes:
        register: the register in it; an empty one where it is new.

    """

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._present: dict[str, bytes] = {}
        self.register = Register()

    def read(self) -> None:
        """Read the register.

        Raises:
            PathError: something else is there, or another hand wrote it.
            RecordsError: it is not in good shape.

        """
        found = list(find_files(self._folder, tables=True))
        if [self._folder] == [each[0] for each in found if isinstance(each, tuple)] and len(found) == 1:
            if any(not _may_be_beside(each) for each in self._folder.iterdir()):
                raise path_error(self._path, _SOMETHING_ELSE)
            return
        self.register = load(self._path)
        own = dict(format_folder(to_dict(self.register)))
        for file in found:
            if isinstance(file, tuple):  # could not be read, and then could
                raise path_error(self._path, file[1].reason)
            data = file.read_bytes()
            if file.is_symlink() or file.parent != self._folder or data != own.get(file.name, "").encode():
                raise path_error(self._path, _by_hand(format_path(file.relative_to(self._folder))))
            self._present[file.name] = data

    def replace(self, register: Register | None, elsewhere: Sequence[StagedFile] = ()) -> None:
        """Replace the register, and files elsewhere, in one step; everything else in the folder stays.

        Args:
            register: the new register; None where it stays as it is.
            elsewhere: complete new contents of other files.

        Raises:
            PathError: it cannot be written.
            RecordsError: it would not read back as it is.

        """
        try:
            if register is None:
                replace_files(self._folder, (), elsewhere)
            else:
                replace_register(self._folder, prepare_tables(register), self._present, elsewhere)
        except OSError as error:
            raise system_path_error(self._path, error) from None


@contextlib.contextmanager
def register_folder(path: Path, *, dry_run: bool = False) -> Iterator[RegisterFolder]:
    """Lock and read the folder of a register; a new one is removed again where nothing is put into it.

    Args:
        path: the folder; folders above it are made.
        dry_run: whether nothing will be put into it: then none is made.

    Raises:
        PathError: it is no folder, or an export, or written by another hand, or cannot be written.
        RecordsError: what stands in it is not in good shape.

    """
    try:
        folder = resolve_target(path)
        refuse_dead_link(path)
        _refuse(path, folder)
        place = RegisterFolder(path, folder)
        if dry_run and not folder.exists():
            yield place
            return
        with make_and_lock_folder(folder):
            finish_interrupted(folder)
            place.read()
            yield place
    except OSError as error:
        raise system_path_error(path, error) from None


def _refuse(path: Path, folder: Path) -> None:
    """Refuse what is no folder to import into.

    Raises:
        PathError: it is none.

    """
    if folder.exists() and not folder.is_dir():
        raise path_error(path, _NO_FOLDER)
    if any((each / MANIFEST).exists() for each in (folder, *folder.parents)):
        raise path_error(path, _EXPORT)


def _may_be_beside(path: Path) -> bool:
    return path.name in _BESIDE_A_REGISTER or is_leftover(path)


def _by_hand(name: str) -> Label:
    return Label(
        f"{name} er skrevet i hånden, og en import ville slette bemærkninger og opsætning i den. "
        "Lav en mappe, som programmet selv har skrevet: eksportér til toml med --include-personal, "
        f"slet {MANIFEST} i eksporten, og importér i den",
        f"{name} was written by hand, and an import would delete the comments and layout in it. "
        "Make a folder that the program wrote: export to toml with --include-personal, "
        f"delete {MANIFEST} in the export, and import into that",
    )
