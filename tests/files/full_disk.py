"""A process that merges and resolves on a small disk which is full, or has only a few free pages.

Run: python tests/files/full_disk.py DISK COMMAND, where DISK is the folder of a small file system of its own.

It prints as JSON how many free pages were too few. Then all files were the old ones, and a sentence was told; with
enough pages all files are the new ones.
"""

import contextlib
import json
import os
import shutil
import sys
from pathlib import Path

from files.killing import merge_desks, resolve_desks

from civic_partnership import PathError

PAGE = 4096
COMMANDS = {"merge": merge_desks, "resolve": resolve_desks}


def fill(disk: Path, free_pages: int) -> None:
    """Fill a disk but for some pages."""
    with (disk / "filler").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"\0" * PAGE):
            pass
    size = (disk / "filler").stat().st_size
    os.truncate(disk / "filler", max(0, size - free_pages * PAGE))


def read_state(target: Path) -> dict[str, bytes]:
    """Return all files of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in target.iterdir()}


def count_refusals(disk: Path, command: str) -> int:
    """Run a command with ever more free pages until it succeeds; return how often it was refused."""
    for free_pages in range(100):
        shutil.rmtree(disk / "target", ignore_errors=True)
        COMMANDS[command](disk, "old")
        before = read_state(disk / "target")
        fill(disk, free_pages)
        reason = ""
        try:
            COMMANDS[command](disk, "new")
        except PathError as error:
            reason = str(error)
        (disk / "filler").unlink()
        is_changed = before != read_state(disk / "target")
        assert is_changed == (not reason), "a full disk has changed something"
        if is_changed:
            return free_pages
        assert "cannot be written" in reason, reason
    raise AssertionError("no disk is large enough")


if __name__ == "__main__":
    _, folder, name = sys.argv
    print(json.dumps(count_refusals(Path(folder), name)))
