"""Paths that are about to be written: where their links lead, and why the system may refuse them.

Each system has its own words for a refusal; the messages here are ours, and tell what to do.
"""

import contextlib
import errno
import os
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.findings import format_path
from civic_partnership.values import Label

from .journal import ChangedMeanwhileError, DamagedJournalError

MANIFEST = "civic-partnership.json"
"""The name of the file that lists the files of an export; what stands beside it is an export."""

_NO_ACCESS = Label("adgang er nægtet", "access is denied")
_NO_ROOM = Label("der er ikke plads", "there is no room")
_NO_FOLDER = Label("en del af stien er ikke en mappe", "a part of the path is not a folder")
_IN_USE = Label("et andet program bruger stedet", "another program is using the place")
_LOOP = Label("genvejen fører i ring", "the link leads in circles")
_NO_PATH = Label("stien er ikke gyldig", "the path is not valid")

_NO_NAME = Label(
    "navnet har tegn, som ingen mappe kan have. Ret navnet",
    "the name has characters that no folder can have. Correct the name",
)
_NOWHERE = Label(
    "genvejen fører ingen steder hen. Ret genvejen",
    "the link leads nowhere. Correct the link",
)

_GIVE_ACCESS = Label("Giv adgang, eller vælg et andet sted", "Give access, or choose another place")
_MAKE_ROOM = Label("Skaf plads, eller vælg et andet sted", "Make room, or choose another place")
_CORRECT_PATH = Label("Ret stien", "Correct the path")
_ELSEWHERE = Label("Vælg et andet sted", "Choose another place")

_REASONS: dict[int | None, tuple[Label, Label]] = {
    errno.EACCES: (_NO_ACCESS, _GIVE_ACCESS),
    errno.EPERM: (_NO_ACCESS, _GIVE_ACCESS),
    errno.ENOENT: (
        Label("der er ingen sådan fil eller mappe", "there is no such file or folder"),
        _CORRECT_PATH,
    ),
    errno.ELOOP: (_LOOP, Label("Ret genvejen", "Correct the link")),
    errno.ENOSPC: (_NO_ROOM, _MAKE_ROOM),
    errno.EDQUOT: (_NO_ROOM, _MAKE_ROOM),
    errno.EROFS: (Label("drevet kan kun læses", "the drive can only be read"), _ELSEWHERE),
    errno.EISDIR: (Label("det er en mappe", "it is a folder"), _ELSEWHERE),
    errno.ENOTDIR: (_NO_FOLDER, _CORRECT_PATH),
    errno.EEXIST: (_NO_FOLDER, _CORRECT_PATH),
    errno.ENAMETOOLONG: (
        Label("navnet er for langt", "the name is too long"),
        Label("Vælg et kortere", "Choose a shorter one"),
    ),
    errno.EFBIG: (Label("filen bliver for stor", "the file becomes too large"), _ELSEWHERE),
    errno.EIO: (Label("der er fejl på drevet", "the drive is faulty"), _ELSEWHERE),
    errno.EAGAIN: (
        _IN_USE,
        Label("Prøv igen, eller vælg et andet sted", "Try again, or choose another place"),
    ),
    errno.EBUSY: (_IN_USE, _ELSEWHERE),
    errno.EINVAL: (_NO_PATH, _ELSEWHERE),
}
"""The number of an error -> the reason, and what to do."""


def resolve_target(target: Path) -> Path:
    """Follow all links in a path and return their end, even if nothing is there.

    Raises:
        PathError: no file can have such a name.
        OSError: the system refuses to look there.
    """
    try:
        with contextlib.suppress(FileNotFoundError):
            target.lstat()
        return Path(os.path.realpath(target))
    except ValueError:
        raise path_error(target, _NO_NAME) from None


def refuse_dead_link(target: Path) -> None:
    """Refuse a link that leads nowhere; accept anything else.

    Raises:
        PathError: the target is such a link.
        OSError: the system refuses to look there.
    """
    try:
        if target.is_symlink():
            os.path.realpath(target, strict=True)
    except FileNotFoundError:
        raise path_error(target, _NOWHERE) from None


def refuse_closed_folder(folder: Path) -> None:
    """Raise a PermissionError if no file may be made in a folder, or in the one above if it is missing."""
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    if not os.access(existing, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def os_reason(error: OSError | RuntimeError | ValueError) -> Label:
    """Return the reason for an error of the system: a clause in Danish and in English."""
    match error:
        case ChangedMeanwhileError(path=path):
            name = format_path(path.name)
            return Label(
                f"et andet program har imens ændret {name}", f"another program has changed {name} meanwhile"
            )
        case DamagedJournalError(path=path):
            name = format_path(path.name)
            return Label(
                f"{name} er ikke, som programmet skriver den. Slet filen, hvis du ikke kender den",
                f"{name} is not as the program writes it. Delete the file if you do not know it",
            )
        case OSError(errno=code) if code in _REASONS:
            return _REASONS[code][0]
        case OSError(errno=code):
            name = errno.errorcode.get(code or 0, "?")
            return Label(f"systemet svarer {name}", f"the system says: {error.strerror or name}")
        case RuntimeError():  # what Python before 3.13 raises when it follows such a link
            return _LOOP
        case _:
            return _NO_PATH


def system_path_error(target: Path, error: OSError | RuntimeError | ValueError) -> PathError:
    """Return the error to show if the system refuses to write a path: the reason, and what to do."""
    reason = os_reason(error)
    _, remedy = _REASONS.get(getattr(error, "errno", None), (reason, _ELSEWHERE))
    return path_error(target, Label(f"{reason.da}. {remedy.da}", f"{reason.en}. {remedy.en}"))


def path_error(target: Path, reason: Label) -> PathError:
    """Return the error to show if a path cannot be written, for this reason."""
    shown = format_path(target)
    return PathError(f"{shown} kan ikke skrives: {reason.da}.", f"{shown} cannot be written: {reason.en}.")
