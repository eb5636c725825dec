"""Writing a register: the same register gives the same bytes, and reads back as it was."""

import contextlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from civic_partnership.errors import PathError
from civic_partnership.findings import shown_path
from civic_partnership.model import KINDS, RecordKey, Register

from .aside import beside_of, restore
from .converter import shared_converter
from .documents import FORMAT_VERSION, Format, Unreadable, known_format
from .folder import SUFFIXES, content, files
from .locking import held, unmoved
from .proving import proven
from .reading import parse
from .systems import told

_OWN_FILES = {kind: f"{kind}.toml" for kind in ("municipality", *KINDS)}
"""Table -> the file of a folder that holds it; the municipality's is always there."""


def to_dict(register: Register) -> dict[str, Any]:
    """A register as plain tables, of the shapes that a TOML file holds; what is absent is left out.

    Days and times are `datetime.date` and `datetime.time`, numbers `int` or `Decimal`.
    """
    tables: dict[str, Any] = shared_converter().unstructure(register, Register)
    tables.pop("left_out", None)
    return tables


def to_text(register: Register, format: Format = "toml") -> str:
    """A register as one text, `toml`, `json` or `ndjson`, that reads back as it was.

    Raises:
        Refused: the format is none of these.
        RecordsError: it would not read back the same.

    """
    return _WRITERS[known_format(format)](_checked(register))


def write(register: Register, path: str | os.PathLike[str]) -> None:
    """Write a register into a file or a folder, so that it reads back as it was.

    A path that ends in `.toml`, `.json` or `.ndjson` is one file. Any other is a folder with one TOML file
    for each kind; the files that an earlier `write` left there are replaced, a folder that holds
    files written by anybody else is refused. Folders above it are made. Each file is replaced
    whole, or not at all; of two who write into one folder at the same time, one waits for the other.

    Raises:
        RecordsError: the register would not read back the same, or records were left out of it.
        PathError: it cannot be written there.

    """
    target = Path(path)
    tables = _checked(register)
    try:
        place = target.resolve()
        if not target.suffix or _is_folder(place):
            _write_folder(tables, place)
        elif format := SUFFIXES.get(target.suffix.lower()):
            file, text = place, _WRITERS[format](tables)
            file.parent.mkdir(parents=True, exist_ok=True)
            _replace({file: text})
        else:
            known = ", ".join(SUFFIXES)
            raise PathError(
                f"{shown_path(target)} kan ikke skrives: endelsen er ukendt. Brug {known} eller en mappe.",
                f"{shown_path(target)} cannot be written: its suffix is not known. Use {known} or a folder.",
            )
    except (OSError, RuntimeError, ValueError) as error:
        reason = told(error)
        raise PathError(
            f"{shown_path(target)} kan ikke skrives ({reason.da}). Ret det, eller vælg et andet sted.",
            f"{shown_path(target)} cannot be written ({reason.en}). Correct that, or choose another place.",
        ) from None


def ensure_writable(register: Register) -> None:
    """Make sure that a register reads back as it is from whatever format it is written in.

    Its records are looked at one by one, so that it takes little memory.

    Raises:
        RecordsError: with a finding for each value that no file can hold; or records were left out.

    """
    for _ in proven(register):
        pass


def _checked(register: Register) -> dict[str, Any]:
    """The register's tables, once it is sure that they read back as it is."""
    tables: dict[str, Any] = {}
    for key, table in proven(register):
        if key.id is None:
            tables[key.kind] = table
        else:
            tables.setdefault(key.kind, {})[key.id] = table
    return tables


def _is_folder(place: Path) -> bool:
    """Whether a folder is there, or is just being moved, or was when an import was killed."""
    if not place.exists() and beside_of(place):
        with unmoved(place):
            restore(place)
    return place.is_dir()


def _write_folder(tables: Mapping[str, Any], folder: Path) -> None:
    present = {folder / name: text for name, text in folder_texts(tables)}
    own = {folder / name for name in _OWN_FILES.values()}
    with held(folder):
        for each in files(folder):
            if isinstance(each, Path) and not (each in own and _is_canonical(each)):
                shown, name = shown_path(folder), shown_path(each.name)
                raise PathError(
                    f"{shown} har allerede en fil fra en anden hånd, {name}. Vælg en ny mappe.",
                    f"{shown} already holds a file by another hand, {name}. Choose a new folder.",
                )
        _replace(present)
        for path in own - present.keys():
            path.unlink(missing_ok=True)


def folder_texts(tables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The files of a folder that holds a register: name and TOML, one file for each kind."""
    for kind, name in _OWN_FILES.items():
        if kind in tables or kind == "municipality":
            yield name, _toml({kind: tables[kind]} if kind in tables else {})


def _is_canonical(file: Path) -> bool:
    """Whether a file is what this package would write of what it holds."""
    try:
        data = content(file, file.stat().st_size)
    except Unreadable:
        return False
    register = parse(data.decode(errors="replace")).register
    return not register.left_out and _toml(to_dict(register)).encode() == data


def _replace(texts: Mapping[Path, str]) -> None:
    """Put texts in place of files: all are on the disk before the first is replaced."""
    ready: dict[Path, Path] = {}
    if odd := next((path for path in texts if path.exists() and not path.is_file()), None):
        raise PathError(
            f"{odd} er ikke en almindelig fil og bliver ikke erstattet. Vælg et andet sted.",
            f"{odd} is not an ordinary file and is not replaced. Choose another place.",
        )
    try:
        for path, text in texts.items():
            ready[path] = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
            with ready[path].open("xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileNotFoundError):
                shutil.copymode(path, ready[path])
        for path, new in ready.items():
            new.replace(path)
    finally:
        for new in ready.values():
            new.unlink(missing_ok=True)


def _toml(tables: Mapping[str, Any]) -> str:
    return tomli_w.dumps({"format_version": FORMAT_VERSION, **tables})


def json_of(tables: Mapping[str, Any]) -> str:
    """A register's tables as one JSON text."""
    return f"{_exact_json({'format_version': FORMAT_VERSION, **tables}, indent=2)}\n"


def _ndjson(tables: Mapping[str, Any]) -> str:
    return "".join(
        line_of(RecordKey(kind, id), record)
        for kind, table in tables.items()
        for id, record in ([(None, table)] if kind == "municipality" else table.items())
    )


def line_of(key: RecordKey, table: Mapping[str, Any]) -> str:
    """A record as a line of NDJSON: a register document that holds this one record."""
    rows = table if key.id is None else {key.id: table}
    return f"{_exact_json({key.kind: rows})}\n"


_NUMBER = re.compile(r'\{\s*"": "([^"]*)"\s*\}')


def _exact_json(tables: Mapping[str, Any], indent: int | None = None) -> str:
    """JSON with exact numbers, which `json.dumps` has none of: it knows `float` only.

    A number with decimals goes through it as `{"": "199999.50"}`, which nothing else can look like:
    no field, record or key has an empty name, and inside a text its quotation marks are escaped.
    """
    return _NUMBER.sub(r"\1", json.dumps(tables, ensure_ascii=False, indent=indent, default=_for_json))


def _for_json(value: Any) -> Any:
    return {"": format(value, "f")} if isinstance(value, Decimal) else value.isoformat()


_WRITERS = {"toml": _toml, "json": json_of, "ndjson": _ndjson}
