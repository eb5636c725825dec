"""The files that somebody gave to the page: which of them are registers, tables to import, and mappings."""

import contextlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from attrs import frozen

from civic_partnership.errors import PathError
from civic_partnership.files import MANIFEST
from civic_partnership.findings import format_path
from civic_partnership.storage import DATA_PACKAGE, table_layouts

Kind = Literal["register", "table", "mapping", "other"]

_MAPPING_TABLES = frozenset({"file", "records"})
"""The tables at the top of a mapping; a register has neither."""


@frozen
class OpenedFile:
    """One file that was given.

    Attributes:
        path: its path in the working folder, with `/` between folders.
        kind: `register`, `table` (to import by a mapping), `mapping`, or `other`, which is not read.
    """

    path: str
    kind: Kind


def clean_path(path: str) -> PurePosixPath:
    """Return a path that stays inside the working folder.

    Raises:
        PathError: it leads out of the folder, or names nothing.
    """
    clean = PurePosixPath(path.replace("\\", "/").lstrip("/"))
    if not clean.parts or ".." in clean.parts or "\0" in path:
        shown = format_path(path)
        raise PathError(
            f"Filen {shown} kan ikke åbnes: stien fører ud af mappen. Giv filen et andet navn.",
            f"The file {shown} cannot be opened: its path leads out of the folder. Rename the file.",
        )
    return clean


def recognize(path: str, data: bytes) -> Kind:
    """Tell what a file is by its name and, where the name does not tell, by what is in it."""
    name = PurePosixPath(path)
    suffix = name.suffix.lower()
    if name.name.startswith((".", "~")) or name.name in (MANIFEST, DATA_PACKAGE):
        return "other"
    if suffix == ".toml":
        return "mapping" if _is_mapping(data) else "register"
    if suffix in (".json", ".ndjson"):
        return "register"
    if suffix == ".csv":
        return "register" if name.stem in table_layouts() else "table"
    return "table" if suffix in (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb", ".tsv", ".txt") else "other"


def _is_mapping(data: bytes) -> bool:
    with contextlib.suppress(ValueError, RecursionError):
        return bool(_MAPPING_TABLES & tomllib.loads(data.decode("utf-8-sig")).keys())
    return False


def find_registers(files: Iterable[OpenedFile]) -> list[str]:
    """Return the paths to check, as a command line would name them: folders, and files beside each other.

    A folder is one register; TOML files, or tables, that lie in no folder are one register together, which
    is the working folder `.`; a JSON or NDJSON file there is one by itself.
    """
    folders: dict[str, list[PurePosixPath]] = {}
    alone: list[PurePosixPath] = []
    for file in files:
        if file.kind == "register":
            path = PurePosixPath(file.path)
            if len(path.parts) > 1:
                folders.setdefault(path.parts[0], []).append(path)
            else:
                alone.append(path)
    found = []
    for folder, inside in folders.items():
        together, apart = _split(inside)
        found += [folder] if together else [str(path) for path in apart]
    together, apart = _split(alone)
    found += [str(together[0])] if len(together) == 1 else ["."] if together else []
    return [*found, *map(str, apart)]


def _split(paths: Iterable[PurePosixPath]) -> tuple[list[PurePosixPath], list[PurePosixPath]]:
    """Return the files that are a register together, and those of which each is one."""
    together = [path for path in paths if path.suffix.lower() in (".toml", ".csv")]
    return together, [path for path in paths if path not in together]


def write_files(folder: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    """Write files into the working folder.

    Raises:
        PathError: a name cannot be that of a file.
    """
    for path, data in files.items():
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        except OSError:
            shown = format_path(str(path))
            raise PathError(
                f"Filen {shown} kan ikke åbnes: navnet kan ikke bruges. Giv filen et andet navn.",
                f"The file {shown} cannot be opened: its name cannot be used. Rename the file.",
            ) from None


def read_table_names(files: Iterable[OpenedFile]) -> list[dict[str, Any]]:
    """Return path and kind of each file."""
    return [{"path": file.path, "kind": file.kind} for file in files]
