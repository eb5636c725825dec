"""A repository of git: its top folder, its files, and what branches have changed."""

import os
from collections.abc import Sequence
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.findings import format_path
from civic_partnership.storage import run_git

_MERGED = "GITHEAD_"
"""So begins the name of the variable in which `git merge` gives the commit that it merges."""


def find_repository(path: Path) -> Path:
    """Return the top folder of the work tree in which a folder stands.

    Raises:
        PathError: git is not installed, or the folder is in no work tree.
    """
    done = run_git(path, "rev-parse", "--show-toplevel") if path.is_dir() else None
    if done is None or done.returncode:
        shown = format_path(path)
        raise PathError(
            f"{shown} er ingen mappe i et depot, som git læser. Vælg en anden, eller lav et: git init.",
            f"{shown} is no folder in a repository that git reads. Choose another, or make one: git init.",
        )
    return Path(os.fsdecode(done.stdout).removesuffix("\n"))


def list_files(repository: Path, *patterns: str) -> Sequence[str]:
    """Return the names of the files that git knows or would add, with `/` between folders, in order."""
    options = ("-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
    done = run_git(repository, "ls-files", *options, "--", *patterns)
    return sorted(filter(None, os.fsdecode(done.stdout).split("\0")))


def is_changed_on_a_branch(name: str) -> bool:
    """Tell whether a branch has changed, made or removed a file since it left the current one.

    The branch is the one that git merges, or any where git does not say which. The current folder is the top
    folder of the repository.
    """
    tips = [name.removeprefix(_MERGED) for name in os.environ if name.startswith(_MERGED)]
    tips = tips or run_git(Path(), "for-each-ref", "--format=%(objectname)").stdout.decode().split()
    current, *versions = _list_versions(name, ["HEAD", *tips])
    for tip, version in zip(tips, versions, strict=True):
        if version != current:
            base = run_git(Path(), "merge-base", "HEAD", tip).stdout.decode().strip()
            if [version] != _list_versions(name, [base]):
                return True
    return False


def _list_versions(name: str, revisions: Sequence[str]) -> list[str]:
    """Return the hash of a file in each of some revisions, or an empty text where it is not there."""
    lines = "".join(f"{revision}:{name}\n" for revision in revisions)
    done = run_git(Path(), "cat-file", "--batch-check=%(objectname)", text=os.fsencode(lines))
    answers = done.stdout.split(b"\n")[:-1]
    return ["" if line.endswith(b" missing") else line.decode() for line in answers]
