"""Replace a folder in one step by a new folder that is filled beside it.

While an export into `report` runs, a folder `.report.0123456789abcdef.civic-partnership` stands beside
`report`. In it are:

- `lock`: a file that the writing process locks, so that the next command knows whether the process is alive;
- `new`: the folder to fill;
- `old`: the folder that is exchanged with `report`; it is deleted only if its manifest shows no change;
- `gone`: an old folder without changes, which is being deleted.

After a kill at any moment, these names tell the next export into `report` what to do: if `report` is missing,
`old` becomes `report` again.
"""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from civic_partnership.findings import format_path
from civic_partnership.values import Label

from . import special_renames
from .interrupts import hold_interrupts
from .locks import lock_file, lock_folder, make_folders
from .staged_file import leftover_path, list_leftovers, sync_folder
from .target_paths import (
    path_error,
    refuse_closed_folder,
    refuse_dead_link,
    resolve_target,
    system_path_error,
)

_MEANWHILE = {errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY}
"""The errors of the system if another program came in between."""
_A_DRIVE = Label("det er et helt drev. Vælg en mappe på det", "it is a whole drive. Choose a folder on it")
_AROUND_YOU = Label(
    "du står i den. Vælg en ny mappe i den, eller gå et andet sted hen først",
    "you stand in it. Choose a new folder in it, or go elsewhere first",
)
_NOT_A_FOLDER = Label(
    "der ligger noget andet end en mappe. Vælg et andet navn",
    "something is there that is not a folder. Choose another name",
)

FindDifference = Callable[[Path], str | None]
"""Returns the name of the first change in a folder since its manifest was written; None if there is none."""


@contextlib.contextmanager
def replace_folder(target: Path, find_difference: FindDifference) -> Iterator[Path]:
    """Yield a new empty folder to fill; at the end of the block, replace the target by this folder.

    The block also writes the new manifest. If the block raises an error, the target stays as it was, and
    nothing is left beside it. The mode of the target is kept. If the target is a link to a folder, that
    folder is replaced and the link stays.

    Some systems cannot exchange two folders in one step: there the target is missing for a moment. After a
    kill in that moment, the next call puts the target back.

    Args:
        target: the folder to replace. It is missing or empty, or has a manifest and no changes since; any
            other folder is refused and never deleted. Missing folders above the target are made.
        find_difference: compares a folder with its manifest.

    Raises:
        PathError: the target cannot be written, or must not be replaced, or the block raised an `OSError`.
    """
    try:
        place = resolve_target(target)
        with make_folders(place.parent), contextlib.ExitStack() as stack:
            with lock_folder(place.parent):
                for each in list_leftovers(place.parent, place):
                    _AtomicFolder(target, place, each, find_difference).clear_if_dead()
                refuse_dead_link(target)
                _refuse_immovable(target, place)
                beside = leftover_path(place, os.urandom(8).hex())
                folder = _AtomicFolder(target, place, beside, find_difference)
                folder.refuse_changed(place)
                with hold_interrupts():
                    beside.mkdir(0o700)
                    stack.callback(folder.clear)
                    folder.lock()
                folder.new.mkdir()
            yield folder.new
            _sync_tree(folder.new)
            with lock_folder(place.parent):
                folder.refuse_changed(place)
                with hold_interrupts():
                    folder.take_place()
    except OSError as error:
        raise system_path_error(target, error) from error


