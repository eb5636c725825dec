"""Writing a register: the same register always gives the same bytes, which read back as this register."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from civic_partnership.errors import PathError
from civic_partnership.files import (
    Replacement,
    StagedFile,
    finish_interrupted,
    make_and_lock_folder,
    path_error,
    refuse_closed_folder,
    replace_file,
    replace_files,
    system_path_error,
)
from civic_partnership.findings import format_path
from civic_partnership.model import KINDS, Entry, RecordKey, Register
from civic_partnership.values import Label

from .collector import pause_collector
from .converter import shared_converter
from .discovery import SUFFIXES, find_files, read_bytes
from .open_conflicts import CONFLICTS
from .parsing import FORMAT_VERSION, Format, Unreadable, check_format
from .reading import parse
from .round_trip import check_round_trip

_SPECIAL = Label(
    "det er ikke en almindelig fil. Vælg et andet sted", "it is not an ordinary file. Choose another place"
)
_OPEN_CONFLICTS = Label(
    f"konflikter fra en fletning er åbne i {CONFLICTS}. Afgør dem først med civic-partnership resolve",
    f"conflicts of a merge are open in {CONFLICTS}. First settle them with civic-partnership resolve",
)
_OWN_FILES = {kind: f"{kind}.toml" for kind in ("municipality", *KINDS)}
"""Kind of record -> its file in a folder; the file of the municipality is always there."""


@pause_collector()
def to_dict(register: Register) -> dict[str, Any]:
    """Convert a register to plain tables: dicts in the form that a TOML file gives, without absent fields.

    Days and times are `datetime.date` and `datetime.time`, numbers `int` or `Decimal`.
    """
    tables: dict[str, Any] = shared_converter().unstructure(register, Register)
    tables.pop("left_out", None)
    return tables


def to_text(register: Register, format: Format = "toml") -> str:
    """Convert a register to one text in `toml`, `json` or `ndjson`.

    Raises:
        InvalidValue: the format is none of these.
        RecordsError: the text would not read back as the same register.
    """
    return _WRITERS[check_format(format)](prepare_tables(register))


def write_files(register: Register, path: str | os.PathLike[str]) -> None:
    """Write a register anew into a file or a folder, as `write` does.

    Raises:
        RecordsError: the register would not read back the same, or records were left out of it.
        PathError: it cannot be written there.
    """
    target = Path(path)
    tables = prepare_tables(register)
    try:
        place = target.resolve()
        if not target.suffix or place.is_dir():
            with make_and_lock_folder(place):
                finish_interrupted(place)
                new = {name: text.encode() for name, text in format_folder(tables)}
                replace_register_files(place, new, _own_files(place))
        elif format := SUFFIXES.get(target.suffix.lower()):
            place.parent.mkdir(parents=True, exist_ok=True)
            _refuse_special(place)
            replace_file(place, _WRITERS[format](tables).encode())
        else:
            known = ", ".join(SUFFIXES)
            reason = Label(
                f"endelsen er ukendt. Brug {known} eller en mappe",
                f"its suffix is not known. Use {known} or a folder",
            )
            raise path_error(target, reason)
    except (OSError, RuntimeError, ValueError) as error:
        raise system_path_error(target, error) from None


def ensure_writable(register: Register) -> None:
    """Make sure that a register reads back as it is from every format; this takes little memory.

    Raises:
        RecordsError: with a finding for each value that no file can hold; or records were left out.
    """
    for _ in check_round_trip(register):
        pass


@pause_collector()
def prepare_tables(register: Register) -> dict[str, Any]:
    """Convert a register to plain tables; raise a RecordsError if they would not read back the same."""
    return _collect(check_round_trip(register))


def _collect(rows: Iterable[tuple[RecordKey, dict[str, Any]]]) -> dict[str, Any]:
    """Collect the plain tables of records in those of their kinds."""
    tables: dict[str, Any] = {}
    for key, table in rows:
        if key.id is None:
            tables[key.kind] = table
        else:
            tables.setdefault(key.kind, {})[key.id] = table
    return tables


def _own_files(folder: Path) -> dict[str, bytes]:
    """Read the files of an earlier `write` in a folder; raise a PathError if it has other TOML files."""
    files: dict[str, bytes] = {}
    if (folder / CONFLICTS).exists():
        raise path_error(folder, _OPEN_CONFLICTS)
    for each in find_files(folder):
        if isinstance(each, Path):
            data = _canonical(each) if each.parent == folder and each.name in _OWN_FILES.values() else None
            if data is None:
                shown, name = format_path(folder), format_path(each.name)
                raise PathError(
                    f"{shown} har en fil, som programmet ikke har skrevet, {name}. Vælg en ny mappe.",
                    f"{shown} holds a file that the program did not write, {name}. Choose a new folder.",
                )
            files[each.name] = data
    return files


def replace_register_files(
    folder: Path,
    new: Mapping[str, bytes],
    present: Mapping[str, bytes],
    elsewhere: Sequence[StagedFile] = (),
) -> None:
    """Replace the files of a register in its folder in one step; everything else in the folder stays.

    Args:
        folder: the folder, locked.
        new: name -> contents of the files of the new register. Names are relative to the folder, with `/`
            between folders.
        present: name -> contents of the register's files that are there now.
        elsewhere: new files for other folders, which are replaced in the same step.

    Raises:
        PathError: something that is no ordinary file has the name of a file of the register.
        OSError: the files cannot be replaced.
    """
    check_replaceable(folder, new, ())
    before = {name: hashlib.sha256(data).hexdigest() for name, data in present.items()}
    replacements = [Replacement(name, before.get(name), new.get(name)) for name in sorted({*new, *present})]
    replace_files(folder, replacements, elsewhere)


def check_replaceable(folder: Path, new: Iterable[str], changed: Iterable[str]) -> None:
    """Make sure that the files of a register can have these names, and that some of them may be written.

    Raises:
        PathError: something that is no ordinary file has such a name.
        PermissionError: a folder may not be written.
    """
    for name in new:
        _refuse_special(folder / name)
    for parent in {(folder / name).parent for name in changed}:
        refuse_closed_folder(parent)


def format_folder(tables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the files of a folder that holds a register: name and TOML, one file for each kind."""
    for kind, name in _OWN_FILES.items():
        if kind in tables or kind == "municipality":
            yield name, format_toml({kind: tables[kind]} if kind in tables else {})


