"""Two special renames: exchange two paths in one step, and never replace anything."""

import ctypes
import errno
import os
from pathlib import Path
from typing import Any

_CALLS = {"renameat2": (1, 2), "renameatx_np": (4, 2)}
"""The call of Linux, that of macOS -> its flags for a rename that replaces nothing, and for an exchange."""
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step and return True, or do nothing and return False.

    Raises:
        OSError: the system can exchange in general, but not these two.

    """
    return _rename(one, other, flag=1)


def move_to_free_name(one: Path, other: Path) -> None:
    """Rename a file to a name that nothing has.

    Where the system can only look first and then rename, what takes the name in that instant is replaced.

    Raises:
        FileExistsError: something has that name.

    """
    if not _rename(one, other, flag=0):
        if os.path.lexists(other):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(other))
        one.rename(other)


def _rename(one: Path, other: Path, *, flag: int) -> bool:
    """Rename with the first or second flag of `_CALLS`; return False where the system has no such call."""
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
