"""Locking a folder: of two who write into it at the same time, one waits for the other.

A lock leaves no file, and ends with its process. It is the folder that is locked, whatever its path: while it
is waited for, the folder may be moved, and another may come into its place.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from .aside import restore

PATIENCE = 30.0
"""So many seconds another writer is waited for."""
_PAUSE = 0.02
_TRIES = 50
"""How often others may take away what is to be locked before it is given up."""


if (
    sys.platform == "win32"
):  # pragma: no cover - no folder can be locked there; files are still replaced whole

    def _lock(_: Path) -> int | None:
        return None

else:
    import fcntl

    def _lock(folder: Path) -> int | None:
        """A locked descriptor of a folder; None where its drive knows no locks.

        Raises:
            BlockingIOError: another has locked it, or has just put another in its place.

        """
        with contextlib.ExitStack() as stack:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise
            except OSError:
                return None
            if not os.path.samestat(os.fstat(descriptor), folder.stat()):
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            stack.pop_all()
            return descriptor


@contextlib.contextmanager
def locked(folder: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """While this lasts, nobody else who asks for the same lock writes into the folder.

    Where the drive knows no locks, nothing is locked.

    Args:
        folder: the folder; it is there.
        patience: so many seconds another is waited for.

    Raises:
        BlockingIOError: another has held it all the time.
        OSError: the folder may not be opened.

    """
    deadline = time.monotonic() + patience
    while True:
        try:
            descriptor = _lock(folder)
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
def unmoved(folder: Path) -> Iterator[None]:
    """While this lasts, nobody else who asks for the same makes or moves a folder of this name.

    What is locked is the folder above it, so this is to be short. Where that is missing or may not be
    opened, nothing is locked.
    """
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(FileNotFoundError, PermissionError):
            stack.enter_context(locked(folder.parent))
        yield


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Lock a folder, which is put back where it was moved aside, or made with those above it.

    At the end, what was made here is taken away again where it is empty and nobody else has it.

    Args:
        folder: the folder, and no link.

    Raises:
        BlockingIOError: another has held it all the time.
        OSError: it may not be made or opened.

    """
    made: set[Path] = set()
    try:
        with contextlib.ExitStack() as stack:
            tries = 1
            while True:
                try:
                    _make(folder, made)
                    stack.enter_context(locked(folder))
                    break
                except FileNotFoundError:  # whoever was waited for took it away, or moves it
                    if tries == _TRIES:
                        raise
                    tries += 1
                    time.sleep(_PAUSE)
            if folder in made:  # while it is locked: somebody may wait for it
                made.remove(folder)
                stack.callback(_remove, folder)
            yield
    finally:
        for each in (folder, *folder.parents):
            if each in made:
                with contextlib.suppress(OSError), locked(each, patience=1):
                    _remove(each)


def _make(folder: Path, made: set[Path]) -> None:
    """Make a folder and those above it where they are missing, and note which."""
    made.update(each for each in folder.parents if not each.exists())
    with contextlib.suppress(FileExistsError):  # another made it in this moment, and may take it away again
        folder.parent.mkdir(parents=True)
    with unmoved(folder):
        restore(folder)
        if not folder.exists():
            made.add(folder)
            with contextlib.suppress(FileExistsError):
                folder.mkdir()


def _remove(folder: Path) -> None:
    """Remove a folder, unless something is in it."""
    with contextlib.suppress(OSError), unmoved(folder):
        folder.rmdir()
