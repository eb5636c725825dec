"""The file of rows that were not taken in: each as it was, and why, to be corrected and sent again."""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from civic_partnership.exporting import MANIFEST, system
from civic_partnership.exporting.place import refuse_dead_link, refused, resolved, unwritable
from civic_partnership.values import Label

from .rejecting import Reason
from .tables import REJECT_HEADINGS, Row, Written

_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?"?' + re.escape(REJECT_HEADINGS[0].encode()))
"""What a file of rejected rows begins with."""
_ENDING = "civic-partnership-rejects"

_SOURCE = Label("det er den fil, der importeres", "it is the file that is imported")
_IN_REGISTER = Label("den må ikke ligge i registerets mappe", "it must not lie in the folder of the register")
_IN_EXPORT = Label(
    "den må ikke ligge i en eksport, som andre får", "it must not lie in an export that others get"
)
_FOREIGN = Label(
    "der ligger noget fra en anden hånd. Vælg et nyt navn",
    "something by another hand is there. Choose a new name",
)
_NO_FILE = Label("stien slutter ikke med navnet på en fil", "the path does not end with the name of a file")


class Rejects:
    """Rows that are not taken in, and the file that they are written to; none where nothing is written."""

    def __init__(self, file: BinaryIO | None, written: Written, headings: Row) -> None:
        self._file = file
        self._written = written
        if file is not None:
            file.write(written.mark)
            self._put(file, written.reject_headings, headings)

    def add(self, row: Row, reasons: tuple[Reason, ...]) -> None:
        """Take a row, and why it is not taken in."""
        if self._file is not None:
            rules = ", ".join(dict.fromkeys(reason.rule for reason in reasons))
            messages = " ".join(dict.fromkeys(reason.message.da for reason in reasons))
            self._put(self._file, (str(row.number), rules, messages), row)

    def settle(self) -> None:
        """Have all rows on the disk: what is left to do then is to let the file take its place."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def _put(self, file: BinaryIO, said: tuple[str, ...], row: Row) -> None:
        """Write what is said of a row, and on the same line its bytes as they were."""
        file.write(self._written.joined([*said, ""]) + row.raw)
        if not row.raw.endswith(b"\n"):
            file.write(self._written.end)


@contextlib.contextmanager
def rejecting(
    path: Path, source: Path, into: Path, *, written: Written, headings: Row, dry_run: bool
) -> Iterator[Rejects]:
    """Take rejected rows, and write a file of them as the source is; it takes its place when all is done.

    It holds what the source holds, perhaps personal data, and so only its owner may read it.

    Args:
        path: the file.
        source: the file that is imported.
        into: the folder of the register.
        written: how the rows of the source are written.
        headings: the row of its headings.
        dry_run: whether nothing is written.

    Raises:
        PathError: it lies where exports or registers lie, is the file that is imported, or something by
            another hand is there; or it cannot be written.

    """
    try:
        target = resolved(path)
        refuse_dead_link(path)
        _refuse(path, target, source, into)
        if dry_run:
            yield Rejects(None, written, headings)
            return
        with _replacing(target) as file:
            yield Rejects(file, written, headings)
    except OSError as error:
        raise refused(path, error) from None


def _refuse(path: Path, target: Path, source: Path, into: Path) -> None:
    """Refuse a place where no rejected rows may be.

    Raises:
        PathError: it is such a place.
        OSError: it cannot be looked at.

    """
    folder = Path(os.path.realpath(into))
    reasons = (
        (target == Path(os.path.realpath(source)), _SOURCE),
        (folder in (target, *target.parents), _IN_REGISTER),
        (any((parent / MANIFEST).exists() for parent in target.parents), _IN_EXPORT),
        (not target.name, _NO_FILE),
        (os.path.lexists(target) and not _is_ours(target), _FOREIGN),
    )
    for holds, reason in reasons:
        if holds:
            raise unwritable(path, reason)


def _is_ours(path: Path) -> bool:
    """Whether a file is one of rejected rows, or empty."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        begins = file.read(64)
    return not begins or _BEGINS.match(begins) is not None


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file that takes its place whole at the end of the block, or is taken away."""
    label = f".{target.name[:48]}."
    new = target.with_name(f"{label}{secrets.token_hex(8)}.{_ENDING}")
    _clear(target.parent, label)
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            system.lock(file.fileno())
            yield file
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _clear(folder: Path, label: str) -> None:
    """Take away what killed imports have left there; the file of one that still runs is locked."""
    ours = re.compile(rf"{re.escape(label)}[0-9a-f]{{16}}\.{re.escape(_ENDING)}")
    for left in [each for each in folder.iterdir() if ours.fullmatch(each.name)]:
        with contextlib.suppress(OSError), left.open("rb") as file:
            if system.lock(file.fileno()):
                left.unlink()
