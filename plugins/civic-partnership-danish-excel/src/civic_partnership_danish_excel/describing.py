"""What describes the tables of CSV to programs: a Data Package, and metadata of CSV on the Web.

Both say the same: which columns there are, how their cells are written, which of them tell a row from all
others, and which hold the id of a row of another table. What is not so for every row is not claimed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from attrs import frozen

from civic_partnership import Register
from civic_partnership.storage import DanishColumn, DanishTable

from .overview import Laid, Overview, kind_of

DELIMITER: Final = ";"
"""What stands between two cells."""

_FRICTIONLESS: Final[Mapping[str, Mapping[str, Any]]] = {
    "number": {"decimalChar": ","},
    "boolean": {"trueValues": ["ja"], "falseValues": ["nej"]},
    "date": {"format": "%d-%m-%Y"},
}
"""Type of a cell -> how it is written, in words of Frictionless."""
_CSVW: Final[Mapping[str, Any]] = {
    "string": "string",
    "integer": "integer",
    "number": {
        "base": "decimal",
        "format": {"decimalChar": ",", "groupChar": " "},
    },  # else the group's is a comma
    "boolean": {"base": "boolean", "format": "ja|nej"},
    "date": {"base": "date", "format": "dd-MM-yyyy"},
    "time": {"base": "time", "format": "HH:mm:ss"},
}
"""Type of a cell -> its datatype in words of CSV on the Web."""


@frozen
class Reference:
    """Columns that hold what tells a row of a table from all others.

    Attributes:
        columns: these columns.
        table: the table of the row.
        named: its columns.
        filled: whether they hold it in every row.

    """

    columns: Sequence[DanishColumn]
    table: DanishTable
    named: Sequence[DanishColumn]
    filled: bool = True


def present(register: Register, tables: Sequence[DanishTable]) -> list[DanishTable]:
    """The tables that have rows; the municipality's in any case, so that no export is without a table."""
    return [table for table in tables if table.sheet.name == "municipality" or table.sheet.has_rows(register)]


def keys_of(table: Laid) -> Sequence[DanishColumn]:
    """The columns that tell a row from all others; none where there is only one, or none that do."""
    return () if isinstance(table, Overview) else table.columns[: len(table.sheet.keys)]


def references(table: Laid, tables: Sequence[Laid], register: Register) -> Iterator[Reference]:
    """To the row that a row belongs to, and to records whose ids it holds."""
    known = {each.sheet.name: each for each in tables if isinstance(each, DanishTable)}
    if isinstance(table, DanishTable) and (parent := table.sheet.parent) is not None and parent.keys:
        above = known[parent.name]
        yield Reference(keys_of(table)[:-1], above, keys_of(above))
    for column in table.columns:
        kind = kind_of(column)
        if kind in known:
            records = getattr(register, str(kind))
            if all(id is None or id in records for id in _ids(table, column, register)):
                filled = None not in _ids(table, column, register)
                yield Reference([column], known[kind], keys_of(known[kind]), filled)


def _ids(table: Laid, column: DanishColumn, register: Register) -> Iterator[str | None]:
    """What the rows of a table hold in a column of ids."""
    if isinstance(table, DanishTable):
        return map(column.get, repeat(()), table.sheet.parts_of(register))
    return iter(register.partnerships)  # whose grants the overview lists


def data_package(tables: Sequence[Laid], register: Register) -> Iterator[bytes]:
    """A Data Package of version 1, in pieces."""
    package = {
        "name": "civic-partnership",
        "title": "Partnerskaber mellem kommune og foreninger",
        "resources": [_resource(table, tables, register) for table in tables],
    }
    yield _json(package)


def _resource(table: Laid, tables: Sequence[Laid], register: Register) -> dict[str, Any]:
    fields = [
        {"name": column.heading, "type": column.cell.type, **_FRICTIONLESS.get(column.cell.type, {})}
        for column in table.columns
    ]
    schema: dict[str, Any] = {"fields": fields}
    if keys := keys_of(table):
        schema["primaryKey"] = [key.heading for key in keys]
    if found := list(references(table, tables, register)):
        schema["foreignKeys"] = [
            {
                "fields": [column.heading for column in each.columns],
                "reference": {
                    "resource": "" if each.table is table else each.table.name,
                    "fields": [column.heading for column in each.named],
                },
            }
            for each in found
        ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": DELIMITER, "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def csv_on_the_web(tables: Sequence[Laid], register: Register) -> Iterator[bytes]:
    """Metadata of CSV on the Web, in pieces."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "da"}],
        "dialect": {"delimiter": DELIMITER, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tables": [_described(table, tables, register) for table in tables],
    }
    yield _json(group)


def _described(table: Laid, tables: Sequence[Laid], register: Register) -> dict[str, Any]:
    columns = [
        {"name": column.name, "titles": column.heading, "datatype": _CSVW[column.cell.type]}
        for column in table.columns
    ]
    schema: dict[str, Any] = {"columns": columns}
    if keys := keys_of(table):
        schema["primaryKey"] = [key.name for key in keys]
    if found := [each for each in references(table, tables, register) if each.filled]:
        schema["foreignKeys"] = [
            {
                "columnReference": [column.name for column in each.columns],
                "reference": {
                    "resource": f"{each.table.name}.csv",
                    "columnReference": [column.name for column in each.named],
                },
            }
            for each in found
        ]
    return {"url": f"{table.name}.csv", "dc:title": table.title, "tableSchema": schema}


def _json(content: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()
