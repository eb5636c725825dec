"""The diff driver for git: the versions of a file that git shows or compares."""

import os
from collections.abc import Iterator
from pathlib import Path

from civic_partnership.model import Register
from civic_partnership.storage import read_files, run_git

from .record_lines import list_records


def read_version(file: Path) -> Register | None:
    """Read a version of a file; None if it is no register, or has something wrong in it.

    Raises:
        OSError: the file cannot be read.
    """
    reading = read_files({"file.toml": b"" if file == Path(os.devnull) else file.read_bytes()})
    return None if reading.findings else reading.register


def list_file(file: Path) -> Iterator[bytes]:
    """Yield the lines of a file that git compares: those of its records, or its own if it is no register.

    Raises:
        OSError: the file cannot be read.
    """
    register = read_version(file)
    if register is None:
        yield file.read_bytes()
    else:
        yield from (f"{line}\n".encode() for line in list_records(register))


def compare_by_lines(old: Path, new: Path) -> bytes:
    """Return what git says of two versions of a file that is no register; raise a PathError without git."""
    options = ("--no-ext-diff", "--no-textconv", "--no-index", "--no-color")
    return run_git(Path(), "diff", *options, "--", old, new).stdout
