"""The program git, which is run as a process of its own, without a shell."""

import os
import shutil
import subprocess
from pathlib import Path

from civic_partnership.errors import PathError

_OFFLINE = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
"""Git fetches nothing and asks nothing, and takes no lock only to be quicker."""


def run_git(
    folder: Path, *arguments: str | os.PathLike[str], text: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Run git in a folder with a text to read, and return its exit status and what it prints.

    Raises:
        PathError: git is not installed.
        OSError: the folder is not there.
    """
    program = shutil.which("git")
    if program is None:
        raise PathError(
            "Programmet git er ikke installeret. Installér det, og prøv igen.",
            "The program git is not installed. Install it, and try again.",
        )
    return subprocess.run(  # noqa: S603 - git itself
        [program, *arguments],
        cwd=folder,
        input=text,
        capture_output=True,
        check=False,
        env={**os.environ, **_OFFLINE},
    )
