"""What operating systems say each in its own way: why a path is refused."""

import errno

from civic_partnership.files import ChangedMeanwhileError, DamagedJournalError
from civic_partnership.findings import format_path
from civic_partnership.values import Label

_NO_ACCESS = Label("adgang er nægtet", "access is denied")
_NOTHING_THERE = Label("der er ingen sådan fil eller mappe", "there is no such file or folder")
_NO_ROOM = Label("der er ikke plads", "there is no room")
_NO_FOLDER = Label("en del af stien er ikke en mappe", "a part of the path is not a folder")
_IN_USE = Label("et andet program bruger stedet", "another program is using the place")
_LOOP = Label("genvejen fører i ring", "the link leads in circles")
_NO_PATH = Label("stien er ikke gyldig", "the path is not valid")

_REASONS: dict[int | None, Label] = {
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.ENOENT: _NOTHING_THERE,
    errno.ELOOP: _LOOP,
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EROFS: Label("drevet kan kun læses", "the drive can only be read"),
    errno.EISDIR: Label("det er en mappe", "it is a folder"),
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ENAMETOOLONG: Label("navnet er for langt", "the name is too long"),
    errno.EFBIG: Label("filen bliver for stor", "the file becomes too large"),
    errno.EIO: Label("der er fejl på drevet", "the drive is faulty"),
    errno.EAGAIN: _IN_USE,
    errno.EBUSY: _IN_USE,
    errno.EINVAL: _NO_PATH,
}


def os_reason(error: OSError | RuntimeError | ValueError) -> Label:
    """Why the system refuses a path: a clause in both languages."""
    match error:
        case ChangedMeanwhileError(path=path):
            return Label(
                f"et andet program har imens ændret {format_path(path.name)}",
                f"another program has changed {format_path(path.name)} meanwhile",
            )
        case DamagedJournalError(path=path):
            name = format_path(path.name)
            return Label(
                f"{name} er ikke, som programmet skriver den. Slet filen, hvis du ikke kender den",
                f"{name} is not as the program writes it. Delete the file if you do not know it",
            )
        case OSError(errno=code):
            name = errno.errorcode.get(code or 0, "?")
            said = error.strerror or name
            return _REASONS.get(code) or Label(f"systemet svarer {name}", f"the system says: {said}")
        case RuntimeError():  # what Python before 3.13 says when it follows such a link
            return _LOOP
        case _:
            return _NO_PATH
