"""A register as a Danish Excel opens it: tables of CSV, and a workbook."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from civic_partnership.plugins import hookimpl

if TYPE_CHECKING:
    from .csv_da import CsvDa
    from .importers import CsvDaReader, XlsxReader
    from .xlsx import Xlsx


@hookimpl
def civic_partnership_exporters() -> "Iterable[CsvDa | Xlsx]":
    """Return the two exporters of this plugin."""
    from .csv_da import CsvDa
    from .xlsx import Xlsx

    return [CsvDa(), Xlsx()]


@hookimpl
def civic_partnership_importers() -> "Iterable[CsvDaReader | XlsxReader]":
    """Return the importers of the same two formats."""
    from .importers import CsvDaReader, XlsxReader

    return [CsvDaReader(), XlsxReader()]
