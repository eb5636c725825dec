"""The folder of the register that an import changes: lock it, read it, and replace its files."""

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
from civic_partnership.storage import (
    find_files,
    format_folder,
    load,
    prepare_tables,
    replace_register,
    to_dict,
)
from civic_partnership.values import Label

_BESIDE_A_REGISTER = {".git", ".gitattributes", ".gitignore", ".DS_Store", "desktop.ini", "Thumbs.db"}
"""Names that an empty folder may hold: those of a new repository, and files that desktops leave anywhere."""

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
    """The folder of a register, locked against other users of this package.

    Attributes:
        register: the register in it; an empty one in a new folder.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._present: dict[str, bytes] = {}
        self.register = Register()

    def read(self) -> None:
        """Load the register of the folder; refuse a folder with other things or files written by hand."""
        found = list(find_files(self._folder, tables=True))
        if [self._folder] == [each[0] for each in found if isinstance(each, tuple)] and len(found) == 1:
            others = (each for each in self._folder.iterdir() if each.name not in _BESIDE_A_REGISTER)
            if not all(map(is_leftover, others)):
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
        """Replace the register (None keeps it), and files elsewhere, in one step; all other files stay."""
        try:
            if register is None:
                replace_files(self._folder, (), elsewhere)
            else:
                replace_register(self._folder, prepare_tables(register), self._present, elsewhere)
        except OSError as error:
            raise system_path_error(self._path, error) from None


@contextlib.contextmanager
def open_register_folder(path: Path, *, dry_run: bool = False) -> Iterator[RegisterFolder]:
    """Lock and read the folder of a register; refuse a folder that holds an export or something else.

    A new folder is made with the folders above it, but not in a dry run, and removed if it stays empty.
    """
    try:
        folder = resolve_target(path)
        refuse_dead_link(path)
        if folder.exists() and not folder.is_dir():
            raise path_error(path, _NO_FOLDER)
        if any((each / MANIFEST).exists() for each in (folder, *folder.parents)):
            raise path_error(path, _EXPORT)
        register_folder = RegisterFolder(path, folder)
        if dry_run and not folder.exists():
            yield register_folder
            return
        with make_and_lock_folder(folder):
            finish_interrupted(folder)
            register_folder.read()
            yield register_folder
    except OSError as error:
        raise system_path_error(path, error) from None


def _by_hand(name: str) -> Label:
    return Label(
        f"{name} er skrevet i hånden, og en import ville slette bemærkninger og opsætning i den. "
        "Lav en mappe, som programmet selv har skrevet: eksportér til toml med --include-personal, "
        f"slet {MANIFEST} i eksporten, og importér i den",
        f"{name} was written by hand, and an import would delete the comments and layout in it. "
        "Make a folder that the program wrote: export to toml with --include-personal, "
        f"delete {MANIFEST} in the export, and import into that",
    )
