"""Which files a path leads to, in order, and what is no file at all."""

import errno
import stat
from collections.abc import Iterator
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.findings import shown_path
from civic_partnership.values import Label

from .documents import Format, Unreadable
from .systems import told

SUFFIXES: dict[str, Format] = {".toml": "toml", ".json": "json", ".ndjson": "ndjson"}
"""Suffix of a file's name -> its format."""

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read unless asked otherwise: 64 MiB."""


def files(path: Path, *, tables: bool = False) -> Iterator[Path | tuple[Path, Unreadable]]:
    """The files that hold a register's records, in the order of their names.

    A file is taken as it is; of a folder every `.toml` file under it, or, where there is none and
    tables are asked for, every `.csv` file in it. What begins with a dot or `~` is passed over.
    What cannot be walked is told with its path.

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
            f"Der findes ingen fil eller mappe {shown_path(path)}. Ret stien.",
            f"There is no file or folder {shown_path(path)}. Correct the path.",
        ) from None
    except (OSError, ValueError) as error:
        raise PathError(
            f"{shown_path(path)} kan ikke læses ({told(error).da}). Giv adgang, eller vælg en anden sti.",
            f"{shown_path(path)} cannot be read ({told(error).en}). Give access, or choose another path.",
        ) from None
    if not stat.S_ISDIR(mode):
        yield path
        return
    if tables and (path / "datapackage.json").is_file() and any(True for _ in _under(path, set())):
        yield path, _both()
    found = False
    for each in [*_under(path, set())] or (_tables_in(path) if tables else []):
        found = True
        yield each
    if not found:
        yield (
            path,
            Unreadable(
                Label("mappen har ingen .toml- eller .csv-filer", "the folder has no .toml or .csv file"),
                Label(
                    "Vælg den mappe, som registerets filer ligger i, eller selve filen.",
                    "Choose the folder that holds the register's files, or the file itself.",
                ),
            ),
        )


def _both() -> Unreadable:
    return Unreadable(
        Label(
            "mappen har både tabeller i CSV og .toml-filer, og kun disse læses",
            "the folder has both tables in CSV and .toml files, and only these are read",
        ),
        Label("Flyt de ene til en mappe for sig.", "Move one of them to a folder of its own."),
    )


def content(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file.

    Raises:
        Unreadable: it is no file, too large, or cannot be read.

    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(
                Label("det er ikke en almindelig fil", "it is not an ordinary file"),
                Label("Flyt det ud af registeret.", "Move it out of the register."),
            )
        if status.st_size > max_bytes:
            raise _too_large(max_bytes)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from None
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    return data


def _under(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | tuple[Path, Unreadable]]:
    try:
        status = folder.stat()
        inside = sorted(folder.iterdir())
    except OSError as error:
        yield folder, _unreachable(folder, error)
        return
    if (status.st_dev, status.st_ino) in seen:
        yield (
            folder,
            Unreadable(
                Label(
                    "genvejen fører til en mappe, der læses i forvejen",
                    "the link leads to a folder read already",
                ),
                Label("Fjern genvejen.", "Remove the link."),
            ),
        )
        return
    seen.add((status.st_dev, status.st_ino))
    for path in inside:
        wanted = path.suffix.lower() == ".toml"
        if path.name.startswith((".", "~")):
            continue
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            if wanted or error.errno == errno.ELOOP:
                yield path, _unreachable(path, error)
            continue
        if is_folder:
            yield from _under(path, seen)
        elif wanted:
            yield path


def _tables_in(folder: Path) -> list[Path]:
    """The files of an export to CSV."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() == ".csv" and not path.name.startswith((".", "~"))
    )


def _too_large(max_bytes: int) -> Unreadable:
    size = f"{max_bytes / 1024 / 1024:g} MiB" if max_bytes >= 1024 * 1024 else f"{max_bytes} byte"
    return Unreadable(
        Label(f"filen er større end {size}", f"the file is larger than {size}"),
        Label("Del filen i flere.", "Split the file into several."),
    )


def _unreachable(path: Path, error: OSError | ValueError) -> Unreadable:
    nowhere = isinstance(error, FileNotFoundError) and path.is_symlink()
    return Unreadable(
        Label("genvejen fører ingen steder hen", "the link leads nowhere") if nowhere else told(error),
        Label("Giv adgang til filen, eller fjern den.", "Give access to it, or remove it."),
    )
