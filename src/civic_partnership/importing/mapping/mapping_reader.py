"""Read a mapping from TOML, or report each problem with its line."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from cattrs import Converter

from civic_partnership.errors import MappingError
from civic_partnership.findings import format_path
from civic_partnership.storage import Unreadable, decode, find_structure_errors, make_converter, read_bytes
from civic_partnership.values import Label

from .definition import FieldSource, Mapping, MappingTables, fill_decimal, mapping_error
from .mapping_checks import check_mapping

_MAX_BYTES = 1024 * 1024
"""The largest mapping that is read: 1 MiB."""

_NO_MAPPING = Label("Giv stien til en kolonneopsætning i TOML.", "Give the path of a mapping in TOML.")


def read_mapping(path: str | os.PathLike[str]) -> Mapping:
    """Read the mapping in a TOML file; a `MappingError` tells file, line and reason of each problem."""
    name = format_path(os.fspath(path))
    if not os.path.lexists(path):
        raise MappingError(
            f"Der findes ingen kolonneopsætning {name}. Ret stien, eller lad --suggest skrive en første.",
            f"There is no mapping {name}. Correct the path, or let --suggest write a first one.",
        )
    try:
        data = read_bytes(Path(path), _MAX_BYTES)
        raw = decode(data, "toml")
    except Unreadable as error:
        where = ":".join([name, *map(str, error.at or ())])
        remedy = error.remedy if error.at else _NO_MAPPING
        raise MappingError(
            f"{where}: {error.reason.da}. {remedy.da}",
            f"{where}: {error.reason.en}. {remedy.en}",
        ) from None
    return parse_mapping(raw, name, data.decode("utf-8-sig"))


def parse_mapping(raw: Any, name: str = "<mapping>", text: str = "") -> Mapping:
    """Make a mapping of tables as TOML gives them; a `MappingError` tells the reason of each problem."""
    try:
        structured: MappingTables = _converter().structure(raw, MappingTables)
    except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
        errors = find_structure_errors(error, raw, MappingTables)
        problems = [(verdict.path, rule.finding(verdict).message) for rule, verdict in errors]
        raise mapping_error(name, text, *problems) from None
    if found := check_mapping(structured):
        raise mapping_error(name, text, *found)
    decimal = structured.file.decimal
    records = tuple(fill_decimal(record, decimal) for record in structured.records)
    return Mapping(file=structured.file, records=records, name=name, text=text)


@cache
def _converter() -> Converter:
    converter = make_converter()
    converter.register_structure_hook_func(lambda cls: cls is Any, lambda value, _: value)
    read = converter.get_structure_hook(FieldSource)
    converter.register_structure_hook(FieldSource, lambda raw, cls: read(_expand_source(raw), cls))
    return converter


def _expand_source(raw: Any) -> Any:
    """Expand `"Forening"` to `{ columns = ["Forening"] }`, and a single heading to a list."""
    if isinstance(raw, (str, list)):
        raw = {"columns": raw}
    if not isinstance(raw, dict):
        return raw
    names = ("columns", "start", "end")
    return raw | {name: [raw[name]] for name in names if isinstance(raw.get(name), str)}
