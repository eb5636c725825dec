"""What operating systems do each in its own way: exchanging two folders in one step, and locking a file."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Exchange = Callable[[Path, Path], bool]
"""Exchanges two folders in one step and is true; or does nothing and is false, where that cannot be done."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS."""

_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}

if sys.platform == "win32":  # pragma: no cover - the tests run where there is `fcntl`
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock(descriptor: int) -> bool:
    """Lock an open file until it is closed or its process ends; false where others have, or none can."""
    try:
        _lock(descriptor)
    except OSError:
        return False
    return True


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step and be true, or do nothing and be false where the system cannot.

    Raises:
        OSError: it can in general, but not these two.

    """
    # Both systems take (folder, name, folder, name, flags); for a whole path the folder does not matter.
    paths = [os.fsencode(path.absolute()) for path in (one, other)]
    if _rename()(-1, paths[0], -1, paths[1], _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _rename() -> Callable[..., int]:
    libc: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    calls = (getattr(libc, name, None) for name in ("renameat2", "renameatx_np"))
    return next(filter(None, calls), _no_rename)


def _no_rename(*_: object) -> int:
    """Stands where the system has no such call."""
    ctypes.set_errno(errno.ENOSYS)
    return -1
