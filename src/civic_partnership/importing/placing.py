"""Putting a register in place of another, in one step: a folder is whole before and after.

While an import writes, a folder stands beside the register, with `new`, which is being filled, and where
the system cannot exchange two folders, `old` (see `storage.aside`). After a kill at any moment these names
alone tell what to do; the next who writes into the same place does it. Where both are there, and a folder
stands in the place again, another program made it; then both are kept.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.exporting import MANIFEST, system
from civic_partnership.exporting.place import refuse_dead_link, refuse_special, refused, resolved, unwritable
from civic_partnership.findings import shown_path
from civic_partnership.model import Register
from civic_partnership.storage import load, to_dict, write
from civic_partnership.storage.aside import beside_of, new_beside, restore
from civic_partnership.storage.folder import files
from civic_partnership.storage.locking import held, unmoved
from civic_partnership.storage.writing import folder_texts
from civic_partnership.values import Label

_EXPORT = Label(
    "det er en eksport. Importér i registerets egen mappe",
    "it is an export. Import into the folder of the register itself",
)
_SOMETHING_ELSE = Label(
    "der ligger noget andet end et register i den. Vælg en ny mappe",
    "something else than a register is in it. Choose a new folder",
)
_NO_FOLDER = Label("det er ikke en mappe. Vælg en mappe", "it is no folder. Choose a folder")


class Home:
    """The folder of a register, while nobody else changes it.

    Attributes:
        register: what stands in it; nothing where it is new.

    """

    def __init__(self, path: Path, folder: Path, register: Register) -> None:
        self._path = path
        self._folder = folder
        self.register = register

    def put(self, register: Register) -> None:
        """Let a register take the place of what stands there; all else in the folder stays.

        Raises:
            PathError: it cannot be written.
            RecordsError: it would not read back as it is.

        """
        folder = self._folder
        beside = new_beside(folder)
        new = beside / "new"
        own = {each.name for each in files(folder) if isinstance(each, Path)}
        try:
            beside.mkdir(0o700)
            shutil.copytree(
                folder,
                new,
                symlinks=True,
                copy_function=_linked,
                ignore=lambda at, _: own if Path(at) == folder else (),
            )
            write(register, new)
            for name in own:
                with contextlib.suppress(FileNotFoundError):  # its kind has no record any more
                    shutil.copymode(folder / name, new / name)
            if not system.exchange(new, folder):
                _in_turn(new, folder, beside / "old")
        except PathError as error:
            shown = shown_path(self._path)
            raise PathError(error.da.replace(str(new), shown), error.en.replace(str(new), shown)) from None
        except OSError as error:
            if (beside / "old").exists() and folder.exists():
                raise unwritable(self._path, _kept(beside / "old")) from None
            raise refused(self._path, error) from None
        finally:
            _clear(beside)


def _linked(source: str, target: str) -> None:
    """Have a file stand in two places; where no drive can do that, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _in_turn(new: Path, folder: Path, old: Path) -> None:
    """Exchange two folders where the system cannot do it in one step."""
    with unmoved(folder):
        folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            old.rename(folder)
            raise


@contextlib.contextmanager
def home(path: Path, *, dry_run: bool = False) -> Iterator[Home]:
    """The folder of a register, locked; a new one is taken away again where nothing was put into it.

    Args:
        path: the folder; folders above it are made.
        dry_run: whether nothing will be put into it: then none is made.

    Raises:
        PathError: it is no folder, or an export, or written by another hand, or cannot be written.
        RecordsError: what stands in it is not in good shape.

    """
    try:
        folder = resolved(path)
        with unmoved(folder):
            restore(folder)
            refuse_dead_link(path)
            _refuse(path, folder)
            is_there = folder.exists()
        if dry_run and not is_there:
            yield Home(path, folder, Register())
            return
        with held(folder):
            for left in () if dry_run else beside_of(folder):
                _clear(left)
            yield Home(path, folder, _register(path, folder))
    except OSError as error:
        raise refused(path, error) from None


def _refuse(path: Path, folder: Path) -> None:
    """Refuse what is no folder to import into.

    Raises:
        PathError: it is none.

    """
    if folder.exists() and not folder.is_dir():
        raise unwritable(path, _NO_FOLDER)
    refuse_special(path, folder)
    if any((each / MANIFEST).exists() for each in (folder, *folder.parents)):
        raise unwritable(path, _EXPORT)


def _register(path: Path, folder: Path) -> Register:
    """What stands in a folder; nothing where it is empty.

    Raises:
        PathError: something else stands there, or what another hand has written.
        RecordsError: it is not in good shape.

    """
    found = list(files(folder, tables=True))
    if [folder] == [each[0] for each in found if isinstance(each, tuple)] and len(found) == 1:
        if any(not each.name.startswith(".") for each in folder.iterdir()):
            raise unwritable(path, _SOMETHING_ELSE)
        return Register()
    register = load(path)
    own = dict(folder_texts(to_dict(register)))
    for file in found:
        if isinstance(file, tuple):  # could not be read, and then could
            raise unwritable(path, file[1].reason)
        if file.parent != folder or file.read_bytes() != own.get(file.name, "").encode():
            raise unwritable(path, _by_hand(shown_path(file.relative_to(folder))))
    return register


def _kept(old: Path) -> Label:
    shown = shown_path(old)
    return Label(
        f"et andet program har lavet noget der imens. Hvad der stod i den, ligger i {shown}",
        f"another program has made something there meanwhile. What stood in it is in {shown}",
    )


def _by_hand(name: str) -> Label:
    return Label(
        f"{name} er skrevet i hånden, og en import ville slette bemærkninger og opsætning i den. "
        "Lav en mappe, som programmet selv har skrevet: eksportér til toml med --include-personal, "
        f"slet {MANIFEST} i eksporten, og importér i den",
        f"{name} was written by hand, and an import would delete the comments and layout in it. "
        "Make a folder that the program wrote: export to toml with --include-personal, "
        f"delete {MANIFEST} in the export, and import into that",
    )


def _clear(beside: Path) -> None:
    """Delete what an import has left, unless it had moved a folder aside and another came into its place."""
    if not (os.path.lexists(beside / "old") and os.path.lexists(beside / "new")):
        shutil.rmtree(beside, ignore_errors=True)
