"""New contents of a file, beside it until they take its place.

They stand in a file such as `.areas.toml.0123456789abcdef.civic-partnership`. Only its owner can read it
until it is complete. Its process holds a lock on it, so the next command can tell what a killed one left.
"""

import contextlib
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .interrupts import interrupts_held
from .locks import lock_file

_ENDING = "civic-partnership"
_LONGEST_NAME = 48
"""In bytes: a longer name is replaced by its hash, as many systems take no name above 255 bytes."""
_PRIVATE = 0o600


class StagedFile:
    """New contents of a file, which are being written beside it.

    Attributes:
        target: the file whose place they will take, and no link.
        token: the part of the name beside it that differs each time.
        before: the SHA-256 of what stands at the target, in hexadecimal digits; None where nothing does.
        path: where they stand now.
        file: the open file to write them into.
        is_handed_over: whether a journal names them, and so they are not removed at the end of the block.

    """

    def __init__(self, target: Path, before: str | None, *, private: bool) -> None:
        self.target = target
        self.token = secrets.token_hex(8)
        self.before = before
        self.path = leftover_path(target, self.token)
        self.file: BinaryIO = self.path.open("xb")
        self.is_handed_over = False
        self._usual_mode = _PRIVATE if private else stat.S_IMODE(os.fstat(self.file.fileno()).st_mode)
        self._is_private = private

    def complete(self) -> None:
        """Bring the contents to the disk, let those read them who may read the target, and close the file."""
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
        """Remove the contents where they still stand beside the target, and no journal names them."""
        if not self.is_handed_over:
            with contextlib.suppress(OSError):
                self.path.unlink()


@contextlib.contextmanager
def staged_file(target: Path, *, before: str | None = None, private: bool = False) -> Iterator[StagedFile]:
    """Open a file beside another; what still stands there at the end of the block is removed.

    Args:
        target: the file whose place it will take, and no link.
        before: the SHA-256 of what stands there, in hexadecimal digits; None where nothing does.
        private: whether only its owner may read it in the end, too; else it gets the mode of the target.

    Raises:
        OSError: it cannot be made.

    """
    with contextlib.ExitStack() as stack:
        with interrupts_held():
            staged = StagedFile(target, before, private=private)
            stack.callback(staged.discard)
            stack.enter_context(staged.file)
        staged.path.chmod(_PRIVATE)
        lock_file(staged.file.fileno())
        yield staged


def leftover_path(target: Path, token: str) -> Path:
    """Return the path beside a file where its new contents stand.

    Args:
        target: the file.
        token: sixteen hexadecimal digits.

    """
    return target.with_name(f".{_label(target)}.{token}.{_ENDING}")


def is_leftover(path: Path, target: Path | None = None) -> bool:
    """Tell by its name whether a path is one for new contents, of any file or of this one."""
    label = re.escape(_label(target)) if target else ".+"
    return re.fullmatch(rf"\.{label}\.[0-9a-f]{{16}}\.{_ENDING}", path.name, re.DOTALL) is not None


def clear_leftovers(folder: Path, target: Path | None = None) -> None:
    """Remove what killed processes left in a folder beside any file, or beside this one.

    A folder that cannot be listed is passed over.
    """
    with contextlib.suppress(FileNotFoundError, PermissionError):
        for path in [each for each in folder.iterdir() if is_leftover(each, target)]:
            with contextlib.suppress(OSError):
                if not stat.S_ISREG(path.lstat().st_mode):
                    continue
                with path.open("rb") as file:
                    if lock_file(file.fileno()):
                        path.unlink()


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file in hexadecimal digits.

    None where there is nothing, and an empty text for what is no ordinary file.

    Raises:
        OSError: it cannot be read.

    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    with contextlib.suppress(OSError):  # not every system opens folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _label(target: Path) -> str:
    name = os.fsencode(target.name)
    return target.name if len(name) <= _LONGEST_NAME else hashlib.sha256(name).hexdigest()[:_LONGEST_NAME]
