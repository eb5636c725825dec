"""The program git, which is run as a process of its own, and the repository that it finds."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.findings import format_path


def run_git(folder: Path, *arguments: str | os.PathLike[str]) -> "subprocess.CompletedProcess[bytes]":
    """Run git in a folder, and return its exit status and what it prints.

    Raises:
        PathError: git is not installed.
    """
    program = shutil.which("git")
    if program is None:
        raise PathError(
            "Programmet git er ikke installeret. Installér det, og prøv igen.",
            "The program git is not installed. Install it, and try again.",
        )
    return subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603 - no shell


def find_repository(path: Path) -> Path:
    """Return the top folder of the work tree in which a folder stands.

    Raises:
        PathError: git is not installed, or the folder is in no work tree.
    """
    done = run_git(path, "rev-parse", "--show-toplevel") if path.is_dir() else None
    if done is None or done.returncode:
        shown = format_path(path)
        raise PathError(
            f"{shown} er ikke en mappe i et lager, som git læser. Vælg en anden, eller lav lageret: git init.",
            f"{shown} is no folder in a repository that git reads. Choose another, or make one: git init.",
        )
    return Path(os.fsdecode(done.stdout).removesuffix("\n"))


def list_files(repository: Path, *patterns: str) -> Sequence[str]:
    """Return the names of the files that git knows or would add, with `/` between folders, in order."""
    options = ("-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
    done = run_git(repository, "ls-files", *options, "--", *patterns)
    return sorted(filter(None, os.fsdecode(done.stdout).split("\0")))
