"""The format `csv-da`: tables that a Danish Excel opens by double click, and two descriptions of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final

from civic_partnership import Register
from civic_partnership.plugins import EVERYTHING, Artifact, FieldPath, Label

from .danish_reader import DELIMITER
from .danish_tables import DanishColumn, danish_tables
from .grant_overview import OverviewOptions, read_functions
from .overview import AnyTable, Overview, overviews_with_rows
from .table_descriptions import csv_on_the_web, data_package

_BATCH = 128
"""The number of rows that are laid out together, column by column, which is faster than one by one."""
_CHUNK = 32 * 1024
"""The number of characters, roughly, in one chunk."""
_MARK = "\ufeff"
"""The byte order mark, by which a Danish Excel sees that a file is UTF-8."""


class CsvDa:
    """The exporter to CSV for Danish Excel: byte order mark, `;`, CRLF, decimal comma, day first."""

    name: Final = "csv-da"
    title: Final = Label("CSV til dansk Excel", "CSV for Danish Excel")
    options: Final = OverviewOptions

    def carries(self, options: OverviewOptions, /) -> frozenset[FieldPath]:
        """Return all fields; raise an OptionsError for a wrong option."""
        read_functions(options)
        return EVERYTHING

    def export(self, register: Register, options: OverviewOptions, /) -> Iterator[Artifact]:
        """Yield the overviews and the tables that have rows, and their descriptions.

        An OptionsError is raised for a wrong option.
        """
        tables: list[AnyTable] = [
            *overviews_with_rows(options, register),
            *(
                table
                for table in danish_tables()
                if table.layout.name == "municipality" or table.layout.is_needed(register)
            ),
        ]
        for table in tables:
            yield Artifact(
                name=f"{table.name}.csv",
                media_type="text/csv; charset=utf-8",
                chunks=_write_table(table, register),
            )
        for name, describe in (("datapackage", data_package), ("csv-metadata", csv_on_the_web)):
            yield Artifact(
                name=f"{name}.json",
                media_type="application/json",
                chunks=[describe(tables, register)],
            )


def _write_table(table: AnyTable, register: Register) -> Iterator[bytes]:
    """Yield a table as CSV, in pieces."""
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, delimiter=DELIMITER)
    writer.writerow(column.heading for column in table.columns)
    totals = table.totals(register) if isinstance(table, Overview) else ()
    rows = chain(table.rows(register), totals)
    while batch := list(islice(rows, _BATCH)):
        writer.writerows(zip(*map(_write_column, table.columns, zip(*batch, strict=True)), strict=True))
        if out.tell() >= _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _write_column(column: DanishColumn, values: Sequence[Any]) -> Iterable[Any]:
    """Write the values of a column, fit for `csv.writer`."""
    write = column.cell.write
    return values if write is None else [None if value is None else write(value) for value in values]
