"""Reading a mapping from TOML: short forms are spelled out, and all that is wrong is told with its line."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from cattrs import Converter

from civic_partnership.errors import MappingError
from civic_partnership.findings import format_path
from civic_partnership.storage import make_converter
from civic_partnership.storage.discovery import read_bytes
from civic_partnership.storage.parsing import Unreadable, decode
from civic_partnership.storage.structure_errors import structure_errors

from .fitting import problems
from .mapping import Mapping, Tables, wrong

_MAX_BYTES = 1024 * 1024
"""The largest mapping that is read: 1 MiB."""


def read_mapping(path: str | os.PathLike[str]) -> Mapping:
    """The mapping in a TOML file.

    Raises:
        MappingError: with file, line and a sentence for each thing that is wrong.

    """
    name = format_path(os.fspath(path))
    try:
        data = read_bytes(Path(path), _MAX_BYTES)
        ((raw, _),) = decode(data, "toml")
    except Unreadable as error:
        where = ":".join([name, *map(str, error.at or ())])
        raise MappingError(
            f"{where}: {error.reason.da}. {error.remedy.da}", f"{where}: {error.reason.en}. {error.remedy.en}"
        ) from None
    return mapping_of(raw, name, data.decode("utf-8-sig"))


def mapping_of(raw: Any, name: str = "<mapping>", text: str = "") -> Mapping:
    """The mapping that plain tables hold.

    Raises:
        MappingError: with a sentence for each thing that is wrong.

    """
    full = _spelled_out(raw)
    try:
        tables: Tables = _converter().structure(full, Tables)
    except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
        told = [
            (verdict.path, rule.finding(verdict).message)
            for rule, verdict in structure_errors(error, full, Tables)
        ]
        raise wrong(name, text, *told) from None
    if found := list(problems(tables)):
        raise wrong(name, text, *found)
    return Mapping(file=tables.file, records=tables.records, name=name, text=text)


@cache
def _converter() -> Converter:
    converter = make_converter()
    converter.register_structure_hook_func(lambda cls: cls is Any, lambda value, _: value)
    return converter


def _spelled_out(raw: dict[str, Any]) -> dict[str, Any]:
    """The same tables, in which `name = "Forening"` is `name = { columns = ["Forening"] }`."""
    return {**raw, "records": _each_spelled_out(raw["records"])} if "records" in raw else raw


def _each_spelled_out(raw: Any) -> Any:
    """The same records, or lists in a record."""
    if not isinstance(raw, list):
        return raw
    return [_record_spelled_out(each) if isinstance(each, dict) else each for each in raw]


def _record_spelled_out(raw: dict[str, Any]) -> dict[str, Any]:
    full = dict(raw)
    if "id" in full:
        full["id"] = _source_spelled_out(full["id"])
    if isinstance(full.get("fields"), dict):
        full["fields"] = {name: _source_spelled_out(each) for name, each in full["fields"].items()}
    if "parts" in full:
        full["parts"] = _each_spelled_out(full["parts"])
    return full


def _source_spelled_out(raw: Any) -> Any:
    if isinstance(raw, (str, list)):
        return {"columns": [raw] if isinstance(raw, str) else raw}
    if isinstance(raw, dict):
        listed = {name: [raw[name]] for name in ("columns", "start", "end") if isinstance(raw.get(name), str)}
        return raw | listed
    return raw
