"""The files that somebody gave to the page: which of them are registers, tables to import, and mappings."""

import contextlib
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from civic_partnership.checking import ensure_exportable
from civic_partnership.errors import PathError
from civic_partnership.files import MANIFEST
from civic_partnership.findings import format_path
from civic_partnership.hosting import Host
from civic_partnership.model import Register
from civic_partnership.storage import DATA_PACKAGE, Reading, read, table_layouts
from civic_partnership.values import Label, Language

from .read_back import find_export_format, find_file_format, read_back

Kind = Literal["register", "export", "table", "mapping", "other"]

_MAPPING_TABLES = frozenset({"file", "records"})
"""The tables at the top of a mapping; a register has neither."""
_TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"})
"""The endings of tables to import; of one that cannot be read, the import tells the way out."""


class OpenedFiles:
    """The files that are open; those of registers lie in another folder than tables and mappings.

    Attributes:
        registers: the folder of the files of registers, and of all that lies beside these.
        exports: the folder of registers that were exported in a format of a plugin.
        tables: the folder of tables to import, and of mappings.
    """

    def __init__(self, folder: Path, host: Host) -> None:
        self._host = host
        self._formats: dict[PurePosixPath, str] = {}  # the path of an export -> its format
        self.registers = folder / "registers"
        self.exports = folder / "exports"
        self.tables = folder / "tables"
        self._kinds: dict[PurePosixPath, Kind] = {}
        self.replace({})

    def replace(self, files: Mapping[str, bytes]) -> None:
        """Open files in the place of all others.

        Raises:
            PathError: a name cannot be that of a file.
        """
        given = {clean_path(path): data for path, data in files.items()}
        for folder in (self.registers, self.exports, self.tables):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        self._kinds, self._formats = {}, {}
        manifests = [path for path in given if path.name == MANIFEST]
        for path in manifests:  # they tell what the files beside them are
            self._write(self.exports, path, given[path])
            if format := find_export_format(self._host, (self.exports / path).parent):
                self._formats[path.parent] = format
        for path, data in given.items():
            self._add(path, data)

    def _add(self, path: PurePosixPath, data: bytes) -> None:
        kind = _recognize(path, data)
        if self._formats.keys() & {path, *path.parents}:
            kind = "export"
        elif kind == "table" and (format := find_file_format(self._host, path.name, data)):
            self._formats[path] = format
            kind = "export"
        self._write(self._folder_of(kind), path, data)
        self._kinds[path] = kind

    def _write(self, folder: Path, path: PurePosixPath, data: bytes) -> None:
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError:
            shown = format_path(str(path))
            raise PathError(
                f"Filen {shown} kan ikke åbnes: navnet kan ikke bruges. Giv filen et andet navn.",
                f"The file {shown} cannot be opened: its name cannot be used. Rename the file.",
            ) from None

    def _folder_of(self, kind: Kind) -> Path:
        if kind == "export":
            return self.exports
        return self.tables if kind in ("table", "mapping") else self.registers

    def describe(self) -> dict[str, Any]:
        """Return the files with their kinds, the registers, and the tables and mappings."""
        return {
            "files": [{"path": str(path), "kind": kind} for path, kind in self._kinds.items()],
            "registers": self.find_registers(),
            "tables": [str(path) for path, kind in self._kinds.items() if kind == "table"],
            "mappings": [str(path) for path, kind in self._kinds.items() if kind == "mapping"],
        }

    def find(self, path: str) -> Path:
        """Return where an open file lies."""
        clean = clean_path(path)
        return self._folder_of(self._kinds.get(clean, "table")) / clean

    def find_registers(self) -> list[str]:
        """Return the paths to check, as a command line would name them: folders, and files beside each other.

        A folder is one register; TOML files, or tables, that lie in no folder are one register together,
        which is the folder `.`; a JSON or NDJSON file there is one by itself, and so is an export.
        """
        folders: dict[str, list[PurePosixPath]] = {}
        for path, kind in self._kinds.items():
            if kind == "register":
                folders.setdefault(path.parts[0] if len(path.parts) > 1 else ".", []).append(path)
        found = [str(path) for path in self._formats]
        for folder, paths in folders.items():
            together = [path for path in paths if path.suffix.lower() in (".toml", ".csv")]
            if together:
                found.append(str(together[0]) if folder == "." and len(together) == 1 else folder)
            if folder == "." or not together:
                found += [str(path) for path in paths if path not in together]
        return found

    def choose_register(self, path: str) -> str:
        """Return the path of an open register: the one that is asked for, or the only one.

        Raises:
            PathError: there is no such register, or there are several and none is asked for.
        """
        paths = self.find_registers()
        if path in paths:
            return path
        if not paths:
            raise PathError("Der er intet register åbent. Åbn et.", "No register is open. Open one.")
        if path or len(paths) > 1:
            shown = ", ".join(map(format_path, paths))
            raise PathError(
                f"Vælg et af de åbne registre: {shown}.", f"Choose one of the open registers: {shown}."
            )
        return paths[0]

    def is_export(self, path: str) -> bool:
        """Tell whether a register was exported in a format of a plugin."""
        return PurePosixPath(path) in self._formats

    def read(self, path: str) -> Reading:
        """Read an open register, in the folder of registers, so that paths are short.

        Raises:
            PathError: it cannot be read at all.
            PluginError: its importer failed.
        """
        if not self.is_export(path):
            return read(path)
        with contextlib.chdir(self.exports):
            return read_back(self._host, path, self._formats[PurePosixPath(path)])

    def find_target(self, path: str) -> Path | Register:
        """Return the files of a register that rows are imported into; of an export the register itself.

        Raises:
            CivicPartnershipError: the export cannot be read, or not all of it.
        """
        if self.is_export(path):
            return ensure_exportable(self.read(path), allow_errors=True)
        return self.registers / path

    def name_register(self, path: str | None, lang: Language) -> str:
        """Return the name of a register as a file or folder; that of a new one if there is no path."""
        named = PurePosixPath(path or ".").name
        if path and self.is_export(path):
            named = PurePosixPath(path).stem  # what becomes of it is a folder of TOML
        return named or Label("register", "register").in_language(lang)

    def replace_register(self, path: str | None, name: str, files: Mapping[str, bytes]) -> None:
        """Replace the files of a register, or open a new one; all other files stay open.

        Args:
            path: the path of the register that was open; None for a new one.
            name: the name of its file or folder from now on.
            files: the names in the register -> their bytes.
        """
        if path:
            for old in [old for old in self._kinds if self._is_of(old, path)]:
                self.find(str(old)).unlink()
                del self._kinds[old]
            self._formats.pop(PurePosixPath(path), None)
        for inside, data in files.items():
            self._add(PurePosixPath(inside) if inside == name else PurePosixPath(name, inside), data)

    def _is_of(self, file: PurePosixPath, register: str) -> bool:
        """Tell whether an open file belongs to the register at a path."""
        kind = self._kinds[file]
        if self.is_export(register):
            return kind == "export" and file.is_relative_to(register)
        if kind not in ("register", "other"):
            return False
        if register == ".":
            return len(file.parts) == 1 and file.suffix.lower() in (".toml", ".csv")
        return file.is_relative_to(register)


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


def _recognize(path: PurePosixPath, data: bytes) -> Kind:
    """Tell what a file is by its name and, where the name does not tell, by what is in it."""
    suffix = path.suffix.lower()
    if path.name.startswith((".", "~")) or path.name in (MANIFEST, DATA_PACKAGE):
        return "other"
    if suffix == ".toml":
        return "mapping" if _is_mapping(data) else "register"
    if suffix in (".json", ".ndjson"):
        return "register"
    if suffix == ".csv" and path.stem in table_layouts():
        return "register"
    return "table" if suffix in _TABLES else "other"


def _is_mapping(data: bytes) -> bool:
    with contextlib.suppress(ValueError, RecursionError):
        return bool(_MAPPING_TABLES & tomllib.loads(data.decode("utf-8-sig")).keys())
    return False
