"""The files that a path leads to, in order, and what is no file at all."""

import errno
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from itertools import islice
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.files import JOURNAL, finish_interrupted, lock_folder, os_reason
from civic_partnership.findings import format_path
from civic_partnership.values import Label

from .data_package import DATA_PACKAGE
from .parsing import Format, Unreadable

SUFFIXES: dict[str, Format] = {".toml": "toml", ".json": "json", ".ndjson": "ndjson"}
"""Suffix of a file's name -> its format."""

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read unless asked otherwise: 64 MiB."""

MAX_ENTRIES = 100_000
"""The most files and folders below a register: more are those of something else."""

MAX_LEVELS = 50
"""The most folders inside each other: a register has one or two."""

FoundFile = Path | tuple[Path, Unreadable]
"""A file, or a path with the reason why it cannot be read."""

_NO_FILES = Unreadable(
    Label("mappen har ingen .toml- eller .csv-filer", "the folder has no .toml or .csv file"),
    Label(
        "Vælg den mappe, som registerets filer ligger i, eller selve filen.",
        "Choose the folder that holds the register's files, or the file itself.",
    ),
)
_TABLES_AND_TOML = Unreadable(
    Label(
        "mappen har både tabeller i CSV og .toml-filer, og kun disse læses",
        "the folder has both tables in CSV and .toml files, and only these are read",
    ),
    Label("Flyt de ene til en mappe for sig.", "Move one of them to a folder of its own."),
)
_READ_ALREADY = Unreadable(
    Label("genvejen fører til en mappe, der læses i forvejen", "the link leads to a folder read already"),
    Label("Fjern genvejen.", "Remove the link."),
)
_TOO_MANY = Unreadable(
    Label(
        f"der er mere end {MAX_ENTRIES} filer og mapper under registeret; resten er ikke læst",
        f"there are more than {MAX_ENTRIES} files and folders below the register; the rest was not read",
    ),
    Label(
        "Flyt det, der ikke er registerets filer, og fjern genveje ud af det.",
        "Move what is none of the register's files, and remove links that lead out of it.",
    ),
)
_TOO_DEEP = Unreadable(
    Label(
        f"der er mere end {MAX_LEVELS} mapper inde i hinanden",
        f"there are more than {MAX_LEVELS} folders inside each other",
    ),
    Label("Flyt mappen længere op, eller fjern genvejen.", "Move the folder further up, or remove the link."),
)


def find_files(path: Path, *, tables: bool = False) -> Iterator[FoundFile]:
    """Find the files that hold a register's records, in the order of their names.

    A file is taken as it is; of a folder every `.toml` file under it, or, where there is none and
    tables are asked for, every `.csv` file in it. What begins with a dot or `~` is passed over.
    A folder that cannot be walked is yielded with the reason.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.

    """
    if not _is_readable_folder(path):
        yield path
        return
    if os.path.lexists(path / JOURNAL):
        yield from _finish_interrupted(path)
    found = list(_Walk().find(path))
    if not found and tables:
        found = [file for file in sorted(path.iterdir()) if _is_wanted(file, ".csv")]
    elif found and tables and (path / DATA_PACKAGE).is_file():
        yield path, _TABLES_AND_TOML
    yield from found or [(path, _NO_FILES)]


def _is_readable_folder(path: Path) -> bool:
    """Whether a path leads to a folder.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.

    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            next(path.iterdir(), None)
        elif stat.S_ISREG(mode):
            path.open("rb").close()
    except FileNotFoundError:
        raise PathError(
            f"Der findes ingen fil eller mappe {format_path(path)}. Ret stien.",
            f"There is no file or folder {format_path(path)}. Correct the path.",
        ) from None
    except (OSError, ValueError) as error:
        reason = os_reason(error)
        raise PathError(
            f"{format_path(path)} kan ikke læses ({reason.da}). Giv adgang, eller vælg en anden sti.",
            f"{format_path(path)} cannot be read ({reason.en}). Give access, or choose another path.",
        ) from None
    return stat.S_ISDIR(mode)


def _finish_interrupted(folder: Path) -> Iterator[FoundFile]:
    """Finish what a killed command began in a folder; yield why it cannot be done."""
    try:
        with lock_folder(folder):
            finish_interrupted(folder)
    except OSError as error:
        reason = os_reason(error)
        yield (
            folder / JOURNAL,
            Unreadable(
                Label(
                    f"en skrivning i mappen blev afbrudt og kan ikke gøres færdig ({reason.da})",
                    f"writing into the folder was interrupted and cannot be finished ({reason.en})",
                ),
                Label("Giv adgang til mappen, og prøv igen.", "Give access to the folder, and try again."),
            ),
        )


def open_without_waiting(path: Path) -> BufferedReader:
    """Open a file to read it, without waiting for what never comes, as a pipe or a device would.

    Reading gives None where there is nothing to read yet.
    """
    at_once = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, os.O_RDONLY | at_once), "rb")


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """Read the bytes of a file.

    Raises:
        Unreadable: it is no file, too large, or cannot be read.

    """
    data: bytes | None = None
    try:
        if stat.S_ISREG(path.stat().st_mode):
            with open_without_waiting(path) as file:
                data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise _no_access(path, error) from None
    if data is None:  # also of a system's own file, such as the log of its kernel, where nothing stands yet
        raise Unreadable(
            Label("det er ikke en almindelig fil", "it is not an ordinary file"),
            Label("Flyt det ud af registeret.", "Move it out of the register."),
        )
    if len(data) > max_bytes:
        size = f"{max_bytes / 1024 / 1024:g} MiB" if max_bytes >= 1024 * 1024 else f"{max_bytes} byte"
        raise Unreadable(
            Label(f"filen er større end {size}", f"the file is larger than {size}"),
            Label("Del filen i flere.", "Split the file into several."),
        )
    return data


class _Walk:
    """A walk through the folders below a register, which ends however they lead to each other."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()
        self._left = MAX_ENTRIES

    def find(self, folder: Path, level: int = 0) -> Iterator[FoundFile]:
        """Find the files under a folder; report too many of them once."""
        try:
            status = folder.stat()
            with os.scandir(folder) as entries:
                inside = sorted(folder / entry.name for entry in islice(entries, self._left + 1))
        except OSError as error:
            yield folder, _no_access(folder, error)
            return
        if (status.st_dev, status.st_ino) in self._seen:
            yield folder, _READ_ALREADY
            return
        self._seen.add((status.st_dev, status.st_ino))
        self._left -= len(inside)
        if self._left < 0 or level > MAX_LEVELS:
            yield folder, _TOO_MANY if self._left < 0 else _TOO_DEEP
            return
        for path in inside:
            if path.name.startswith((".", "~")):
                continue
            try:
                is_folder = stat.S_ISDIR(path.stat().st_mode)
            except OSError as error:
                if _is_wanted(path, ".toml") or error.errno == errno.ELOOP:
                    yield path, _no_access(path, error)
                continue
            if is_folder and self._left >= 0:
                yield from self.find(path, level + 1)
            elif not is_folder and _is_wanted(path, ".toml"):
                yield path


def _is_wanted(path: Path, suffix: str) -> bool:
    return path.suffix.lower() == suffix and not path.name.startswith((".", "~"))


def _no_access(path: Path, error: OSError | ValueError) -> Unreadable:
    nowhere = isinstance(error, FileNotFoundError) and path.is_symlink()
    return Unreadable(
        Label("genvejen fører ingen steder hen", "the link leads nowhere") if nowhere else os_reason(error),
        Label("Giv adgang til filen, eller fjern den.", "Give access to it, or remove it."),
    )