def _canonical(file: Path) -> bytes | None:
    """Return the contents of a file; None if `write` would not write these contents."""
    if file.is_symlink():
        return None
    try:
        data = read_bytes(file, file.stat().st_size)
    except Unreadable:
        return None
    register = parse(data.decode(errors="replace")).register
    return data if not register.left_out and format_toml(to_dict(register)).encode() == data else None


def _refuse_special(path: Path) -> None:
    """Raise a PathError if a path is a folder, a pipe or a device."""
    if path.exists() and not path.is_file():
        raise path_error(path, _SPECIAL)


@pause_collector()
def format_toml(tables: Mapping[str, Any]) -> str:
    """Write the tables of a register as one TOML text."""
    return tomli_w.dumps({"format_version": FORMAT_VERSION, **tables})


@pause_collector()
def format_json(tables: Mapping[str, Any]) -> str:
    """Write the tables of a register as one JSON text."""
    return f"{_exact_json({'format_version': FORMAT_VERSION, **tables}, indent=2)}\n"


def _format_ndjson(tables: Mapping[str, Any]) -> str:
    lines: list[dict[str, Any]] = []
    for kind, table in tables.items():
        if kind == "municipality":
            lines.append({kind: table})
        else:
            lines += ({kind: {id: row}} for id, row in table.items())
    return "".join(f"{_exact_json(line)}\n" for line in lines)


def format_document_line(records: Mapping[RecordKey, Entry]) -> str:
    """Write records as one line of NDJSON."""
    unstructure = shared_converter().unstructure
    return f"{_exact_json(_collect((key, unstructure(record)) for key, record in records.items()))}\n"


_NUMBER = re.compile(r'\{\s*"": "([^"]*)"\s*\}')


def _exact_json(tables: Mapping[str, Any], indent: int | None = None) -> str:
    """Write JSON with exact decimal numbers, for which `json.dumps` only knows `float`.

    `json.dumps` writes such a number as `{"": "199999.50"}`, and then the braces are removed. Nothing else
    looks like this: no field, record or key has an empty name, and in a text quotation marks are escaped.
    """
    return _NUMBER.sub(r"\1", json.dumps(tables, ensure_ascii=False, indent=indent, default=_to_json_value))


def _to_json_value(value: Any) -> Any:
    return {"": format(value, "f")} if isinstance(value, Decimal) else value.isoformat()


_WRITERS = {"toml": format_toml, "json": format_json, "ndjson": _format_ndjson}
