"""Several files replaced in one step, which the next command finishes or takes back after a kill.

The new contents of each file stand beside it. Then a journal appears in the folder, named
`.civic-partnership-journal`: it names every file with the hash of its old and of its new contents. From then
on the replacement counts. Each file changes places with what stands beside it; when all have, the journal is
removed, and then the old contents.

Where another program saved one of the files meanwhile, its file stays, and all others are taken back.
"""

import contextlib
import errno
import json
import os
import re
import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from . import special_renames
from .interrupts import hold_interrupts
from .leftovers import clear_leftovers, leftover_path
from .staged_file import StagedFile, file_digest, stage_file, sync_folder

JOURNAL = ".civic-partnership-journal"
"""The name of the journal in the folder whose files are replaced."""
_LARGEST_JOURNAL = 1 << 20
_TOKEN, _DIGEST = re.compile("[0-9a-f]{16}"), re.compile("[0-9a-f]{64}")


class _FileError(OSError):
    """Something that is wrong with a file.

    Attributes:
        path: the file.

    """

    code: int

    def __init__(self, path: Path) -> None:
        super().__init__(self.code, os.strerror(self.code), str(path))
        self.path = path


class ChangedMeanwhileError(_FileError):
    """Another program changed a file that was about to be replaced; nothing was replaced."""

    code = errno.EAGAIN


class DamagedJournalError(_FileError):
    """A journal was not written by this package, or was changed since."""

    code = errno.EIO


class Replacement(NamedTuple):
    """A planned change of one file in the folder: create, replace or remove it.

    Attributes:
        name: the name of the file.
        before: the SHA-256 of what stands there, in hexadecimal digits; None where nothing does.
        after: its new contents; None where the file is to be removed.

    """

    name: str
    before: str | None
    after: bytes | None


class _Step(NamedTuple):
    """One file that changes places with what stands beside it.

    Attributes:
        target: the file.
        token: the part of the name beside it that differs each time.
        before: the SHA-256 of the old contents; None where there are none.
        after: the SHA-256 of the new contents; None where there are none.

    """

    target: Path
    token: str
    before: str | None
    after: str | None

    @property
    def beside(self) -> Path:
        return leftover_path(self.target, self.token)

    @property
    def between(self) -> Path:
        """The third name that an exchange needs where the system cannot do it in one step."""
        return leftover_path(self.target, self.token[::-1])

    @property
    def backward(self) -> "_Step":
        return self._replace(before=self.after, after=self.before)

    def is_done(self) -> bool:
        """Tell by what stands beside the file whether they have changed places."""
        beside = file_digest(self.beside)
        return beside is not None if self.after is None else beside != self.after

    def mend(self) -> None:
        """Put things in order after a kill in the middle of an exchange that takes three renames."""
        for place in (self.target, self.beside):
            if os.path.lexists(self.between) and not os.path.lexists(place):
                self.between.rename(place)

    def run(self) -> None:
        """Let the file and what stands beside it change places, unless they have.

        Raises:
            ChangedMeanwhileError: the file is not as it was before; it stays as another program saved it.

        """
        if self.is_done():
            return
        is_changed = False
        put, expected = self.after, self.before
        try:
            self._change_places()
            while self.before is not None and (found := file_digest(self.beside)) != expected:
                is_changed = True  # another program has just saved the file: its contents go back
                self._give_back()
                put, expected = found, put
        except (FileExistsError, FileNotFoundError):
            is_changed = True
        if is_changed:
            raise ChangedMeanwhileError(self.target)

    def _give_back(self) -> None:
        if self.after is None:
            special_renames.move_to_free_name(self.beside, self.target)
        else:
            self._change_places()

    def _change_places(self) -> None:
        if self.before is None:
            special_renames.move_to_free_name(self.beside, self.target)
        elif self.after is None:
            special_renames.move_to_free_name(self.target, self.beside)
        elif not special_renames.exchange(self.beside, self.target):
            self.target.rename(self.between)
            special_renames.move_to_free_name(self.beside, self.target)
            self.between.rename(self.beside)


