"""Where an export may stand, and a sentence for each reason why it may not."""

import contextlib
import errno
import os
import stat
import time
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.findings import format_path
from civic_partnership.storage.os_errors import os_reason
from civic_partnership.values import Label

from .manifest import difference

TRIES = 20
"""How often others may come in between before it is given up."""
_PAUSE = 0.01

_A_DRIVE = Label("det er et helt drev. Vælg en mappe på det", "it is a whole drive. Choose a folder on it")
_NO_NAME = Label(
    "navnet har tegn, som ingen mappe kan have. Ret navnet",
    "the name has characters that no folder can have. Correct the name",
)
_NOWHERE = Label(
    "genvejen fører ingen steder hen. Ret genvejen",
    "the link leads nowhere. Correct the link",
)
_AROUND_YOU = Label(
    "du står i den. Vælg en ny mappe i den, eller gå et andet sted hen først",
    "you stand in it. Choose a new folder in it, or go elsewhere first",
)
_NOT_A_FOLDER = Label(
    "der ligger noget andet end en mappe. Vælg et andet navn",
    "something is there that is not a folder. Choose another name",
)
_ELSEWHERE = Label("Vælg et andet sted", "Choose another place")
_REMEDIES: dict[int | None, Label] = {
    errno.EACCES: Label("Giv adgang, eller vælg et andet sted", "Give access, or choose another place"),
    errno.EPERM: Label("Giv adgang, eller vælg et andet sted", "Give access, or choose another place"),
    errno.ENOSPC: Label("Skaf plads, eller vælg et andet sted", "Make room, or choose another place"),
    errno.EDQUOT: Label("Skaf plads, eller vælg et andet sted", "Make room, or choose another place"),
    errno.ENOENT: Label("Ret stien", "Correct the path"),
    errno.ENOTDIR: Label("Ret stien", "Correct the path"),
    errno.EEXIST: Label("Ret stien", "Correct the path"),
    errno.ELOOP: Label("Ret genvejen", "Correct the link"),
    errno.ENAMETOOLONG: Label("Vælg et kortere", "Choose a shorter one"),
    errno.EAGAIN: Label("Prøv igen, eller vælg et andet sted", "Try again, or choose another place"),
}
"""What the system refuses a folder for -> what to do."""


def resolved(target: Path) -> Path:
    """Where links lead, whether or not anything is there.

    Raises:
        PathError: it is no name for a folder.
        OSError: it cannot be looked at.

    """
    try:
        with contextlib.suppress(FileNotFoundError):
            target.lstat()
        return Path(os.path.realpath(target))
    except ValueError:
        raise unwritable(target, _NO_NAME) from None


def refuse_dead_link(target: Path) -> None:
    """Refuse a link behind which there is nothing that could be replaced.

    Raises:
        PathError: it leads nowhere.
        OSError: it cannot be looked at.

    """
    for _ in range(TRIES):
        try:
            if target.is_symlink():
                os.path.realpath(target, strict=True)
        except FileNotFoundError:
            time.sleep(_PAUSE)  # another export may be moving the folder that it leads to
        else:
            return
    raise unwritable(target, _NOWHERE)


def refuse_special(target: Path, place: Path) -> None:
    """Refuse a folder that cannot be moved, or had better not be.

    Raises:
        PathError: it is a drive, may not be written, or the process stands in it.

    """
    if not place.is_dir():
        return
    with contextlib.suppress(FileNotFoundError):  # the folder that the process stands in may be gone
        here = Path.cwd()
        if place in (here, *here.parents):
            raise unwritable(target, _AROUND_YOU)
    if os.path.ismount(place):
        raise unwritable(target, _A_DRIVE)
    may_write = os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    if not may_write and place.is_dir():  # another may just have taken it away
        raise refused(target, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def refuse_foreign(target: Path, place: Path) -> None:
    """Refuse what is not to be replaced.

    Raises:
        PathError: something is there that is neither an empty folder nor an export as it was written.
        OSError: it cannot be looked at.

    """
    for _ in range(TRIES):
        before = _identity(place)
        reason = obstacle(place)
        if reason is None:
            return
        if before == _identity(place):
            raise unwritable(target, reason)
        # Another export took the place while this one was looking: what was seen is a mix of both.
    raise busy()


def obstacle(path: Path) -> Label | None:
    """Why what stands there is not to be replaced; none where it is nothing, empty, or as an export wrote it.

    Raises:
        OSError: it cannot be looked at.

    """
    try:
        if not stat.S_ISDIR(path.lstat().st_mode):
            return _NOT_A_FOLDER
        if not any(path.iterdir()):
            return None
    except FileNotFoundError:
        return None
    if (name := difference(path)) is None:
        return None
    name = format_path(name)
    return Label(
        f"{name} i den er ikke, som en eksport har skrevet det. Vælg en ny mappe, eller flyt den",
        f"{name} in it is not as an export wrote it. Choose a new folder, or move this one away",
    )


def busy() -> OSError:
    """What is raised where others came in between too often."""
    return BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def refused(target: Path, error: OSError) -> PathError:
    """What the system refused, as a sentence."""
    reason, remedy = os_reason(error), _REMEDIES.get(error.errno, _ELSEWHERE)
    return unwritable(target, Label(f"{reason.da}. {remedy.da}", f"{reason.en}. {remedy.en}"))


def unwritable(target: Path, reason: Label) -> PathError:
    """That a target cannot be written, and why."""
    shown = format_path(target)
    return PathError(f"{shown} kan ikke skrives: {reason.da}.", f"{shown} cannot be written: {reason.en}.")


def _identity(path: Path) -> tuple[int, int, int] | None:
    """What changes whenever another folder is moved there."""
    with contextlib.suppress(FileNotFoundError):
        status = path.lstat()
        return status.st_dev, status.st_ino, status.st_ctime_ns
    return None
