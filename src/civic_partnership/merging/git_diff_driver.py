"""The diff driver for git: it shows a file, or two versions of it, by records and fields."""

import os
from collections.abc import Iterator
from pathlib import Path

from civic_partnership.findings import format_path
from civic_partnership.model import Register
from civic_partnership.storage import read_files
from civic_partnership.values import Label

from .git_program import run_git
from .record_lines import list_differences, list_records

_SAME = Label(
    "  kun rækkefølge, bemærkninger eller opsætning er ændret\n",
    "  only order, comments or layout have changed\n",
)


def list_file(file: Path) -> Iterator[bytes]:
    """Yield the lines of a file that git compares: those of its records, or its own if it is no register.

    Raises:
        OSError: the file cannot be read.
    """
    data = file.read_bytes()
    register = _read(data)
    if register is None:
        yield data
    else:
        yield from (f"{line}\n".encode() for line in list_records(register))


def compare_files(old: Path, new: Path, name: str) -> Iterator[bytes | Label]:
    """Yield the lines of a comparison of two versions of a file.

    If one of them is no register, git itself compares them line by line.

    Raises:
        PathError: git is missing.
        OSError: a version cannot be read.
    """
    registers = [_read(b"" if each == Path(os.devnull) else each.read_bytes()) for each in (old, new)]
    if None in registers:
        options = ("--no-ext-diff", "--no-textconv", "--no-index", "--no-color")
        yield run_git(Path(), "diff", *options, "--", old, new).stdout
        return
    before, after = (each or Register() for each in registers)
    yield f"civic-partnership {format_path(name)}\n".encode()
    lines = [*list_differences(before, after)]
    yield from (f"{line}\n".encode() for line in lines)
    if not lines:
        yield _SAME


def _read(data: bytes) -> Register | None:
    reading = read_files({"file.toml": data})
    return None if reading.findings else reading.register
