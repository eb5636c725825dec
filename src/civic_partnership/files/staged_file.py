"""Staged files: the new contents of a file are written beside it, and then take its place.

A staged file for `areas.toml` is named `.areas.toml.0123456789abcdef.civic-partnership`. Only its owner can
read it until it is complete. The process that writes it holds a lock on it. A process that is killed leaves
its staged file behind as a *leftover*; the next command knows by the lock that nobody writes it any more.
A folder that is replaced as a whole has a leftover with such a name, too: see `atomic_folder`.
"""

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .interrupts import hold_interrupts
from .locks import lock_file

_PRIVATE = 0o600
_ENDING = "civic-partnership"
_LONGEST_NAME = 48
"""In bytes: a longer name is replaced by its hash, because many systems take no name above 255 bytes."""


def leftover_path(target: Path, token: str) -> Path:
    """Return the path beside a target for its new contents; the token has sixteen hexadecimal digits."""
    return target.with_name(f".{_label(target)}.{token}.{_ENDING}")


def is_leftover(path: Path, target: Path | None = None) -> bool:
    """Tell by its name whether a path stands beside this target, or (without target) beside any."""
    label = re.escape(_label(target)) if target else ".+"
    return re.fullmatch(rf"\.{label}\.[0-9a-f]{{16}}\.{_ENDING}", path.name, re.DOTALL) is not None


def list_leftovers(folder: Path, target: Path | None = None) -> list[Path]:
    """Return the leftovers in a folder, of this target or of any; none if the folder cannot be listed."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        return [path for path in folder.iterdir() if is_leftover(path, target)]
    return []


def clear_leftovers(folder: Path, target: Path | None = None) -> None:
    """Remove the staged files of killed processes from a folder, of this target or of any."""
    for path in list_leftovers(folder, target):
        with contextlib.suppress(OSError):
            if stat.S_ISREG(path.lstat().st_mode):
                with path.open("rb") as file:
                    if lock_file(file.fileno()):
                        path.unlink()


def _label(target: Path) -> str:
    """Return the name of a target, or the hash of a long name."""
    name = os.fsencode(target.name)
    return target.name if len(name) <= _LONGEST_NAME else hashlib.sha256(name).hexdigest()[:_LONGEST_NAME]


class StagedFile:
    """The new contents of a target file, in a file beside the target.

    Attributes:
        target: the file to replace; not a link.
        token: sixteen hexadecimal digits, different for each staged file.
        before: the SHA-256 of the target, in hexadecimal digits; None if there is no target.
        path: the path of the staged file.
        file: the staged file, open for writing.
        is_handed_over: whether a journal names the staged file, so that `discard` leaves it alone.
    """

    def __init__(self, target: Path, before: str | None, *, private: bool) -> None:
        self.target = target
        self.token = os.urandom(8).hex()
        self.before = before
        self.path = leftover_path(target, self.token)
        self.file: BinaryIO = self.path.open("xb")
        self.is_handed_over = False
        self._usual_mode = _PRIVATE if private else stat.S_IMODE(os.fstat(self.file.fileno()).st_mode)
        self._is_private = private

    def complete(self) -> None:
        """Save the staged file to the disk, give it the owner and mode of the target, and close it."""
        self.file.flush()
        mode = self._usual_mode
        if self.target.exists() and not self._is_private:
            status = self.target.stat()
            mode = stat.S_IMODE(status.st_mode)
            with contextlib.suppress(OSError, AttributeError):
                os.chown(self.path, status.st_uid, status.st_gid)
        self.path.chmod(mode)
        os.fsync(self.file.fileno())
        self.file.close()  # some systems rename no open file

    def discard(self) -> None:
        """Remove the staged file, unless it has taken its place or a journal names it."""
        if not self.is_handed_over:
            with contextlib.suppress(OSError):
                self.path.unlink()


@contextlib.contextmanager
def stage_file(target: Path, *, before: str | None = None, private: bool = False) -> Iterator[StagedFile]:
    """Open a staged file for a target, and discard it at the end of the block.

    Args:
        target: the file to replace; not a link.
        before: the SHA-256 of the target, in hexadecimal digits; None if there is no target.
        private: whether only the owner may read the file in the end, whatever the mode of the target.
    """
    with contextlib.ExitStack() as stack:
        with hold_interrupts():
            staged = StagedFile(target, before, private=private)
            stack.callback(staged.discard)
            stack.enter_context(staged.file)
        staged.path.chmod(_PRIVATE)
        lock_file(staged.file.fileno())
        yield staged


def replace_file(target: Path, data: bytes, *, private: bool = False) -> None:
    """Replace or make a file: as a whole, or not at all; with `private`, only its owner may read it."""
    clear_leftovers(target.parent, target)
    with stage_file(target, private=private) as staged:
        staged.file.write(data)
        staged.complete()
        staged.path.replace(target)


def file_digest(path: Path) -> str | None:
    """Return the SHA-256 of a file in hexadecimal digits.

    Return None if nothing is there, and an empty text for a folder, a link or another special file.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Save the names in a folder to the disk, so that a power cut cannot undo a rename."""
    with contextlib.suppress(OSError):  # not every system opens folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
