"""Two special renames: one exchanges two paths in one step, the other never replaces a file."""

import errno
import os
from pathlib import Path
from typing import Any

_CALLS = {"renameat2": (1, 2), "renameatx_np": (4, 2)}
"""The call of Linux and the call of macOS -> the flag that replaces nothing, and the flag to exchange."""
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step and return True; return False if the system has no such step.

    Raises:
        OSError: the system can exchange paths, but not these two.
    """
    return _rename(one, other, flag=1)


def move_to_free_name(one: Path, other: Path) -> None:
    """Rename a file to a name that is free.

    A system without such a rename looks first and renames then. A file that takes the name in between is
    replaced.

    Raises:
        FileExistsError: the name is taken.
    """
    if not _rename(one, other, flag=0):
        if os.path.lexists(other):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(other))
        one.rename(other)


def _rename(one: Path, other: Path, *, flag: int) -> bool:
    """Rename with the first or second flag in `_CALLS`; return False if the system has no such call."""
    import ctypes  # noqa: PLC0415 - it is slow to import, and whoever only reads needs no rename

    libc: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    for name, flags in _CALLS.items():
        if (call := getattr(libc, name, None)) is None:
            continue
        # Both take (folder, name, folder, name, flags); for an absolute path the folder does not matter.
        paths = [os.fsencode(path.absolute()) for path in (one, other)]
        if call(-1, paths[0], -1, paths[1], flags[flag]) == 0:
            return True
        if (code := ctypes.get_errno()) not in _CANNOT:
            raise OSError(code, os.strerror(code), str(one), None, str(other))
    return False
