"""The check of a stream of documents against a base register, with flat memory."""

import errno
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from datetime import date
from pathlib import Path

import attrs

from civic_partnership.errors import CivicPartnershipError, PathError
from civic_partnership.files import os_reason
from civic_partnership.findings import UNREADABLE_FILE, Finding, Level, Rule, broken, format_path
from civic_partnership.model import Register
from civic_partnership.rules import CATALOGUE, Failure, find_unsound_records
from civic_partnership.values import Label

from .document_checker import DocumentChecker
from .pieces import Piece, cut_file, is_plain_file, open_lines, spool
from .whole_check import WholeCheck, no_room
from .workers import check_pieces

_SPOOL = "lines"
"""The name of the temporary file with the lines that cannot be read a second time where they come from."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What systems say when a file cannot be written any further."""

Begin = Callable[[Path], tuple[Path, Iterator[Piece]]]
"""A function from a temporary folder to the file that holds the lines, and to its pieces."""


class StreamCheck(Iterator[Finding]):
    """A running check of a stream: an iterator that yields the findings as they come.

    The findings about the lines come first, line by line; then those about ids that stand twice, about the
    base register, and about the whole. They are the same, in the same order, whatever `jobs` is.

    Attributes:
        lines: the number of lines that were checked so far.
        records: the number of records in them.
        position: the number of bytes that were checked so far.
        is_past_lines: whether all lines were checked, so that what comes now concerns the whole.
        counts: the number of findings of each level so far.
        progress: a function that is called with this object from time to time, if it is set.
    """

    def __init__(
        self,
        begin: Begin,
        base: Register,
        on: date,
        rules: Sequence[Rule],
        name: str,
        jobs: int = 1,
    ) -> None:
        self.lines = 0
        self.records = 0
        self.position = 0
        self.is_past_lines = False
        self.progress: Callable[[StreamCheck], object] | None = None
        self.counts: dict[Level, int] = {"error": 0, "warning": 0, "undecided": 0}
        self._failures: dict[str, Failure] = {}
        self._name = name
        base, self._base_findings = find_unsound_records(base)
        self._checker = DocumentChecker(base, on, rules, name)
        self._findings = self._check(begin, WholeCheck(base, on, rules, name), jobs)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The first failure of each rule that failed; all other rules were still asked."""
        return tuple(self._failures.values())

    def __next__(self) -> Finding:
        """Return the next finding.

        Raises:
            PathError: the temporary files cannot be written, or the file is gone before the end.
            CivicPartnershipError: a process that checked lines was ended from outside.
        """
        try:
            finding = next(self._findings)
        except sqlite3.Error:
            raise no_room() from None
        except BrokenExecutor:
            raise CivicPartnershipError(
                "En af processerne blev afbrudt, måske fordi hukommelsen slap op. "
                "Kontrollér med færre (--jobs).",
                "One of the processes was ended, perhaps because memory ran out. "
                "Check again with fewer (--jobs).",
            ) from None
        self.counts[finding.level] += 1
        return finding

    def close(self) -> None:
        """End the check before its end, and remove its temporary files."""
        self._findings.close()

    def _check(self, begin: Begin, whole: WholeCheck, jobs: int) -> Generator[Finding, None, None]:
        with whole:
            file, pieces = begin(whole.folder)
            is_copy = file.parent == whole.folder
            try:
                stamp = None if is_copy else _read_stamp(file)
                for piece, checked in check_pieces(self._checker, pieces, jobs):
                    whole.add(checked, self.lines)
                    yield from (_move(finding, self.lines) for finding in checked.findings)
                    self._note(checked.failures)
                    self.lines += checked.lines
                    self.records += sum(is_read for *_, is_read in checked.records)
                    self.position = piece.start + piece.size
                    if self.progress:
                        self.progress(self)
            except OSError as error:
                if error.errno in _NO_ROOM:
                    raise no_room() from None
                whole.note_damage()
                yield _damaged(self._name, error)
            self.is_past_lines = True
            yield from self._base_findings
            try:
                if not is_copy and stamp != _read_stamp(file):
                    yield _changed(self._name)
                    return
                yield from whole.findings(file)
            except OSError as error:
                raise _cannot_read(Path(self._name), error) from None
            self._note(whole.failures)

    def _note(self, failures: Iterable[Failure]) -> None:
        for failure in failures:
            self._failures.setdefault(failure.rule, failure)


def check_stream(
    lines: Iterable[str | bytes],
    base: Register,
    *,
    on: date,
    rules: Sequence[Rule] = CATALOGUE,
    name: str = "<stream>",
) -> StreamCheck:
    """Check documents one after the other against a base register; memory stays flat.

    A document is a line of NDJSON with a partnership and what belongs to it: its meetings, and the
    associations and contacts that no other line names. All else stands in the base register.

    Args:
        lines: the lines, with or without their line ends.
        base: the register of programmes and all else that the documents name.
        on: the day as of which they are checked; the clock is never read.
        rules: the rules to ask, of the documents, of the base register, and of the whole.
        name: the name of the stream in findings.

    Returns:
        an iterator over the findings, each with its line in `at`.

    Raises:
        TypeError: `base` is no register, or `on` is no day.
    """
    refuse_wrong_arguments(base, on)

    def begin(folder: Path) -> tuple[Path, Iterator[Piece]]:
        file = folder / _SPOOL
        return file, spool(lines, file)

    return StreamCheck(begin, base, on, rules, name)


def check_file(
    file: str | os.PathLike[str],
    base: Register,
    *,
    on: date,
    rules: Sequence[Rule] = CATALOGUE,
    jobs: int = 1,
) -> StreamCheck:
    """Check the documents in a file of NDJSON, also compressed by gzip, as `check_stream` does.

    Args:
        file: the file. A compressed file, or a pipe, is copied into a temporary file on the way.
        base, on, rules: as for `check_stream`.
        jobs: the number of processes that check side by side. With several, call this in a program whose
            module can be imported without running it (`if __name__ == "__main__":`).

    Raises:
        PathError: there is no such file, or it cannot be read.
        TypeError: `base` is no register, or `on` is no day.
    """
    refuse_wrong_arguments(base, on)
    path = Path(file)
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        is_plain = is_plain_file(path)
    except (OSError, ValueError) as error:
        raise _cannot_read(path, error) from None

    def begin(folder: Path) -> tuple[Path, Iterator[Piece]]:
        if is_plain:
            return path, cut_file(path)
        copy = folder / _SPOOL
        return copy, spool(open_lines(path), copy)

    return StreamCheck(begin, base, on, rules, os.fspath(file), jobs)


def _move(finding: Finding, lines: int) -> Finding:
    """Return a finding so many lines further down."""
    if not lines or finding.at is None:
        return finding
    return attrs.evolve(finding, at=(finding.at[0] + lines, finding.at[1]))


def refuse_wrong_arguments(base: object, on: object) -> None:
    """Raise a TypeError unless a check has a base register and a day."""
    if not isinstance(base, Register):
        raise TypeError("the base is a register, such as read(path).register or load(path)")
    if type(on) is not date:
        raise TypeError("on must be a datetime.date, such as date(2025, 3, 1)")


def _damaged(name: str, error: OSError) -> Finding:
    """Return the finding that the rest of a file cannot be read."""
    why = os_reason(error)
    reason = Label(
        f"resten af filen kan ikke læses ({why.da})", f"the rest of the file cannot be read ({why.en})"
    )
    remedy = Label("Hent filen igen, og kontrollér den på ny.", "Fetch the file again, and check it anew.")
    return UNREADABLE_FILE.finding(broken(reason=reason, remedy=remedy), file=name)


def _read_stamp(file: Path) -> tuple[int, int]:
    """Return what tells whether a file was written anew: its size, and when that was."""
    status = file.stat()
    return status.st_size, status.st_mtime_ns


def _changed(name: str) -> Finding:
    """Return the finding that a file is not any more what it was when its lines were checked."""
    reason = Label("filen blev ændret under kontrollen", "the file was changed during the check")
    remedy = Label(
        "Kontrollér den på ny; helheden er ikke kontrolleret.", "Check it anew; the whole was not checked."
    )
    return UNREADABLE_FILE.finding(broken(reason=reason, remedy=remedy), file=name)


def _cannot_read(path: Path, error: OSError | ValueError) -> PathError:
    reason = os_reason(error)
    return PathError(
        f"{format_path(path)} kan ikke læses ({reason.da}). Ret stien, eller giv adgang til filen.",
        f"{format_path(path)} cannot be read ({reason.en}). Correct the path, or give access to the file.",
    )
