"""The format `csv-da`: tables that a Danish Excel opens by double click, and two descriptions of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from civic_partnership import Register
from civic_partnership.plugins import EVERYTHING, Artifact, FieldPath
from civic_partnership.storage import DanishColumn, danish_tables
from civic_partnership.values import Label

from .describing import DELIMITER, csv_on_the_web, data_package, present
from .overview import Laid, Overview, OverviewOptions, functions

_BATCH = 128
"""So many rows are laid out together, column by column, which is faster than one by one."""
_CHUNK = 32 * 1024
"""About so many characters go out together."""
_MARK = "\ufeff"
"""By this a Danish Excel sees that a file is UTF-8."""


class CsvDa:
    """The exporter to CSV for Danish Excel: byte order mark, `;`, CRLF, decimal comma, day first."""

    name: Final = "csv-da"
    title: Final = Label("CSV til dansk Excel", "CSV for Danish Excel")
    options: Final = OverviewOptions

    def carries(self, options: OverviewOptions, /) -> frozenset[FieldPath]:
        """Everything.

        Raises:
            OptionsError: an option is not written as it should be.

        """
        functions(options)
        return EVERYTHING

    def export(self, register: Register, options: OverviewOptions, /) -> Iterator[Artifact]:
        """The grant overview, the tables that have rows, and what describes them.

        Raises:
            OptionsError: an option is not written as it should be, or names what there is not.

        """
        tables: list[Laid] = [Overview.asked(options, register), *present(register, danish_tables())]
        for table in tables:
            yield Artifact(
                name=f"{table.name}.csv",
                media_type="text/csv; charset=utf-8",
                chunks=_table(table, register),
            )
        for name, described in (("datapackage", data_package), ("csv-metadata", csv_on_the_web)):
            yield Artifact(
                name=f"{name}.json",
                media_type="application/json",
                chunks=described(tables, register),
            )


def _table(table: Laid, register: Register) -> Iterator[bytes]:
    """A table as CSV, in pieces."""
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, delimiter=DELIMITER)
    writer.writerow(column.heading for column in table.columns)
    rows = table.rows(register)
    while batch := list(islice(rows, _BATCH)):
        writer.writerows(zip(*map(_written, table.columns, zip(*batch, strict=True)), strict=True))
        if out.tell() >= _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _written(column: DanishColumn, values: Sequence[Any]) -> Iterable[Any]:
    """How values of a column stand in it, fit for `csv.writer`."""
    write = column.cell.write
    return values if write is None else [None if value is None else write(value) for value in values]