def replace_files(
    folder: Path, replacements: Iterable[Replacement], elsewhere: Sequence[StagedFile] = ()
) -> None:
    """Replace files of a folder, and others together with them, all in one step.

    A kill at any moment leaves all files as they were, or a journal with which the next command finishes.
    The folder is locked by the caller.

    Args:
        folder: the folder.
        replacements: what shall become of its files.
        elsewhere: complete new contents of files in other folders.

    Raises:
        ChangedMeanwhileError: another program changed one of the files; none is replaced.
        OSError: they cannot be written; none is replaced.

    """
    with contextlib.ExitStack() as stack:
        all_staged, steps = list(elsewhere), []
        for name, before, contents in replacements:
            if contents is None:
                steps.append(_Step(folder / name, secrets.token_hex(8), before, None))
            elif before != sha256(contents).hexdigest():
                staged = stack.enter_context(stage_file(folder / name, before=before))
                staged.file.write(contents)
                staged.complete()
                all_staged.append(staged)
        steps[:0] = [
            _Step(each.target, each.token, each.before, file_digest(each.path)) for each in all_staged
        ]
        if not steps:
            return
        for each in {step.target.parent for step in steps}:
            sync_folder(each)
        with hold_interrupts():
            for staged in all_staged:
                staged.is_handed_over = True
            _run(folder, steps, journal=_journal_text(folder, steps))


def finish_interrupted(folder: Path) -> None:
    """Finish or take back a replacement during which a process was killed, and remove what it left.

    It is taken back where a file was changed since that had not been replaced yet. The folder is locked by
    the caller.

    Raises:
        DamagedJournalError: the journal is none of ours; nothing is done.
        OSError: a file cannot be replaced or removed.

    """
    with hold_interrupts():
        if (steps := _read_journal(folder)) is not None:
            for step in steps:
                step.mend()
            is_forward = all(step.is_done() or file_digest(step.target) == step.before for step in steps)
            _run(folder, steps if is_forward else [step.backward for step in reversed(steps)])
        clear_leftovers(folder)


def _run(folder: Path, steps: Sequence[_Step], journal: bytes | None = None) -> None:
    """Write the journal where it is not there yet, run all steps, and remove it.

    Where a step cannot be run, all are taken back. Where that fails too, the journal stays for the next
    command.
    """
    try:
        if journal is not None:
            with stage_file(folder / JOURNAL, private=True) as staged:
                staged.file.write(journal)
                staged.complete()
                staged.path.rename(staged.target)
                sync_folder(folder)
        for step in steps:
            step.run()
        _remove_journal(folder, steps)
    except BaseException:
        for step in reversed(steps):
            step.mend()
            with contextlib.suppress(ChangedMeanwhileError):  # what another program saved stays
                step.backward.run()
        _remove_journal(folder, steps)
        raise
    finally:
        if not os.path.lexists(folder / JOURNAL):
            for path in [each for step in steps for each in (step.beside, step.between)]:
                with contextlib.suppress(OSError):
                    path.unlink()


def _journal_text(folder: Path, steps: Iterable[_Step]) -> bytes:
    """Return the steps as JSON; files of the folder are named without it, so that the folder may be moved."""
    lines = [
        [step.target.name if step.target.parent == folder else str(step.target), *step[1:]] for step in steps
    ]
    return json.dumps(lines, indent=1).encode("utf-8", "surrogatepass")


def _remove_journal(folder: Path, steps: Iterable[_Step]) -> None:
    """Remove the journal, once all that it is about has come to the disk."""
    for each in {step.target.parent for step in steps}:
        sync_folder(each)
    (folder / JOURNAL).unlink(missing_ok=True)
    sync_folder(folder)


def _read_journal(folder: Path) -> list[_Step] | None:
    """Return the steps that a journal names; None where there is none.

    A folder may come from anybody. So its journal moves nothing outside it but new contents that stand there
    under the name that this package gives them, and have the hash that the journal says.

    Raises:
        DamagedJournalError: it is no journal.

    """
    path = folder / JOURNAL
    if not (digest := file_digest(path)):
        if digest is None:
            return None
        raise DamagedJournalError(path)
    try:
        with path.open("rb") as file:
            lines = json.loads(file.read(_LARGEST_JOURNAL).decode("utf-8", "surrogatepass"))
        steps = [_Step(folder / target, token, before, after) for target, token, before, after in lines]
        if type(lines) is not list or not steps or not all(map(_is_well_formed, steps)):
            raise DamagedJournalError(path)
    except (ValueError, TypeError, RecursionError):
        raise DamagedJournalError(path) from None
    return [step for step in steps if step.target.parent == folder or file_digest(step.beside) is not None]


def _is_well_formed(step: _Step) -> bool:
    digests = [digest for digest in (step.before, step.after) if digest is not None]
    return bool(
        _TOKEN.fullmatch(step.token)
        and digests
        and all(map(_DIGEST.fullmatch, digests))
        and step.target.name not in ("", "..")
        and ".." not in step.target.parts
    )
