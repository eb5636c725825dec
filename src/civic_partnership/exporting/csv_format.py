"""The export format `csv`: tables, and one file that describes the tables.

There is one table for each kind of record, and one for each list of parts in a record.
`civic_partnership.storage.table_layout` decides the columns. Reading the folder gives an equal register.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from civic_partnership.model import KINDS, Register
from civic_partnership.storage import Column, TableLayout, guard_cell, table_layouts
from civic_partnership.values import Label

from .exporter import EVERYTHING, Artifact, FieldPath, NoOptions

_ALWAYS = "municipality"
"""The table that is written even without rows, so that an empty register can be read back."""
_BATCH = 128
"""The number of rows that are built together, which is much faster than row by row."""
_CHUNK = 32 * 1024
"""The number of characters, roughly, that one chunk of a file holds."""


class CsvFormat:
    """The exporter to CSV (RFC 4180, UTF-8). No cell in the tables can run as a formula."""

    name: Final = "csv"
    title: Final = Label("CSV, en tabel for hver slags post", "CSV, one table for each kind of record")
    options: Final = NoOptions

    def carries(self, _: NoOptions, /) -> frozenset[FieldPath]:
        """Return all field paths, because this format leaves nothing out."""
        return EVERYTHING

    def export(self, register: Register, _: NoOptions, /) -> Iterator[Artifact]:
        """Yield each table that has rows and the table of the municipality, then their description."""
        present = [
            sheet for sheet in table_layouts().values() if sheet.name == _ALWAYS or sheet.is_needed(register)
        ]
        for sheet in present:
            yield Artifact(
                name=f"{sheet.name}.csv",
                media_type="text/csv; charset=utf-8",
                chunks=_table(sheet, register),
            )
        yield Artifact(
            name="datapackage.json",
            media_type="application/json",
            chunks=_data_package(present, register),
        )


CSV = CsvFormat()
"""The exporter to CSV, ready for use."""


def _table(sheet: TableLayout, register: Register) -> Iterator[bytes]:
    """Yield the CSV text of a table as bytes, in chunks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(sheet.header)
    rows = sheet.rows(register)
    while batch := list(islice(rows, _BATCH)):
        keys, parts = zip(*batch, strict=True)
        ids = (
            each if key.numbered else map(guard_cell, each)
            for key, each in zip(sheet.keys, zip(*keys, strict=True), strict=True)
        )
        columns = (column.cells(parts) for column in sheet.columns)
        writer.writerows(zip(*ids, *columns, strict=True))
        if out.tell() >= _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


# The description of the tables is a Data Package of version 1, https://specs.frictionlessdata.io


def _data_package(present: Sequence[TableLayout], register: Register) -> Iterator[bytes]:
    package = {
        "name": "civic-partnership",
        "title": "Partnerskaber mellem kommune og foreninger",
        "description": "Partnerships of a municipality with associations",
        "resources": [_resource(sheet, present, register) for sheet in present],
    }
    yield f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode()


def _resource(sheet: TableLayout, present: Sequence[TableLayout], register: Register) -> dict[str, Any]:
    keys = [
        _describe_field(key.name, "integer" if key.numbered else "string", key.label) for key in sheet.keys
    ]
    fields = [_describe_field(column.name, column.cell.type, column.label) for column in sheet.columns]
    schema: dict[str, Any] = {"fields": keys + fields}
    if sheet.keys:
        schema["primaryKey"] = [key.name for key in sheet.keys]
    if references := [*_to_parent(sheet), *_to_records(sheet, present, register)]:
        schema["foreignKeys"] = references
    return {
        "name": sheet.name,
        "path": f"{sheet.name}.csv",
        "title": sheet.label.da,
        "description": sheet.label.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _describe_field(name: str, type: str, label: Label) -> dict[str, str]:  # noqa: A002 - the standard's word
    return {"name": name, "type": type, "title": label.da, "description": label.en}


def _to_parent(sheet: TableLayout) -> Iterator[dict[str, Any]]:
    """Yield the foreign key from the rows of a table to the rows that they belong to.

    A table of the municipality's parts needs no such key, because there is only one municipality.
    """
    if sheet.parent is not None and sheet.parent.keys:
        fields = [key.name for key in sheet.keys[:-1]]
        yield _reference(fields, sheet.parent.name, [key.name for key in sheet.parent.keys])


def _to_records(
    sheet: TableLayout, present: Sequence[TableLayout], register: Register
) -> Iterator[dict[str, Any]]:
    """Yield a foreign key for each column whose ids are all ids of exported records."""
    names = {each.name for each in present} & KINDS.keys()
    for column in sheet.columns:
        kind = column.refers_to
        if kind in names and not column.several and _all_known(sheet, column, register):
            yield _reference([column.name], "" if kind == sheet.name else kind, ["id"])


def _all_known(sheet: TableLayout, column: Column, register: Register) -> bool:
    """Tell whether every id in a column is the id of a record in the register."""
    known = getattr(register, str(column.refers_to))
    return all(id is None or id in known for id in map(column.get, sheet.bare_rows(register)))


def _reference(fields: list[str], resource: str, other_fields: list[str]) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": resource, "fields": other_fields}}
