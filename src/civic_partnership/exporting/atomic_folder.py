"""Writing a folder all or nothing: it is filled beside its place, and takes that place in one step.

While an export into `report` runs, the folder `.report.0123456789abcdef.civic-partnership` stands beside it:

- `lock`: locked by the process that writes, so that a later one can tell whether it still lives;
- `new`: what is being filled;
- `aside`: what changes places with the target. Where the target is missing it takes its place again, else
  it is deleted only if it is an export as it was written;
- `gone`: what is known to be such an export, and is being deleted.

After a kill at any moment these names alone tell what to do; the next export into the same place does it.
"""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from civic_partnership.files import Exchange, exchange, interrupts_held, lock_file, sync_folder

from .target_checks import (
    TRIES,
    busy,
    obstacle,
    refuse_dead_link,
    refuse_foreign,
    refuse_special,
    refused,
    resolved,
)

_LONGEST_NAME = 64
_TAKEN = {errno.EEXIST, errno.ENOTEMPTY}


@contextlib.contextmanager
def staged(target: Path, *, exchange: Exchange = exchange) -> Iterator[Path]:
    """A new empty folder to fill; at the end of the block it takes the place of `target`, in one step.

    What is in the way is replaced if it is an empty folder, or an export as it was written; the mode of
    the folder is kept. The block writes the manifest as well, or the folder is never replaced again. If the
    block raises, the target stays as it was, and nothing is left beside it. Where a link leads to a folder,
    the folder is replaced and the link stays.

    Where the system cannot exchange two folders in one step, the target is away for a moment; if the
    process is killed then, the next use puts it back.

    Args:
        target: where the folder shall stand; folders above it are made.
        exchange: how two folders are exchanged in one step.

    Raises:
        PathError: it cannot be written there, or something in the way is not to be replaced; also where
            the block raises an `OSError`.

    """
    try:
        place = resolved(target)
        with _parents(place.parent):
            _restore(place)
            refuse_dead_link(target)
            refuse_special(target, place)
            refuse_foreign(target, place)
            with _staging(place) as staging:
                new = staging / "new"
                new.mkdir()
                yield new
                _settle(new)
                with interrupts_held():
                    _commit(target, place, staging, exchange)
    except OSError as error:
        raise refused(target, error) from error


@contextlib.contextmanager
def _parents(folder: Path) -> Iterator[None]:
    """Make the folders that are missing, and take them away again if the block raises."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in missing:
            with contextlib.suppress(OSError):
                each.rmdir()
        raise


def _commit(target: Path, place: Path, staging: Path, exchange: Exchange) -> None:
    """Let what was filled take its place."""
    for _ in range(TRIES):
        refuse_foreign(target, place)
        with contextlib.suppress(FileNotFoundError):
            (staging / "new").chmod(stat.S_IMODE(place.stat().st_mode))
        if _take(target, place, staging, exchange):
            for folder in (staging, place.parent):
                sync_folder(folder)
            return
    raise busy()


def _take(target: Path, place: Path, staging: Path, exchange: Exchange) -> bool:
    """Take the place; false where somebody came in between, so that all must be looked at anew."""
    new, aside = staging / "new", staging / "aside"
    if _moved(new, place):
        return True
    new.rename(aside)
    try:
        exchanged = exchange(aside, place)
    except OSError as error:
        aside.rename(new)
        if isinstance(error, FileNotFoundError):
            return False
        raise
    if not exchanged:
        aside.rename(new)
        return _take_in_turn(target, place, new, aside)
    try:
        refuse_foreign(target, aside)
    except BaseException:
        exchange(aside, place)
        raise
    _discard(aside)
    return True


def _take_in_turn(target: Path, place: Path, new: Path, aside: Path) -> bool:
    """The same in two steps, where the system cannot do it in one."""
    try:
        place.rename(aside)
    except FileNotFoundError:
        return False
    refuse_foreign(target, aside)  # where it is refused, it is put back as after a kill
    taken = _moved(new, place)
    _discard(aside)
    return taken


def _moved(folder: Path, place: Path) -> bool:
    """Move a folder to where there is nothing, or at most an empty folder; false where there is more."""
    try:
        folder.rename(place)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        return False
    return True


def _discard(aside: Path) -> None:
    """Delete what is known to be an export; by its new name this is known after a kill as well."""
    gone = aside.with_name("gone")
    with contextlib.suppress(OSError):
        aside.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


@contextlib.contextmanager
def _staging(place: Path) -> Iterator[Path]:
    """A locked folder beside the place; at the end it is taken away."""
    for _ in range(TRIES):
        with contextlib.ExitStack() as stack:
            with interrupts_held():
                staging = place.with_name(f".{_label(place)}.{secrets.token_hex(8)}.civic-partnership")
                staging.mkdir(0o700)
                stack.callback(_remove, staging)
                descriptor = _locked(staging)
                if descriptor is not None:
                    stack.callback(_leave, staging, place, descriptor)
            if descriptor is not None:
                yield staging
                return
    raise busy()


def _label(place: Path) -> str:
    """The place's name, or what stands for it where it is too long to be part of another name."""
    name = os.fsencode(place.name)
    return place.name if len(name) <= _LONGEST_NAME else hashlib.sha256(name).hexdigest()


def _restore(place: Path) -> None:
    """Clear away what killed processes left beside the place, and put back what they had set aside."""
    ours = re.compile(rf"\.{re.escape(_label(place))}\.[0-9a-f]{{16}}\.civic-partnership")
    with contextlib.suppress(PermissionError):  # a folder may be open for writing, and closed for reading
        for staging in list(place.parent.iterdir()):
            if ours.fullmatch(staging.name) and not staging.is_symlink():
                with contextlib.suppress(OSError):
                    descriptor = _locked(staging)
                    if descriptor is not None:
                        _leave(staging, place, descriptor)


def _locked(staging: Path) -> int | None:
    """The open lock of a staging folder; none where another process has it, or has just removed it."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(staging / "lock", flags, 0o600)
    except FileNotFoundError:
        return None
    if lock_file(descriptor) and os.fstat(descriptor).st_nlink:
        return descriptor
    os.close(descriptor)
    return None


def _leave(staging: Path, place: Path, descriptor: int) -> None:
    """Take a staging folder away, once nothing is in it that anybody could miss."""
    aside = staging / "aside"
    with interrupts_held():
        with contextlib.suppress(OSError):
            if os.path.lexists(aside) and not os.path.lexists(place):
                aside.rename(place)
            elif obstacle(aside) is None:
                _discard(aside)
        for name in ("new", "gone"):
            shutil.rmtree(staging / name, ignore_errors=True)
        os.close(descriptor)
        _remove(staging)


def _remove(staging: Path) -> None:
    """Remove a staging folder, unless something is still in it."""
    with contextlib.suppress(OSError):
        (staging / "lock").unlink(missing_ok=True)
        staging.rmdir()


def _settle(folder: Path) -> None:
    """Have all that a folder holds written to the disk, so that a power cut finds it whole."""
    for root, _, names in os.walk(folder):
        for name in names:
            with Path(root, name).open("r+b") as file:
                os.fsync(file)
        sync_folder(Path(root))
