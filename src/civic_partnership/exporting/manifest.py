"""The manifest of an export: it names what was written, and so shows whether anybody changed it since."""

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
    """The choices that an export was made with, and the files that it consists of.

    Attributes:
        format: the exporter's name.
        options: the exporter's options, as JSON holds them.
        versions: distribution -> its version.
        on: the day as of which the register was checked.
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

    def to_text(self) -> str:
        """Return the text of its file: the same for the same manifest, with a hash of itself at the end.

        Raises:
            ValueError: the options hold a number that JSON cannot.
            TypeError: the options hold something else that JSON cannot.

        """
        table = {"manifest_version": _VERSION, **asdict(self), "on": self.on.isoformat()}
        body = ",\n".join(f"  {_format_json(key)}: {_format_block(value)}" for key, value in table.items())
        return f'{{\n{body},\n  "sha256": "{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n'


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of an export; None where none is there, or an export did not write it."""
    try:
        with _open_file(folder / MANIFEST) as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return None
        table = json.loads(data)
        del table["manifest_version"], table["sha256"]
        day = date.fromisoformat(table.pop("on"))
        files = tuple(FileEntry(**entry) for entry in table.pop("files"))
        manifest = Manifest(on=day, files=files, **table)
        # Being the very text that would be written settles fields, order, version and hash at once.
        return manifest if _has_good_names(manifest) and manifest.to_text().encode() == data else None
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def find_difference(folder: Path) -> str | None:
    """Return the name of the first thing in a folder that is not as its export left it; None where all is."""
    manifest = read_manifest(folder)
    missing = {entry.name: entry for entry in manifest.files} if manifest else {}
    for name in _walk_files(folder):
        if manifest and name == MANIFEST:
            continue
        entry = missing.pop(name, None)
        if entry is None or not _has_content(folder / name, entry):
            return name or MANIFEST
    return next(iter(missing), None)


def _walk_files(folder: Path) -> Iterator[str]:
    """Yield the names of all files and empty folders in a folder; an empty name where it is empty itself.

    A folder that cannot be looked into counts as empty: no export made it.
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


def _has_content(path: Path, entry: FileEntry) -> bool:
    """Tell whether a path is an ordinary file with the bytes that an entry names."""
    try:
        with _open_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            return size == entry.size and hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256
    except OSError:
        return False


def _open_file(path: Path) -> BufferedReader:
    """Open an ordinary file for reading; follow no link, wait for no pipe."""
    descriptor = os.open(path, os.O_RDONLY | _CAREFULLY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return os.fdopen(descriptor, "rb")


def _has_good_names(manifest: Manifest) -> bool:
    """Tell whether every file lies inside the folder, none twice, and none is the manifest."""
    names = [entry.name for entry in manifest.files]
    return len({MANIFEST, *names}) == len(names) + 1 and all(map(_is_inside, names))


def _is_inside(name: str) -> bool:
    """Tell whether a name stays inside the folder on every system."""
    parts = tuple(name.split("/"))
    # Windows knows more ways out of a folder than others: drives, and both kinds of slashes.
    return parts == PureWindowsPath(name).parts and ".." not in parts


def _format_block(value: object) -> str:
    """Return JSON with each item on a line of its own."""
    if isinstance(value, Mapping):
        rows, brackets = [f"{_format_json(key)}: {_format_json(value[key])}" for key in sorted(value)], "{}"
    elif isinstance(value, list | tuple):
        rows, brackets = [_format_json(each) for each in value], "[]"
    else:
        return _format_json(value)
    inside = ",\n    ".join(rows)
    return f"{brackets[0]}\n    {inside}\n  {brackets[1]}" if rows else brackets


def _format_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
