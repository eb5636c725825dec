"""The merge driver for git: git hands over three versions of a file, and takes the merged one back."""

import contextlib
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import frozen

from civic_partnership.errors import RecordsError
from civic_partnership.files import replace_file
from civic_partnership.findings import format_path, sanitize
from civic_partnership.storage import CONFLICTS, can_edit, run_git
from civic_partnership.values import Label

from .conflict_file import format_conflicts, read_conflicts
from .file_merge import NoEditError, NoRegisterError, merge_file
from .git_repository import is_changed_on_a_branch
from .git_setup import find_register_of
from .three_way_merge import Conflict

_MOST_NAMED = 10
"""The most conflicts that a message names."""

_NO_REGISTER = Label(
    "Den, eller en version af den, er ikke et register uden fejl i formen.",
    "It, or a version of it, is no register without errors of shape.",
)


@frozen
class DriverResult:
    """What the driver says to git, and to whoever merges.

    Attributes:
        status: 0 if the file is merged, 1 if somebody must decide something in it.
        messages: the sentences for standard error.
    """

    status: int
    messages: tuple[Label, ...] = ()


def run_merge_driver(
    base: Path, ours: Path, theirs: Path, name: str, *, ancestors: bool = False
) -> DriverResult:
    """Merge a file for git: our version is overwritten, and the conflicts go to `conflicts.toml`.

    Args:
        base: the version from which both come; an empty file if there is none.
        ours: our version, which the merged one replaces.
        theirs: their version.
        name: the name of the file in the repository, in whose top folder this process runs.
        ancestors: whether the versions are common ancestors of what is merged. In the place of a conflict
            the merged version then has what it had before, and nothing is written elsewhere.

    Raises:
        PathError: git is missing.
        OSError: a file cannot be read or written.
    """
    before, our_data, their_data = (each.read_bytes() for each in (base, ours, theirs))
    shown = format_path(name)
    if PurePosixPath(name).name == CONFLICTS:
        with contextlib.suppress(RecordsError, UnicodeDecodeError):
            ours.write_bytes(_merge_conflict_files(before, our_data, their_data))
            return DriverResult(0)
    try:
        by_lines = run_git(Path(), "merge-file", "-p", "--ours", ours, base, theirs).stdout
        merged = merge_file(name, before, our_data, their_data, by_lines)
    except NoRegisterError:
        return _merge_by_lines(base, ours, theirs, shown, _NO_REGISTER)
    except NoEditError:
        return _merge_by_lines(base, ours, theirs, shown, _no_edit(), is_open=True)
    if merged.conflicts and ancestors:
        ours.write_bytes(before)
        return DriverResult(0)
    messages = []
    if merged.conflicts:
        folder = find_register_of(Path(), name)
        try:
            _add_conflicts(Path(folder, CONFLICTS), merged.conflicts)
        except (RecordsError, UnicodeDecodeError, FileExistsError):
            return _merge_by_lines(base, ours, theirs, shown, _cannot_add_conflicts(folder), is_open=True)
        messages.append(_describe_conflicts(shown, folder, merged.conflicts))
    if merged.contents != our_data:
        ours.write_bytes(merged.contents)
    if merged.lost_comments:
        messages.append(_describe_lost_comments(shown, merged.lost_comments))
    return DriverResult(int(bool(merged.conflicts)), tuple(messages))


def _merge_by_lines(
    base: Path, ours: Path, theirs: Path, shown: str, reason: Label, *, is_open: bool = False
) -> DriverResult:
    """Let git merge the file line by line, with markers where it cannot.

    `reason` says why; `is_open` tells whether somebody must look at the file even if git sees no conflict.
    """
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    status = run_git(Path(), "merge-file", *labels, ours, base, theirs).returncode
    by_lines = Label(
        f"{shown}: git har flettet filen linje for linje.",
        f"{shown}: git has merged the file line by line.",
    )
    return DriverResult(int(is_open or status != 0), (by_lines, reason))


def _merge_conflict_files(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Keep the conflicts that either side has, without those that either side has settled.

    Raises:
        RecordsError, UnicodeDecodeError: a version is not as this program writes it.
    """
    before, our_conflicts, their_conflicts = (read_conflicts(each.decode()) for each in (base, ours, theirs))
    kept = [each for each in our_conflicts if each in their_conflicts or each not in before]
    added = [each for each in their_conflicts if each not in before and each not in our_conflicts]
    return format_conflicts([*kept, *added]).encode()


def _add_conflicts(file: Path, conflicts: tuple[Conflict, ...]) -> None:
    """Add conflicts to the file, beside those that are open.

    Raises:
        RecordsError, UnicodeDecodeError: the file is not as this program writes it.
        FileExistsError: another branch has a version of its own, which git would not write over this one.
    """
    if is_changed_on_a_branch(file.as_posix()):
        raise FileExistsError
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    file.parent.mkdir(parents=True, exist_ok=True)  # their side may have moved the register
    before = read_conflicts(text)
    known = [_describe(each) for each in before]  # a merge that was taken back leaves them, and is made again
    added = [each for each in conflicts if _describe(each) not in known]
    replace_file(file, format_conflicts([*before, *added]).encode())


def _describe(conflict: Conflict) -> tuple[Any, ...]:
    return conflict.record, conflict.place.address, conflict.base, conflict.ours, conflict.theirs


def _describe_conflicts(shown: str, folder: str, conflicts: tuple[Conflict, ...]) -> Label:
    """Return the sentences about conflicts, with their addresses but without values."""
    number = len(conflicts)
    named = [f"\n  {sanitize(each.place.address)}" for each in conflicts[:_MOST_NAMED]]
    places = "".join([*named, "\n  …"] if number > _MOST_NAMED else named)
    file, register = format_path(Path(folder, CONFLICTS)), format_path(folder)
    return Label(
        f"{shown}: {number} {'konflikt' if number == 1 else 'konflikter'}. Vores værdier står i filen, "
        f"begge siders i {file}:{places}\n"
        f"Afgør dem med civic-partnership resolve --register {register}, og skriv så git add {shown}.",
        f"{shown}: {number} {'conflict' if number == 1 else 'conflicts'}. Our values stand in the file, "
        f"those of both sides in {file}:{places}\n"
        f"Settle them with civic-partnership resolve --register {register}, and then write git add {shown}.",
    )


def _describe_lost_comments(shown: str, number: int) -> Label:
    look = "git log -p --no-ext-diff --no-textconv"
    return Label(
        f"{shown}: den anden sides nye bemærkninger ({number}) er ikke kommet med. Se dem med {look}.",
        f"{shown}: new comments of their side ({number}) are left out. See them with {look}.",
    )


def _no_edit() -> Label:
    if can_edit():
        return Label(
            "Programmet kan ikke rette posterne i den uden at ændre andet. Se efter, om noget står dobbelt.",
            "The program cannot change the records in it without changing more. Look for what stands twice.",
        )
    return Label(
        "At rette posterne i den kræver udvidelsen edit: pip install 'civic-partnership[edit]'. "
        "Se efter, om noget står dobbelt.",
        "To change the records in it takes the extra edit: pip install 'civic-partnership[edit]'. "
        "Look for what stands twice.",
    )


def _cannot_add_conflicts(folder: str) -> Label:
    file = format_path(Path(folder, CONFLICTS))
    return Label(
        f"{file} kan ikke læses, eller en gren har ændret den. Afgør først de konflikter, der er åbne.",
        f"{file} cannot be read, or a branch has changed it. First settle the conflicts that are open.",
    )
