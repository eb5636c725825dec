"""Lock a folder: of two who write into it at the same time, one waits for the other.

A lock leaves no file, and ends with its process. It belongs to the folder, whatever its path: while one
process waits for it, another may remove the folder and make it anew.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 30.0
"""How many seconds to wait for another writer."""
_PAUSE = 0.02
_TRIES = 50
"""How often others may remove the folder before the caller gives up."""


if sys.platform == "win32":  # pragma: no cover - the tests run where there is `fcntl`
    import msvcrt

    def _lock_descriptor(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _open_locked(_: Path) -> int | None:
        """Lock nothing: no folder can be locked there; files are still replaced whole."""
        return None

else:
    import fcntl

    def _lock_descriptor(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _open_locked(folder: Path) -> int | None:
        """Return a locked descriptor of a folder; None where it cannot be locked.

        Raises:
            BlockingIOError: another has locked it, or has just made it anew.

        """
        with contextlib.ExitStack() as stack:
            try:
                descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            except PermissionError:  # it may be open for writing, and closed for reading
                return None
            stack.callback(os.close, descriptor)
            try:
                _lock_descriptor(descriptor)
            except BlockingIOError:
                raise
            except OSError:  # its drive knows no locks
                return None
            if not os.path.samestat(os.fstat(descriptor), folder.stat()):
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            stack.pop_all()
            return descriptor


def lock_file(descriptor: int) -> bool:
    """Lock an open file until it is closed or its process ends; return False where that cannot be done."""
    try:
        _lock_descriptor(descriptor)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def lock_folder(folder: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Keep everybody else who asks for this lock from writing into a folder during the block.

    Where the drive knows no locks, or the folder may not be read, nothing is locked.

    Args:
        folder: the folder; it exists.
        patience: how many seconds to wait for another.

    Raises:
        BlockingIOError: another held it all the time.
        OSError: the folder cannot be opened.

    """
    deadline = time.monotonic() + patience
    while True:
        try:
            descriptor = _open_locked(folder)
            break
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextlib.contextmanager
def make_folders(folder: Path) -> Iterator[None]:
    """Make a folder and those above it where they are missing; at the end remove those again that are empty.

    Raises:
        OSError: it cannot be made.

    """
    made: list[Path] = []
    with _remove_at_end(made):
        _make(folder, made)
        yield


@contextlib.contextmanager
def make_and_lock_folder(folder: Path) -> Iterator[None]:
    """Lock a folder, after making it and those above it where they are missing.

    At the end, the folders that were made here and are empty are removed.

    Args:
        folder: the folder, and no link.

    Raises:
        BlockingIOError: another held it all the time.
        OSError: it cannot be made or opened.

    """
    made: list[Path] = []
    with _remove_at_end(made), contextlib.ExitStack() as stack:
        tries_left = _TRIES
        while True:
            try:
                _make(folder, made)
                stack.enter_context(lock_folder(folder))
                break
            except FileNotFoundError:  # another removed it meanwhile
                tries_left -= 1
                if not tries_left:
                    raise
                time.sleep(_PAUSE)
        if folder in made:  # it is removed while it is locked, as another may wait for it
            made.remove(folder)
            stack.callback(_remove_empty, folder)
        yield


@contextlib.contextmanager
def _remove_at_end(made: list[Path]) -> Iterator[None]:
    """Remove folders at the end of the block, innermost first, where they are empty and nobody holds them."""
    try:
        yield
    finally:
        for each in made:
            with contextlib.suppress(OSError), lock_folder(each, patience=0):
                _remove_empty(each)


def _make(folder: Path, made: list[Path]) -> None:
    """Make the missing folders, and note them innermost first, each before it is made."""
    made[:0] = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)


def _remove_empty(folder: Path) -> None:
    """Remove a folder if it is empty."""
    with contextlib.suppress(OSError):
        folder.rmdir()
