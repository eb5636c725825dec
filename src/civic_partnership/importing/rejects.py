"""The file of rows that were not taken in: each as it was, and why, to be corrected and sent again."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from civic_partnership.exporting import MANIFEST
from civic_partnership.files import (
    StagedFile,
    clear_leftovers,
    file_digest,
    path_error,
    refuse_dead_link,
    resolve_target,
    stage_file,
    system_path_error,
)
from civic_partnership.values import Label

from .rejecting import Reason
from .tables import REJECT_HEADINGS, Row, Written

_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?"?' + re.escape(REJECT_HEADINGS[0].encode()))
"""What a file of rejected rows begins with."""

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
    """Rows that are not taken in, and the new file of them; none where nothing is written."""

    def __init__(self, staged: StagedFile | None, written: Written, headings: Row) -> None:
        self._staged = staged
        self._written = written
        if staged is not None:
            staged.file.write(written.mark)
            self._put(staged.file, written.reject_headings, headings)

    def add(self, row: Row, reasons: tuple[Reason, ...]) -> None:
        """Take a row, and why it is not taken in."""
        if self._staged is not None:
            rules = ", ".join(dict.fromkeys(reason.rule for reason in reasons))
            messages = " ".join(dict.fromkeys(reason.message.da for reason in reasons))
            self._put(self._staged.file, (str(row.number), rules, messages), row)

    def complete(self) -> tuple[StagedFile, ...]:
        """Bring all rows to the disk, and return the file that is to take its place, if there is one."""
        if self._staged is None:
            return ()
        self._staged.complete()
        return (self._staged,)

    def _put(self, file: BinaryIO, said: tuple[str, ...], row: Row) -> None:
        """Write what is said of a row, and on the same line its bytes as they were."""
        file.write(self._written.joined([*said, ""]) + row.raw)
        if not row.raw.endswith(b"\n"):
            file.write(self._written.end)


@contextlib.contextmanager
def rejecting(
    path: Path, source: Path, into: Path, *, written: Written, headings: Row, dry_run: bool
) -> Iterator[Rejects]:
    """Take rejected rows into a new file, written as the source is; the caller lets it take its place.

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
        target = resolve_target(path)
        refuse_dead_link(path)
        before = _refuse(path, target, source, into)
        if dry_run:
            yield Rejects(None, written, headings)
            return
        clear_leftovers(target.parent, target)
        with stage_file(target, before=before, private=True) as staged:
            yield Rejects(staged, written, headings)
    except OSError as error:
        raise system_path_error(path, error) from None


def _refuse(path: Path, target: Path, source: Path, into: Path) -> str | None:
    """Refuse a place where no rejected rows may be, and return the SHA-256 of the file that is there.

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
            raise path_error(path, reason)
    return file_digest(target)


def _is_ours(path: Path) -> bool:
    """Whether a file is one of rejected rows, or empty."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        begins = file.read(64)
    return not begins or _BEGINS.match(begins) is not None
