"""The descriptions of the tables for programs: a Data Package, and metadata of CSV on the Web.

Both name the columns, the form of their cells, the columns of the keys, and the columns with ids of rows in
other tables. They claim nothing that is false in any row.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, Final

from attrs import frozen

from civic_partnership import Register

from .danish_reader import DELIMITER
from .danish_tables import DanishColumn, DanishTable
from .overview import AnyTable, Overview

_TIME: Final = r"kl\. [0-9]{2}\.[0-9]{2}(\.[0-9]{2})?"
_FRICTIONLESS: Final[Mapping[str, Mapping[str, Any]]] = {
    "number": {"decimalChar": ","},
    "boolean": {"trueValues": ["ja"], "falseValues": ["nej"]},
    "date": {"format": "%d-%m-%Y"},
    "time": {"type": "string", "constraints": {"pattern": _TIME}},
}
"""Type of a cell -> its form in the words of Frictionless."""
_CSVW: Final[Mapping[str, Any]] = {
    "string": "string",
    "integer": "integer",
    # Without groupChar, a comma would group the digits.
    "number": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": " "}},
    "boolean": {"base": "boolean", "format": "ja|nej"},
    "date": {"base": "date", "format": "dd-MM-yyyy"},
    "time": {"base": "string", "format": _TIME},
}
"""Type of a cell -> its datatype in the words of CSV on the Web."""


@frozen
class Reference:
    """A reference: `columns` hold the values of `key_columns` in another table, in every row if `filled`."""

    columns: Sequence[DanishColumn]
    table: DanishTable
    key_columns: Sequence[DanishColumn]
    filled: bool = True


def find_references(table: AnyTable, tables: Sequence[AnyTable], register: Register) -> Iterator[Reference]:
    """Yield the references from a table to its parent table, and to the records whose ids it holds."""
    known = {each.layout.name: each for each in tables if isinstance(each, DanishTable)}
    if isinstance(table, DanishTable) and (parent := table.layout.parent) is not None and parent.keys:
        above = known[parent.name]
        yield Reference(table.keys[:-1], above, above.keys)
    for column in table.columns:
        kind = column.referenced_kind
        if kind in known:
            records = getattr(register, str(kind))
            if all(id is None or id in records for id in _ids(table, column, register)):
                filled = None not in _ids(table, column, register)
                yield Reference([column], known[kind], known[kind].keys, filled)


def _ids(table: AnyTable, column: DanishColumn, register: Register) -> Iterator[str | None]:
    """Return the ids in a column of a table."""
    if isinstance(table, DanishTable):
        return map(column.get, repeat(()), table.layout.bare_rows(register))
    totals = [None] if isinstance(table, Overview) else []
    return chain(register.partnerships, totals)  # an overview has ids of partnerships only


def data_package(tables: Sequence[AnyTable], register: Register) -> bytes:
    """Write a Data Package of version 1."""
    package = {
        "name": "civic-partnership",
        "title": "Partnerskaber mellem kommune og foreninger",
        "resources": [_resource(table, tables, register) for table in tables],
    }
    return _json(package)


def _resource(table: AnyTable, tables: Sequence[AnyTable], register: Register) -> dict[str, Any]:
    fields = [
        {"name": column.heading, "type": column.cell.type, **_FRICTIONLESS.get(column.cell.type, {})}
        for column in table.columns
    ]
    schema: dict[str, Any] = {"fields": fields}
    if keys := table.keys:
        schema["primaryKey"] = [key.heading for key in keys]
    if found := list(find_references(table, tables, register)):
        schema["foreignKeys"] = [
            {
                "fields": [column.heading for column in each.columns],
                "reference": {
                    "resource": "" if each.table is table else each.table.name,
                    "fields": [column.heading for column in each.key_columns],
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


def csv_on_the_web(tables: Sequence[AnyTable], register: Register) -> bytes:
    """Write metadata of CSV on the Web."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "da"}],
        "dialect": {"delimiter": DELIMITER, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tables": [_csvw_table(table, tables, register) for table in tables],
    }
    return _json(group)


def _csvw_table(table: AnyTable, tables: Sequence[AnyTable], register: Register) -> dict[str, Any]:
    columns = [
        {"name": column.name, "titles": column.heading, "datatype": _CSVW[column.cell.type]}
        for column in table.columns
    ]
    schema: dict[str, Any] = {"columns": columns}
    if keys := table.keys:
        schema["primaryKey"] = [key.name for key in keys]
    if found := [each for each in find_references(table, tables, register) if each.filled]:
        schema["foreignKeys"] = [
            {
                "columnReference": [column.name for column in each.columns],
                "reference": {
                    "resource": f"{each.table.name}.csv",
                    "columnReference": [column.name for column in each.key_columns],
                },
            }
            for each in found
        ]
    return {"url": f"{table.name}.csv", "dc:title": table.title, "tableSchema": schema}


def _json(content: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()
