"""Importers: each turns the files of one format into a register and reports what is wrong there.

The package has an importer for every format that it exports.
"""

import os
import stat
from collections.abc import Mapping
from itertools import islice
from pathlib import Path, PurePath
from typing import Any, Final, Protocol, TypeVar

from attrs import field, frozen

from civic_partnership.exporting import (
    EXPORTERS,
    AnyExporter,
    NoOptions,
    check_format,
    read_manifest,
)
from civic_partnership.files import MANIFEST, os_reason
from civic_partnership.findings import Finding
from civic_partnership.model import Register
from civic_partnership.storage import (
    DATA_PACKAGE,
    MAX_BYTES,
    Unreadable,
    missing_tables,
    read_bytes,
    read_files,
)
from civic_partnership.values import Label

from .source import read_error

OptionsT = TypeVar("OptionsT")

MAX_FILES = 10_000
"""The most files for one importer."""

MAX_TOTAL = 256 * 1024 * 1024
"""The most bytes of these together, as they are held in memory: 256 MiB."""

_MISSING = Label(
    f"eksporten skrev den, men den er der ikke. Er den taget ud med vilje, så slet {MANIFEST}",
    f"the export wrote it, but it is not there. If it was taken out on purpose, delete {MANIFEST}",
)


@frozen(kw_only=True)
class Imported:
    """A register that an importer read from files.

    Attributes:
        register: all records that could be built; its `left_out` names the others.
        findings: everything that is wrong in the files. All else in the files is in the register.
    """

    register: Register = field(repr=False)
    findings: tuple[Finding, ...] = ()


class Importer(Protocol[OptionsT]):
    """The reader of one file format; any object with these four attributes is an importer."""

    @property
    def name(self) -> str:
        """Name of the format, as the exporter has it: small letters, digits and hyphens."""

    @property
    def title(self) -> Label:
        """Title of the format in a few words, for people."""

    @property
    def options(self) -> type[OptionsT]:
        """Return the attrs class of this format's options; `NoOptions` if it has none."""
        ...

    def read(self, files: Mapping[str, bytes], options: OptionsT, /) -> Imported:
        """Read the register in some files, without a look at the disk, the network or the clock.

        The result is always the same for the same files. Files of other formats are passed over. Everything
        that is wrong in the files of this format is a finding.

        Args:
            files: name inside the folder, with `/` between folders -> content.
        """
        ...


AnyImporter = Importer[Any]


class _BuiltIn:
    """Imports files in a format that this package exports."""

    options: Final = NoOptions

    def __init__(self, exporter: AnyExporter) -> None:
        self.name = exporter.name
        self.title = exporter.title

    def read(self, files: Mapping[str, bytes], _: NoOptions, /) -> Imported:
        """Read all files with the ending of the format."""
        own = {
            name: data
            for name, data in files.items()
            if PurePath(name).suffix.lower() == f".{self.name}" and PurePath(name).name != DATA_PACKAGE
        }
        reading = read_files(own, missing_tables(files) if self.name == "csv" else None)
        return Imported(register=reading.register, findings=reading.findings)


IMPORTERS = tuple(_BuiltIn(exporter) for exporter in EXPORTERS)
"""The importers of the package itself."""


def recognize_importer(thing: Any) -> AnyImporter:
    """Return the argument if it is an importer; `InvalidValue` tells what another thing lacks."""
    return check_format(thing, ("name", "title", "options", "read"))  # type: ignore[no-any-return]


def load_files(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> dict[str, bytes]:
    """Load one file, or all files in a folder and its subfolders, for an importer: name -> content.

    Hidden files and the manifest of an export are passed over. A `PathError` refuses a file that cannot be
    read or is larger than `max_bytes`, and a folder that lacks a file of its manifest.
    """
    top = Path(path)
    try:
        if not top.is_dir():
            return {top.name: _read_file(top, max_bytes)}
        below = (
            each
            for folder, folders, names in os.walk(top)
            for each in (Path(folder, name) for name in sorted(names))
            if _is_taken(folders, each)
        )
        found = {each.relative_to(top).as_posix(): each for each in islice(below, 10 * MAX_FILES)}
        manifest = read_manifest(top)
        exported = [entry.name for entry in manifest.files] if manifest is not None else []
        missing = next((name for name in exported if not (top / name).is_file()), None)
    except OSError as error:
        raise read_error(top, os_reason(error)) from None
    if len(found) > MAX_FILES:
        reason = Label(f"der er mere end {MAX_FILES} filer", f"there are more than {MAX_FILES} files")
        raise read_error(top, reason)
    if missing is not None:
        raise read_error(top / missing, _MISSING)
    contents: dict[str, bytes] = {}
    left = MAX_TOTAL
    for name, file in sorted(found.items()):
        contents[name] = _read_file(file, max_bytes)
        left -= len(contents[name])
        if left < 0:
            size = MAX_TOTAL // 1024 // 1024
            reason = Label(f"filerne fylder mere end {size} MiB", f"the files have more than {size} MiB")
            raise read_error(file, reason)
    return contents


def _is_taken(folders: list[str], file: Path) -> bool:
    """Tell whether a file is for an importer; leave the hidden folders beside it out of the walk."""
    folders[:] = sorted(name for name in folders if not name.startswith("."))
    hidden = file.name.startswith((".", "~")) or file.name == MANIFEST
    return not hidden and stat.S_ISREG(file.stat().st_mode)


def _read_file(file: Path, max_bytes: int) -> bytes:
    try:
        return read_bytes(file, max_bytes)
    except Unreadable as error:
        raise read_error(file, error.reason) from None
