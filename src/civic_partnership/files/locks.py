"""Locks of folders: if two processes write into a folder at the same time, one waits for the other.

A lock leaves no file behind, and ends with its process. The lock belongs to the folder, not to the path:
while one process waits, another may remove the folder and make a new one.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 30.0
"""The number of seconds to wait for another writer."""
_PAUSE = 0.02
_TRIES = 50
"""The number of times that others may remove the folder before the caller gives up."""


if sys.platform == "win32":  # pragma: no cover - the tests run where there is `fcntl`
    import msvcrt

    def _lock_descriptor(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _open_locked(_: Path) -> int | None:
        """Lock nothing: Windows locks no folder. Files are still replaced as a whole."""
        return None

else:
    import fcntl

    def _lock_descriptor(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _open_locked(folder: Path) -> int | None:
        """Return a locked descriptor of a folder; None if the folder cannot be locked at all.

        Raises:
            BlockingIOError: another process has the lock, or has just made the folder anew.
        """
        with contextlib.ExitStack() as stack:
            try:
                descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            except PermissionError:  # a folder may be open for writing, and closed for reading
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
    """Lock an open file until its descriptor is closed; return False if another has the lock."""
    try:
        _lock_descriptor(descriptor)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def lock_folder(folder: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Lock an existing folder during the block.

    If the drive knows no locks, or the folder may not be read, nothing is locked.

    Args:
        folder: the folder.
        patience: the number of seconds to wait for another process.

    Raises:
        BlockingIOError: another process held the lock all the time.
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
    """Make a folder and all missing folders above it; at the end remove those of them that are empty."""
    made: list[Path] = []
    with _remove_at_end(made):
        _make(folder, made)
        yield


@contextlib.contextmanager
def make_and_lock_folder(folder: Path) -> Iterator[None]:
    """Make a folder and all missing folders above it, as `make_folders` does, and lock the folder.

    Args:
        folder: the folder; not a link.

    Raises:
        BlockingIOError: another process held the lock all the time.
        OSError: the folder cannot be made or opened.
    """
    made: list[Path] = []
    with _remove_at_end(made), contextlib.ExitStack() as stack:
        tries_left = _TRIES
        while True:
            try:
                _make(folder, made)
                stack.enter_context(lock_folder(folder))
                break
            except FileNotFoundError:  # another process removed the folder meanwhile
                tries_left -= 1
                if not tries_left:
                    raise
                time.sleep(_PAUSE)
        if folder in made:  # it is removed while it is locked, because others may wait for it
            made.remove(folder)
            stack.callback(_remove_empty, folder)
        yield


@contextlib.contextmanager
def _remove_at_end(made: list[Path]) -> Iterator[None]:
    """Remove folders at the end of the block, innermost first, if they are empty and nobody locks them."""
    try:
        yield
    finally:
        for each in made:
            with contextlib.suppress(OSError), lock_folder(each, patience=0):
                _remove_empty(each)


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and all missing folders above it.

    Before that, put the missing ones at the front of the list `made`, each folder before the one above it.
    """
    made[:0] = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
