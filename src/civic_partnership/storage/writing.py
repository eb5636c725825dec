"""Writing a register: the same register gives the same bytes, and reads back as it was."""

import contextlib
import datetime
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

from civic_partnership.errors import PathError, RecordsError
from civic_partnership.findings import Finding
from civic_partnership.model import KINDS, Entry, Register

from .converter import shared_converter
from .documents import FORMAT_VERSION, Format
from .folder import SUFFIXES, files
from .reading import from_dict, read

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
    """A register as one text, `toml` or `json`, that reads back as it was.

    Raises:
        RecordsError: it would not read back the same.

    """
    return _WRITERS[format](_checked(register))


def write(register: Register, path: str | os.PathLike[str]) -> None:
    """Write a register into a file or a folder, so that it reads back as it was.

    A path that ends in `.toml` or `.json` is one file. Any other is a folder with one TOML file
    for each kind; the files that an earlier `write` left there are replaced, a folder that holds
    TOML files written by anybody else is refused. Each file is replaced whole, or not at all.

    Raises:
        RecordsError: the register would not read back the same, or records were left out of it.
        PathError: it cannot be written there.

    """
    target = Path(path)
    tables = _checked(register)
    try:
        if target.is_dir() or not target.suffix:
            _write_folder(tables, target)
        elif format := SUFFIXES.get(target.suffix.lower()):
            _replace({target.resolve(): _WRITERS[format](tables)})
        else:
            raise PathError(
                f"{target} kan ikke skrives: endelsen er ukendt. Brug .toml, .json eller en mappe.",
                f"{target} cannot be written: its suffix is not known. Use .toml, .json or a folder.",
            )
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PathError(
            f"{target} kan ikke skrives ({reason}). Vælg et andet sted, eller giv adgang.",
            f"{target} cannot be written ({reason}). Choose another place, or give access.",
        ) from None


def _checked(register: Register) -> dict[str, Any]:
    """The register's tables, once it is sure that they read back as it is."""
    if register.left_out:
        raise RecordsError(
            f"{len(register.left_out)} poster kunne ikke læses og ville gå tabt. Ret dem først.",
            f"{len(register.left_out)} records could not be read and would be lost. Correct them first.",
            (),
        )
    findings: tuple[Finding, ...] = ()
    try:
        tables = to_dict(register)
        reading = from_dict(tables)
        findings = reading.findings
        if not findings and reading.register == register:
            return tables
    except Exception:  # noqa: BLE001, S110 - records made with values of any other type may raise anything
        pass
    keys = ["/".join(filter(None, key)) for key, record in register if not _reads_back(record)]
    named = ", ".join(keys[:5]) + (" …" if len(keys) > 5 else "")
    said = [" ".join(each.message.said(lang) for each in findings[:1]) for lang in ("da", "en")]
    raise RecordsError(
        f"Disse poster har værdier af en type, som ingen fil kan rumme: {named}. {said[0]}".strip(),
        f"These records have values of a type that no file can hold: {named}. {said[1]}".strip(),
        findings,
    )


def _reads_back(record: Entry) -> bool:
    """Whether a single record would read back as it is."""
    try:
        register = Register().replace(record)
        return from_dict(to_dict(register)).register == register
    except Exception:  # noqa: BLE001 - the same
        return False


def _write_folder(tables: Mapping[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    own = {folder / name for name in _OWN_FILES.values()}
    for each in files(folder):
        if isinstance(each, Path) and not (each in own and _is_canonical(each)):
            raise PathError(
                f"{folder} har allerede en fil fra en anden hånd, {each.name}. Vælg en ny mappe.",
                f"{folder} already holds a file by another hand, {each.name}. Choose a new folder.",
            )
    present = {
        folder / name: _toml({kind: tables[kind]} if kind in tables else {})
        for kind, name in _OWN_FILES.items()
        if kind in tables or kind == "municipality"
    }
    _replace(present)
    for path in own - present.keys():
        path.unlink(missing_ok=True)


def _is_canonical(file: Path) -> bool:
    """Whether a file is what this package would write of what it holds."""
    register = read(file).register
    return not register.left_out and _toml(to_dict(register)).encode() == file.read_bytes()


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


def _json(tables: Mapping[str, Any]) -> str:
    return f"{_json_value({'format_version': FORMAT_VERSION, **tables}, '')}\n"


def _json_value(value: Any, indent: str) -> str:
    """JSON with exact numbers, which `json.dumps` has none of: it knows `float` only."""
    deeper = f"{indent}  "
    match value:
        case dict():
            rows = [
                f"{deeper}{json.dumps(k, ensure_ascii=False)}: {_json_value(v, deeper)}"
                for k, v in value.items()
            ]
            return _lines("{", rows, f"{indent}}}")
        case list():
            rows = [f"{deeper}{_json_value(each, deeper)}" for each in value]
            return _lines("[", rows, f"{indent}]")
        case datetime.date() | datetime.time():
            return f'"{value.isoformat()}"'
        case bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return format(value, "f") if not isinstance(value, int) else str(value)


def _lines(opening: str, rows: list[str], closing: str) -> str:
    return "\n".join((opening, ",\n".join(rows), closing)) if rows else f"{opening}{closing.strip()}"


_WRITERS = {"toml": _toml, "json": _json}
