"""The real path of what is about to be written."""

import contextlib
import os
from pathlib import Path

from civic_partnership.values import Label

from .os_errors import path_error

_NO_NAME = Label(
    "navnet har tegn, som ingen mappe kan have. Ret navnet",
    "the name has characters that no folder can have. Correct the name",
)
_NOWHERE = Label(
    "genvejen fører ingen steder hen. Ret genvejen",
    "the link leads nowhere. Correct the link",
)


def resolve_target(target: Path) -> Path:
    """Follow all links in a path and return where they end, even if nothing is there.

    Raises:
        PathError: no file can have such a name.
        OSError: it cannot be looked at.

    """
    try:
        with contextlib.suppress(FileNotFoundError):
            target.lstat()
        return Path(os.path.realpath(target))
    except ValueError:
        raise path_error(target, _NO_NAME) from None


def refuse_dead_link(target: Path) -> None:
    """Refuse a link that leads nowhere.

    Raises:
        PathError: it leads nowhere.
        OSError: it cannot be looked at.

    """
    try:
        if target.is_symlink():
            os.path.realpath(target, strict=True)
    except FileNotFoundError:
        raise path_error(target, _NOWHERE) from None
