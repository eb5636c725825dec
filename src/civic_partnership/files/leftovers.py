"""What stands beside a file or folder until it takes its place, and its name.

For `areas.toml` the name is `.areas.toml.0123456789abcdef.civic-partnership`.

The process that writes holds a lock on it. So the next command can tell what a killed process left.
"""

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from .locks import lock_file

_ENDING = "civic-partnership"
_LONGEST_NAME = 48
"""In bytes: a longer name is replaced by its hash, as many systems take no name above 255 bytes."""


def leftover_path(target: Path, token: str) -> Path:
    """Return the path beside a file or folder where its new contents stand.

    Args:
        target: the file or folder.
        token: sixteen hexadecimal digits.

    """
    return target.with_name(f".{_label(target)}.{token}.{_ENDING}")


def is_leftover(path: Path, target: Path | None = None) -> bool:
    """Tell by its name whether a path stands beside any file or folder, or beside this one."""
    label = re.escape(_label(target)) if target else ".+"
    return re.fullmatch(rf"\.{label}\.[0-9a-f]{{16}}\.{_ENDING}", path.name, re.DOTALL) is not None


def list_leftovers(folder: Path, target: Path | None = None) -> Iterator[Path]:
    """Yield what stands in a folder beside any file or folder, or beside this one.

    Yield nothing where the folder cannot be listed.
    """
    with contextlib.suppress(FileNotFoundError, PermissionError):
        yield from [each for each in folder.iterdir() if is_leftover(each, target)]


def clear_leftovers(folder: Path, target: Path | None = None) -> None:
    """Remove the files that killed processes left in a folder beside any file, or beside this one."""
    for path in list_leftovers(folder, target):
        with contextlib.suppress(OSError):
            if stat.S_ISREG(path.lstat().st_mode):
                with path.open("rb") as file:
                    if lock_file(file.fileno()):
                        path.unlink()


def _label(target: Path) -> str:
    """Return the name of the target, or the hash of a long one."""
    name = os.fsencode(target.name)
    return target.name if len(name) <= _LONGEST_NAME else hashlib.sha256(name).hexdigest()[:_LONGEST_NAME]