class _AtomicFolder:
    """A target (its real path is `place`), and the folder beside it that holds `new`, the folder to fill."""

    def __init__(self, target: Path, place: Path, beside: Path, find_difference: FindDifference) -> None:
        self.new, self._old, self._gone = (beside / name for name in ("new", "old", "gone"))
        self._target = target
        self._place = place
        self._beside = beside
        self._find_difference = find_difference
        self._open_lock = contextlib.ExitStack()

    def lock(self) -> bool:
        """Lock the folder beside the target; return False if another process has the lock."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self._beside / "lock", flags, 0o600)
        self._open_lock.callback(os.close, descriptor)
        return lock_file(descriptor)

    def clear_if_dead(self) -> None:
        """Clear what a killed process left, unless the process is alive."""
        if self._beside.is_dir() and not self._beside.is_symlink():
            with contextlib.suppress(OSError):
                if self.lock():
                    self.clear()
                else:
                    self._open_lock.close()

    def clear(self) -> None:
        """Put the old folder back if the target is missing; delete everything that nobody can miss."""
        with hold_interrupts():
            with contextlib.suppress(OSError):
                if os.path.lexists(self._old) and not os.path.lexists(self._place):
                    self._old.rename(self._place)
                elif self._obstacle(self._old) is None:
                    self._old.rename(self._gone)
            for folder in (self.new, self._gone):
                shutil.rmtree(folder, ignore_errors=True)
            self._open_lock.close()
            with contextlib.suppress(OSError):
                (self._beside / "lock").unlink(missing_ok=True)
                self._beside.rmdir()

    def refuse_changed(self, folder: Path) -> None:
        """Raise a PathError unless a folder is missing, empty, or unchanged since an export wrote it."""
        if obstacle := self._obstacle(folder):
            raise path_error(self._target, obstacle)

    def _obstacle(self, path: Path) -> Label | None:
        """Return the reason why a path must not be replaced; None if it may be."""
        try:
            if not stat.S_ISDIR(path.lstat().st_mode):
                return _NOT_A_FOLDER
            if not any(path.iterdir()) or (name := self._find_difference(path)) is None:
                return None
        except FileNotFoundError:
            return None
        return Label(
            f"{format_path(name)} i den er ikke, som en eksport har skrevet det. "
            "Vælg en ny mappe, eller flyt den",
            f"{format_path(name)} in it is not as an export wrote it. "
            "Choose a new folder, or move this one away",
        )

    def take_place(self) -> None:
        """Replace the target by the new folder.

        Raises:
            PathError: somebody changed the target at the last moment.
            BlockingIOError: another program came in between.
        """
        with contextlib.suppress(FileNotFoundError):
            self.new.chmod(stat.S_IMODE(self._place.stat().st_mode))
        try:
            self._change_places()
        except OSError as error:
            if error.errno in _MEANWHILE:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from None
            raise
        for folder in (self._beside, self._place.parent):
            sync_folder(folder)

    def _change_places(self) -> None:
        try:
            self.new.rename(self._place)  # nothing is there, or an empty folder
        except OSError as error:
            if error.errno not in _MEANWHILE:
                raise
        else:
            return
        self.new.rename(self._old)
        is_exchanged = False
        try:
            if is_exchanged := special_renames.exchange(self._old, self._place):
                self.refuse_changed(self._old)
        except BaseException:
            if is_exchanged:
                special_renames.exchange(self._old, self._place)
            self._old.rename(self.new)
            raise
        if not is_exchanged:
            self._old.rename(self.new)
            self._place.rename(self._old)
            self.refuse_changed(self._old)  # if this raises, `clear` puts it back
            self.new.rename(self._place)
        with contextlib.suppress(OSError):  # else `clear` looks at it once more
            self._old.rename(self._gone)


def _refuse_immovable(target: Path, place: Path) -> None:
    """Refuse a folder that is a drive, may not be written, or contains the current folder of the process."""
    if not place.is_dir():
        return
    with contextlib.suppress(FileNotFoundError):  # the folder that the process stands in may be gone
        here = Path.cwd()
        if place in (here, *here.parents):
            raise path_error(target, _AROUND_YOU)
    if os.path.ismount(place):
        raise path_error(target, _A_DRIVE)
    refuse_closed_folder(place)


def _sync_tree(folder: Path) -> None:
    """Save all files in a folder to the disk, so that a power cut loses none."""
    for root, _, names in os.walk(folder):
        for name in names:
            with Path(root, name).open("r+b") as file:
                os.fsync(file)
        sync_folder(Path(root))
