"""Replace several files in one step. After a kill, the next command finishes the step or takes it back.

1. The new contents of each file are written into a staged file beside the file.
2. A journal appears in the folder, named `.civic-partnership-journal`. The journal lists every file with the
   hash of its old and of its new contents. From now on a killed replacement is finished, not forgotten.
3. Each file is exchanged with its staged file.
4. The journal is removed, and then the old contents, which are now in the staged files.

If another program saved one of the files meanwhile, its version stays, and all other files are taken back.
"""

import contextlib
import errno
import json
import os
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from . import special_renames
from .interrupts import hold_interrupts
from .staged_file import (
    StagedFile,
    clear_leftovers,
    file_digest,
    leftover_path,
    stage_file,
    sync_folder,
)

JOURNAL = ".civic-partnership-journal"
"""The name of the journal in the folder whose files are replaced."""
_LARGEST_JOURNAL = 1 << 20
_TOKEN, _DIGEST = re.compile("[0-9a-f]{16}"), re.compile("[0-9a-f]{64}")


class _FileError(OSError):
    """An error about one file, `path`."""

    code: int

    def __init__(self, path: Path) -> None:
        super().__init__(self.code, os.strerror(self.code), str(path))
        self.path = path


class ChangedMeanwhileError(_FileError):
    """Another program changed a file that was about to be replaced; nothing was replaced."""

    code = errno.EAGAIN


class DamagedJournalError(_FileError):
    """A journal was not written by this package, or somebody changed it."""

    code = errno.EIO


class Replacement(NamedTuple):
    """A planned change of one file in a folder: create, replace or remove the file.

    Attributes:
        name: the name of the file.
        before: the SHA-256 of its old contents, in hexadecimal digits; None if there is no file.
        after: its new contents; None to remove the file.
    """

    name: str
    before: str | None
    after: bytes | None


class _Step(NamedTuple):
    """One line of a journal: the exchange of a target file with its staged file.

    `before` and `after` are the SHA-256 of the old and new contents of the target; None stands for no file.
    The staged file has the path `beside`: it holds the new contents, and after the exchange the old ones.
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
        """The third name that an exchange by three renames needs."""
        return leftover_path(self.target, self.token[::-1])

    @property
    def backward(self) -> "_Step":
        """The step that takes this step back."""
        return self._replace(before=self.after, after=self.before)

    def is_done(self) -> bool:
        """Tell by the staged file whether the exchange has happened."""
        beside = file_digest(self.beside)
        return beside is not None if self.after is None else beside != self.after

    def mend(self) -> None:
        """Undo half an exchange after a kill between its three renames."""
        for path in (self.target, self.beside):
            if os.path.lexists(self.between) and not os.path.lexists(path):
                self.between.rename(path)

    def run(self) -> None:
        """Exchange the target and its staged file, unless that has happened.

        Raises:
            ChangedMeanwhileError: another program saved the target, and its version stays.
        """
        if self.is_done():
            return
        is_changed = False
        put, expected = self.after, self.before
        try:
            self._change_places()
            while self.before is not None and (digest := file_digest(self.beside)) != expected:
                is_changed = True  # another program has just saved the file: its contents go back
                self._give_back()
                put, expected = digest, put
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
    """Replace files in a folder, and files in other folders with them, all in one step.

    A kill at any moment leaves all files as they were, or a journal with which the next command finishes.

    Args:
        folder: the folder, locked by the caller.
        replacements: the changes to files in the folder.
        elsewhere: staged files for targets in other folders; they are complete.

    Raises:
        ChangedMeanwhileError: another program changed one of the files; no file is replaced.
        OSError: a file cannot be written; no file is replaced.
    """
    with contextlib.ExitStack() as stack:
        all_staged, steps = list(elsewhere), []
        for name, before, contents in replacements:
            if contents is None:
                steps.append(_Step(folder / name, os.urandom(8).hex(), before, None))
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
    """Finish a replacement that a kill interrupted, and remove all leftovers from a folder.

    The replacement is taken back instead if somebody has since changed a file that was not replaced yet.

    Args:
        folder: the folder, locked by the caller.

    Raises:
        DamagedJournalError: the journal is not ours; nothing is done.
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
    """Write the journal (None if it is there already), run all steps, and remove the journal.

    If a step fails, all steps are taken back. If that fails too, the journal stays for the next command.
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
    """Return the steps as JSON. Files in the folder get relative paths, so that the folder can be moved."""
    lines = [
        [step.target.name if step.target.parent == folder else str(step.target), *step[1:]] for step in steps
    ]
    return json.dumps(lines, indent=1).encode("utf-8", "surrogatepass")


def _remove_journal(folder: Path, steps: Iterable[_Step]) -> None:
    """Remove the journal, after all its steps are saved to the disk."""
    for each in {step.target.parent for step in steps}:
        sync_folder(each)
    (folder / JOURNAL).unlink(missing_ok=True)
    sync_folder(folder)


def _read_journal(folder: Path) -> list[_Step] | None:
    """Return the steps in the journal of a folder; None if there is no journal.

    A folder may come from anybody, with a hostile journal in it. So a step outside the folder is ignored
    unless its staged file exists, under the name that this package gives to staged files.
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
