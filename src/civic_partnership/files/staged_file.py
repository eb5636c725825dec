"""New contents of a file, which stand beside it until they take its place.

Only the owner can read them until they are complete.
"""

import contextlib
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .interrupts import hold_interrupts
from .leftovers import clear_leftovers, leftover_path
from .locks import lock_file

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
def stage_file(target: Path, *, before: str | None = None, private: bool = False) -> Iterator[StagedFile]:
    """Open a file beside another; remove it at the end of the block if it still stands there.

    Args:
        target: the file whose place it will take, and no link.
        before: the SHA-256 of what stands there, in hexadecimal digits; None where nothing does.
        private: whether only its owner may read it in the end, too; else it gets the mode of the target.

    Raises:
        OSError: it cannot be made.

    """
    with contextlib.ExitStack() as stack:
        with hold_interrupts():
            staged = StagedFile(target, before, private=private)
            stack.callback(staged.discard)
            stack.enter_context(staged.file)
        staged.path.chmod(_PRIVATE)
        lock_file(staged.file.fileno())
        yield staged


def replace_file(target: Path, data: bytes) -> None:
    """Replace a file, or make it, as a whole or not at all.

    Raises:
        OSError: it cannot be written.

    """
    clear_leftovers(target.parent, target)
    with stage_file(target) as staged:
        staged.file.write(data)
        staged.complete()
        staged.path.replace(target)


def file_digest(path: Path) -> str | None:
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
