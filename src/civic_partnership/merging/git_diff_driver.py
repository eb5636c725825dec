"""The diff driver for git: versions of a file, and lines of an address and a value that git compares."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from civic_partnership.exporting import replace_personal
from civic_partnership.findings import sanitize
from civic_partnership.model import Place, Register, name_rows, place_of_record
from civic_partnership.storage import read_files, run_git, shared_converter
from civic_partnership.values import Dated, Table

from .conflict_values import WITHHELD


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


def list_records(register: Register) -> Iterator[str]:
    """Yield a line for each value in a register, in an order in which layout does not count."""
    records = sorted(register, key=lambda each: (each[0].kind, each[0].id or ""))
    for key, record in records:
        yield from _list_values(replace_personal(record, WITHHELD), place_of_record(key).address)


def _list_values(value: Any, address: str) -> Iterator[str]:
    """Yield a line for each value in a record, a row or a field; rows in the order of their names."""
    at = Place(address)
    if attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            part = getattr(value, attribute.name)
            if part is not None and part != attribute.default:
                yield from _list_values(part, at.field(attribute.name).address)
    elif isinstance(value, Table):
        for key, part in value.items():
            yield from _list_values(part, at.row(key, key).address)
    elif isinstance(value, tuple) and any(attrs.has(type(row)) for row in value):
        rows = sorted(value, key=repr)
        for name, row in sorted(zip(name_rows(rows), rows, strict=True), key=lambda pair: pair[0]):
            yield from _list_values(row, at.row(0, name).address)
    else:
        yield f"{sanitize(address)}: {_format(value)}"


def _format(value: Any) -> str:
    """Return a value as a short text, which holds no civil registration number."""
    match value:
        case Dated(changes=changes):
            return ", ".join(
                f"{start.text} = {_format(each)}" if start else _format(each) for start, each in changes
            )
        case bool():
            return str(value).lower()
        case tuple():
            return ", ".join(sorted(map(_format, value)))
        case _:
            return sanitize(str(shared_converter().unstructure(value)))
