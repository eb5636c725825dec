"""The search for the files of a register below a path, with a reason for each that cannot be read."""

import errno
import json
import os
import stat
from collections.abc import Iterator, Mapping
from io import BufferedReader, FileIO
from itertools import islice
from pathlib import Path, PurePosixPath

from civic_partnership.errors import PathError
from civic_partnership.files import JOURNAL, finish_interrupted, lock_folder, os_reason
from civic_partnership.findings import format_path
from civic_partnership.values import Label

from .parsing import Format, Unreadable

SUFFIXES: dict[str, Format] = {".toml": "toml", ".json": "json", ".ndjson": "ndjson"}
"""Suffix of a file's name -> its format."""

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read unless asked otherwise: 64 MiB."""

MAX_ENTRIES = 100_000
"""The most files and folders below a register: more are those of something else."""

DATA_PACKAGE = "datapackage.json"
"""The name of the file that describes the tables beside it, by the standard of Frictionless."""

FoundFile = Path | tuple[Path, Unreadable]
"""A file, or a path with the reason why it cannot be read."""

NO_FILES = Unreadable(
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
_MISSING_TABLE = Unreadable(
    Label(
        f"{DATA_PACKAGE} nævner denne tabel, men den er der ikke",
        f"{DATA_PACKAGE} names this table, but it is not there",
    ),
    Label(
        "Læg den i mappen under dette navn. Hører den ikke med mere, så slet den i beskrivelsen.",
        "Put it into the folder under this name. If it belongs there no more, delete it there.",
    ),
)


def find_files(path: Path, *, tables: bool = False) -> Iterator[FoundFile]:
    """Yield the files that hold a register's records, in the order of their names.

    For a path to a file this is the file. For a folder it is every `.toml` file below it or, if there is
    none and `tables` is true, every `.csv` file in it. Names that begin with a dot or `~` are passed over.
    A folder that cannot be searched is yielded with the reason.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.
    """
    if not _is_readable_folder(path):
        yield path
        return
    if os.path.lexists(path / JOURNAL):
        yield from _finish_interrupted(path)
    files = list(_find_toml_files(path))
    if not files and tables:
        files = [file for file in sorted(path.iterdir()) if _is_wanted(file, ".csv")]
    elif files and tables and (path / DATA_PACKAGE).is_file():
        yield path, _TABLES_AND_TOML
    yield from files or [(path, NO_FILES)]


def _is_readable_folder(path: Path) -> bool:
    """Tell whether a path leads to a folder; raise a PathError if it leads nowhere or may not be read."""
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
    """Finish the write that a killed command began in a folder; yield the reason if that fails."""
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
    """Open a file to read it without waiting: reading gives None if a pipe or a device has no data yet."""
    at_once = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return BufferedReader(FileIO(os.open(path, os.O_RDONLY | at_once)))


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """Read the bytes of a file.

    Raises:
        Unreadable: it is no ordinary file, has more than `max_bytes`, or access is denied.
    """
    data: bytes | None = None
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            with open_without_waiting(path) as file:
                data = file.read(min(status.st_size, max_bytes) + 1)  # room for the most bytes takes time
                if data and len(data) > status.st_size:  # it grows, or the system tells no size
                    data += file.read(max_bytes + 1 - len(data)) or b""
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


def missing_tables(files: Mapping[str, bytes]) -> dict[str, Unreadable]:
    """Find the tables that a `datapackage.json` names but that are missing, each with the reason to report.

    Args:
        files: name inside the folder, with `/` between folders -> content; the case of names does not count.
    """
    present = {name.lower() for name in files}
    missing: dict[str, Unreadable] = {}
    for name, data in files.items():
        folder = PurePosixPath(name).parent
        if PurePosixPath(name).name.lower() == DATA_PACKAGE:
            for table in _described_files(data):
                path = (folder / table).as_posix()
                if path.lower() not in present:
                    missing[path] = _MISSING_TABLE
    return missing


def _described_files(data: bytes) -> list[str]:
    """Return the names of the files in a `datapackage.json`; none if it is not written as one."""
    try:
        resources = json.loads(data)["resources"]
        return [path for each in resources if isinstance(path := each.get("path"), str)]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []


def _find_toml_files(folder: Path) -> Iterator[FoundFile]:
    """Yield the TOML files below a folder; links may lead in circles, and too many files are told once."""
    seen: set[tuple[int, int]] = set()
    left = MAX_ENTRIES
    todo = [folder]
    while todo:
        path = todo.pop()
        try:
            status = path.stat()
        except OSError as error:
            if _is_wanted(path, ".toml") or error.errno != errno.ENOENT:  # what is there may be a folder
                yield path, _no_access(path, error)
            continue
        if not stat.S_ISDIR(status.st_mode):
            if _is_wanted(path, ".toml"):
                yield path
        elif (status.st_dev, status.st_ino) in seen:
            yield path, _READ_ALREADY
        elif left >= 0:
            seen.add((status.st_dev, status.st_ino))
            try:
                with os.scandir(path) as entries:
                    names = [entry.name for entry in islice(entries, left + 1)]
            except OSError as error:
                yield path, _no_access(path, error)
                continue
            left -= len(names)
            if left < 0:
                yield path, _TOO_MANY
            else:  # on Windows capital letters do not count
                shown = (name for name in names if not name.startswith((".", "~")))
                todo += (path / name for name in sorted(shown, key=os.path.normcase, reverse=True))


def _is_wanted(path: Path, suffix: str) -> bool:
    return path.suffix.lower() == suffix and not path.name.startswith((".", "~"))


def _no_access(path: Path, error: OSError | ValueError) -> Unreadable:
    nowhere = isinstance(error, FileNotFoundError) and path.is_symlink()
    return Unreadable(
        Label("genvejen fører ingen steder hen", "the link leads nowhere") if nowhere else os_reason(error),
        Label("Giv adgang til filen, eller fjern den.", "Give access to it, or remove it."),
    )
