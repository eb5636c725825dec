"""The reading of a register as it was in a revision of a git repository, by the program git."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from civic_partnership.errors import PathError
from civic_partnership.findings import OPEN_CONFLICT, format_path
from civic_partnership.model import Register
from civic_partnership.values import Label

from .discovery import MAX_BYTES, NO_FILES
from .git_program import run_git
from .parsing import Unreadable
from .reading import read_files, refuse_findings
from .register_builder import KnownFiles, Reading

_LINK = "120000"
"""The mode of a link in a tree of git."""

_A_LINK = Unreadable(
    Label("det er en genvej, som git ikke har indholdet af", "it is a link, whose content git does not have"),
    Label("Læg selve filen i depotet.", "Put the file itself into the repository."),
)
_TOO_LARGE = Unreadable(
    Label(
        f"filen er større end {MAX_BYTES // 2**20} MiB", f"the file is larger than {MAX_BYTES // 2**20} MiB"
    ),
    Label("Del filen i flere.", "Split the file into several."),
)
_LOST = Unreadable(
    Label("git har ikke indholdet", "git does not have its content"),
    Label("Hent depotet helt, eller vælg en anden revision.", "Fetch all of it, or choose another revision."),
)


def split_revision(text: str) -> tuple[str, str] | None:
    """Split `REV:PATH` into the revision and the path; return None if the text has no colon."""
    revision, colon, path = text.partition(":")
    return (revision, path) if colon else None


def read_revision(
    revision: str, path: str, *, folder: Path = Path(), known: KnownFiles | None = None
) -> Reading:
    """Read a register as it was in a revision of a git repository; the work tree is not looked at.

    Args:
        revision: a revision as git names it: `HEAD~3`, a branch, a tag or the hash of a commit.
        path: the folder or file in the repository, from its top folder; with `./` in front from `folder`.
        folder: a folder of the repository.
        known: as for `read`.

    Raises:
        PathError: git is not installed, or knows no such repository, revision or path.
    """
    commit = find_commit(revision, folder=folder)
    shown = format_path(f"{revision}:{path}")
    path = path.replace(os.sep, "/").rstrip("/")
    path = f"{path}/" if path in (".", "..") else path
    unknown = PathError(
        f"I revisionen er der ingen fil eller mappe {shown}. Skriv stien fra depotets øverste mappe, eller "
        "med ./ foran fra denne mappe.",
        f"The revision has no file or folder {shown}. Write the path from the repository's top folder, or "
        "with ./ in front from this folder.",
    )
    found = _ask_git(folder, "rev-parse", "--verify", "--quiet", f"{commit}:{path}", otherwise=unknown)
    thing = found.decode().strip()
    damaged = PathError(
        f"git kan ikke læse {shown}. Hent depotet helt, eller vælg en anden revision.",
        f"git cannot read {shown}. Fetch the whole repository, or choose another revision.",
    )
    kind = _ask_git(folder, "cat-file", "-t", thing, otherwise=damaged).decode().strip()
    top = f"{revision}:{path.removesuffix('/')}"
    if kind == "blob":
        return read_files({top: _load(folder, [thing], damaged)[thing]}, known=known)
    listed = _ask_git(folder, "ls-tree", "-r", "-z", "-l", "--full-tree", thing, otherwise=damaged)
    entries = list(_find_files(os.fsdecode(listed)))
    contents = _load(folder, [entry[1] for entry in entries if entry[2] is None], damaged)
    files: dict[str, bytes] = {}
    unreadable = {} if entries else {top: NO_FILES}
    for name, blob, reason in entries:
        shown_name = f"{top}{'' if top.endswith(':') else '/'}{name}"
        if reason is None and blob in contents:
            files[shown_name] = contents[blob]
        else:
            unreadable[shown_name] = reason or _LOST
    return read_files(files, unreadable, known=known)


def load_revision(revision: str, path: str, *, folder: Path = Path()) -> Register:
    """Read a register as `read_revision` does, and return it only if nothing is wrong with its files.

    Conflicts that were open then do not matter.

    Raises:
        PathError: git is not installed, or knows no such repository, revision or path.
        RecordsError: with all findings about the shape of the files.
    """
    reading = read_revision(revision, path, folder=folder)
    findings = [each for each in reading.findings if each.rule != OPEN_CONFLICT.name]
    refuse_findings(f"{revision}:{path}", findings)
    return reading.register


def find_commit(revision: str, *, folder: Path = Path()) -> str:
    """Return the hash of the commit that a revision names.

    Raises:
        PathError: git is not installed, or knows no such repository or revision.
    """
    shown, where = format_path(revision), format_path(folder.absolute())
    no_repository = PathError(
        f"{where} ligger ikke i et git-depot, der må læses. Gå til depotets mappe, eller ret stien.",
        f"{where} is in no git repository that may be read. Go to the folder of the repository, or correct "
        "the path.",
    )
    _ask_git(folder, "rev-parse", "--git-dir", otherwise=no_repository)
    unknown = PathError(
        f"git kender ingen revision {shown}. Se dem med: git log --oneline.",
        f"git knows no revision {shown}. List them with: git log --oneline.",
    )
    if revision.startswith("-"):
        raise unknown
    asked = f"{revision}^{{commit}}"
    return _ask_git(folder, "rev-parse", "--verify", "--quiet", asked, otherwise=unknown).decode().strip()


def _find_files(listed: str) -> Iterator[tuple[str, str, Unreadable | None]]:
    """Yield the name and the hash of each file of a register in a tree, and why it cannot be read.

    These are the files that `read` finds in a folder: those that end in `.toml`; without any, the CSV tables.
    """
    rows = [
        (*about.split(), name) for about, _, name in (row.partition("\t") for row in listed.split("\0")[:-1])
    ]
    own = [row for row in rows if row[1] == "blob" and not _is_hidden(row[-1])]
    toml = [row for row in own if row[-1].lower().endswith(".toml")]
    tables = [row for row in own if row[-1].lower().endswith(".csv") and "/" not in row[-1]]
    for mode, _, blob, size, name in toml or tables:
        is_too_large = size.isdigit() and int(size) > MAX_BYTES  # git knows no size of a lost file
        yield name, blob, _A_LINK if mode == _LINK else _TOO_LARGE if is_too_large else None


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~")) for part in PurePosixPath(name).parts)


def _load(folder: Path, blobs: list[str], damaged: PathError) -> dict[str, bytes]:
    """Return hash -> content of the files that git has."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    answer = _ask_git(folder, "cat-file", "--batch", asked=asked, otherwise=damaged)
    contents: dict[str, bytes] = {}
    start = 0
    for blob in blobs:
        end = answer.index(b"\n", start)
        *_, size = answer[start:end].split()
        start = end + 1
        if size != b"missing":
            contents[blob] = answer[start : start + int(size)]
            start += int(size) + 1
    return contents


def _ask_git(folder: Path, *arguments: str, otherwise: PathError, asked: bytes = b"") -> bytes:
    """Run git in a folder, without a shell; return what it prints, or raise an error if it refuses."""
    try:
        done = run_git(folder, *arguments, text=asked)
    except OSError:
        raise otherwise from None
    if done.returncode:
        raise otherwise
    return done.stdout
