"""What an importer is: it turns the files of one format into a register, and tells what is wrong there."""

import os
import stat
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

from attrs import field, frozen

from civic_partnership.errors import PathError
from civic_partnership.exporting import MANIFEST
from civic_partnership.exporting.exporter import check_format
from civic_partnership.exporting.manifest import read_manifest
from civic_partnership.files import os_reason
from civic_partnership.findings import Finding, format_path
from civic_partnership.model import Register
from civic_partnership.storage.discovery import MAX_BYTES, read_bytes
from civic_partnership.storage.parsing import Unreadable
from civic_partnership.values import Label

OptionsT = TypeVar("OptionsT")

MAX_FILES = 10_000
"""The most files that are handed to an importer."""

MAX_TOTAL = 256 * 1024 * 1024
"""The most bytes that these have together, all of which are held in memory: 256 MiB."""

_GONE = Label(
    f"eksporten skrev den, men den er der ikke. Er den taget ud med vilje, så slet {MANIFEST}",
    f"the export wrote it, but it is not there. If it was taken out on purpose, delete {MANIFEST}",
)


@frozen(kw_only=True)
class Imported:
    """What an importer made of some files.

    Attributes:
        register: all records that could be built; of the others `left_out` says which they are.
        findings: everything that is wrong in the files. What is in none of the two was not in the files.

    """

    register: Register = field(repr=False)
    findings: tuple[Finding, ...] = ()


class Importer(Protocol[OptionsT]):
    """A format that a register can be imported from; any object with these four is one.

    Attributes:
        name: what it is asked for by, that of the exporter to the same format.
        title: what it is, in a few words.
        options: an attrs class, each field made with `about(…)` and a default.

    """

    @property
    def name(self) -> str:
        """What it is asked for by: small letters, digits and hyphens."""
        ...

    @property
    def title(self) -> Label:
        """What it is, in a few words."""
        ...

    @property
    def options(self) -> type[OptionsT]:
        """An attrs class, each field made with `about(…)`; `NoOptions` where there are none."""
        ...

    def read(self, files: Mapping[str, bytes], options: OptionsT, /) -> Imported:
        """The register in some files.

        Pure: it touches no file, socket or clock, and gives the same for the same files. Files that are
        none of its format are passed over. Whatever is wrong in the others is a finding.

        Args:
            files: name inside the folder, with `/` between folders -> content.

        """
        ...


AnyImporter = Importer[Any]


def recognised_importer(thing: Any) -> AnyImporter:
    """An importer, once it is sure that it is one.

    Raises:
        InvalidValue: it lacks what an importer has.

    """
    return check_format(thing, ("name", "title", "options", "read"))  # type: ignore[no-any-return]


def loaded(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> dict[str, bytes]:
    """The files that an importer is handed: those of a folder and below, or the one file.

    What begins with a dot, and the manifest of an export, are passed over.

    Args:
        path: the folder or file.
        max_bytes: a larger file is refused.

    Raises:
        PathError: there is nothing, or something that cannot be read.

    """
    top = Path(path)
    try:
        if not top.is_dir():
            return {top.name: _content(top, max_bytes)}
        below = (
            each
            for folder, folders, names in os.walk(top)
            for each in (Path(folder, name) for name in sorted(names))
            if _is_taken(folders, each)
        )
        found = {each.relative_to(top).as_posix(): each for each in islice(below, 10 * MAX_FILES)}
        gone = _missing(top)
    except OSError as error:
        reason = os_reason(error)
        raise _unreadable(top, reason) from None
    if len(found) > MAX_FILES:
        raise _unreadable(
            top, Label(f"der er mere end {MAX_FILES} filer", f"there are more than {MAX_FILES} files")
        )
    if gone is not None:
        raise _unreadable(top / gone, _GONE)
    return _contents(found, max_bytes)


def _missing(top: Path) -> str | None:
    """The first file that the manifest of an export names and that is not there."""
    manifest = read_manifest(top)
    entries = () if manifest is None else manifest.files
    return next((entry.name for entry in entries if not (top / entry.name).is_file()), None)


def _contents(files: Mapping[str, Path], max_bytes: int) -> dict[str, bytes]:
    read: dict[str, bytes] = {}
    left = MAX_TOTAL
    for name, file in sorted(files.items()):
        read[name] = _content(file, max_bytes)
        left -= len(read[name])
        if left < 0:
            size = MAX_TOTAL // 1024 // 1024
            raise _unreadable(
                file, Label(f"filerne fylder mere end {size} MiB", f"the files have more than {size} MiB")
            )
    return read


def _is_taken(folders: list[str], file: Path) -> bool:
    folders[:] = sorted(name for name in folders if not name.startswith("."))
    hidden = file.name.startswith((".", "~")) or file.name == MANIFEST
    return not hidden and stat.S_ISREG(file.stat().st_mode)


def _content(file: Path, max_bytes: int) -> bytes:
    try:
        return read_bytes(file, max_bytes)
    except Unreadable as error:
        raise _unreadable(file, error.reason) from None


def _unreadable(path: Path, reason: Label) -> PathError:
    shown = format_path(path)
    return PathError(f"{shown} kan ikke læses: {reason.da}.", f"{shown} cannot be read: {reason.en}.")
