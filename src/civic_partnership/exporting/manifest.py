"""The manifest of an export: a file that lists all files of the export with their hashes.

A later export uses the manifest to see whether anybody has changed the folder.
"""

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

from civic_partnership.files import MANIFEST

MAX_BYTES = 16 * 1024 * 1024
"""The largest manifest that can be read: 16 MiB, enough for about 80,000 files."""

_VERSION = 1
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@frozen(kw_only=True)
class FileEntry:
    """One file of an export.

    Attributes:
        name: the name of the file, with `/` between folders.
        media_type: the media type of the file: `text/csv; charset=utf-8`.
        size: the number of bytes.
        sha256: the SHA-256 hash of the bytes, as 64 hexadecimal digits.
    """

    name: str
    media_type: str
    size: int
    sha256: str


@frozen(kw_only=True)
class Manifest:
    """The choices for an export, and the files of the export.

    Attributes:
        format: the name of the exporter.
        options: the options of the exporter, as JSON holds them.
        versions: name of a distribution -> its version.
        on: the day for which the register was checked.
        lost: field path -> number of values that the format could not hold.
        withheld: field path -> number of values that were left out because they are personal data.
        include_personal: whether personal data were exported, if there were any.
        errors: the number of findings at level `error` in the register.
        files: all files of the export except the manifest.
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
        """Return the text of the manifest file, which ends with a hash of the text before it.

        Equal manifests give equal texts.

        Raises:
            ValueError: the options contain a number that JSON cannot hold, such as infinity.
            TypeError: the options contain another value that JSON cannot hold.
        """
        table = {"manifest_version": _VERSION, **asdict(self), "on": self.on.isoformat()}
        body = ",\n".join(f"  {_format_json(key)}: {_format_block(value)}" for key, value in table.items())
        return f'{{\n{body},\n  "sha256": "{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n'


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest in a folder; None if there is none, or it is not exactly as an export writes it."""
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
    """Return the first name of a file that was changed, added or deleted since the export.

    The name may be that of an empty folder. Return None if nothing has changed.
    """
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
    """Yield the names of all files and empty subfolders in a folder; an empty name if the folder is empty.

    A subfolder that cannot be opened counts as empty, because no export makes such a folder.
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
    """Tell whether a path is an ordinary file with the size and the hash of a manifest entry."""
    try:
        with _open_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            return size == entry.size and hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256
    except OSError:
        return False


def _open_file(path: Path) -> BufferedReader:
    """Open a file for reading; raise an OSError for a link, a pipe and any other special file."""
    descriptor = os.open(path, os.O_RDONLY | _CAREFULLY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return os.fdopen(descriptor, "rb")


def _has_good_names(manifest: Manifest) -> bool:
    """Tell whether all names in a manifest differ, and lie inside the folder on every operating system."""
    names = [entry.name for entry in manifest.files]
    # Windows knows more ways out of a folder than others: drives, and both kinds of slashes.
    are_inside = all(
        PureWindowsPath(name).parts == tuple(name.split("/")) and ".." not in name.split("/")
        for name in names
    )
    return are_inside and len({MANIFEST, *names}) == len(names) + 1


def _format_block(value: object) -> str:
    """Return the JSON text of a value; each item of a list or object gets its own line."""
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
