"""The manifest of an export: what was written, so that it can be known whether anybody changed it since."""

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from datetime import date
from io import BufferedReader
from pathlib import Path, PureWindowsPath
from typing import Any

from attrs import asdict, frozen

MANIFEST = "civic-partnership.json"
"""The name of its file in an export."""

MAX_BYTES = 16 * 1024 * 1024
"""The largest manifest that is read: 16 MiB, some 80,000 files."""

_VERSION = 1
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@frozen(kw_only=True)
class FileEntry:
    """One file of an export.

    Attributes:
        name: its name inside the export, with `/` between folders.
        media_type: what it is: `text/csv; charset=utf-8`.
        size: in bytes.
        sha256: the hash of its bytes, 64 hexadecimal digits.

    """

    name: str
    media_type: str
    size: int
    sha256: str


@frozen(kw_only=True)
class Manifest:
    """What an export was made of and of which files it consists.

    Attributes:
        format: the exporter's name.
        options: the exporter's options, as JSON holds them.
        versions: distribution -> its version.
        on: the day that the register was judged by.
        lost: field -> how many of its values the format could not carry.
        withheld: field -> how many of its values were left out because they are personal.
        include_personal: whether personal data were asked for, so that there may be some in it.
        errors: how many findings at level error the register had.
        files: every file but the manifest itself.

    """

    format: str
    options: Mapping[str, Any]
    versions: Mapping[str, str]
    on: date
    lost: Mapping[str, int]
    withheld: Mapping[str, int]
    include_personal: bool = False
    errors: int
    files: tuple[FileEntry, ...]

    def text(self) -> str:
        """The text of its file: the same manifest gives the same text, which ends with a hash of itself.

        Raises:
            ValueError: the options hold a number that JSON cannot.
            TypeError: the options hold something else that JSON cannot.

        """
        table = {"manifest_version": _VERSION, **asdict(self), "on": self.on.isoformat()}
        body = ",\n".join(f"  {_json(key)}: {_block(value)}" for key, value in table.items())
        return f'{{\n{body},\n  "sha256": "{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n'


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an export; none where there is none, or what is there was not written by an export."""
    try:
        with _opened(folder / MANIFEST) as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return None
        table = json.loads(data)
        del table["manifest_version"], table["sha256"]
        day = date.fromisoformat(table.pop("on"))
        files = tuple(FileEntry(**entry) for entry in table.pop("files"))
        manifest = Manifest(on=day, files=files, **table)
        # Being the very text that would be written settles names, types, order, version and hash at once.
        return manifest if _is_sound(manifest) and manifest.text().encode() == data else None
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def is_unchanged(folder: Path) -> bool:
    """Whether a folder holds its manifest and exactly the files that it names, byte for byte, and no more."""
    return difference(folder) is None


def difference(folder: Path) -> str | None:
    """The name of the first thing in a folder that is not as an export left it; none where all is."""
    manifest = read_manifest(folder)
    missing = {entry.name: entry for entry in manifest.files} if manifest else {}
    for name in _below(folder):
        if manifest and name == MANIFEST:
            continue
        entry = missing.pop(name, None)
        if entry is None or not _holds(folder / name, entry):
            return name or MANIFEST
    return next(iter(missing), None)


def _below(folder: Path) -> Iterator[str]:
    """The names of all that a folder holds, its own name being empty, but for folders that hold something.

    A folder that cannot be looked into is told like an empty one: it is none that an export made.
    """
    waiting = [""]
    while waiting:
        name = waiting.pop()
        try:
            with os.scandir(folder / name) as entries:
                inside = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        except OSError:
            inside = []
        if not inside:
            yield name
        for below, is_folder in inside:
            if is_folder:
                waiting.append(f"{name}{below}/")
            else:
                yield f"{name}{below}"


def _holds(path: Path, entry: FileEntry) -> bool:
    """Whether a file is an ordinary one of these very bytes."""
    try:
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            return size == entry.size and hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256
    except OSError:
        return False


def _opened(path: Path) -> BufferedReader:
    """An ordinary file, open for reading: no link is followed, no pipe waited for."""
    descriptor = os.open(path, os.O_RDONLY | _CAREFULLY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return os.fdopen(descriptor, "rb")


def _is_sound(manifest: Manifest) -> bool:
    """Whether all has the types that it should, and every file lies inside the folder, none twice."""
    names = [entry.name for entry in manifest.files]
    texts = [manifest.format, *manifest.versions.values()]
    numbers = [manifest.errors, *manifest.lost.values(), *manifest.withheld.values()]
    flags: list[Any] = [manifest.include_personal]
    for entry in manifest.files:
        texts += entry.name, entry.media_type, entry.sha256
        numbers.append(entry.size)
    return (
        all(type(text) is str for text in texts)
        and all(type(number) is int and number >= 0 for number in numbers)
        and type(manifest.options) is dict
        and all(type(flag) is bool for flag in flags)
        and len({MANIFEST, *names}) == len(names) + 1
        and all(map(_is_inside, names))
    )


def _is_inside(name: str) -> bool:
    parts = tuple(name.split("/"))
    # Windows knows more ways out of a folder than others: drives, and both kinds of slashes.
    return parts == PureWindowsPath(name).parts and ".." not in parts


def _block(value: object) -> str:
    """JSON with each item on a line of its own."""
    rows: list[str] = []
    marks = "[]"
    if isinstance(value, Mapping):
        rows, marks = [f"{_json(key)}: {_json(value[key])}" for key in sorted(value)], "{}"
    elif isinstance(value, list | tuple):
        rows = [_json(each) for each in value]
    else:
        return _json(value)
    inside = ",\n    ".join(rows)
    return f"{marks[0]}\n    {inside}\n  {marks[1]}" if rows else marks


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
