"""A register as a Danish Excel opens it: tables of CSV, and a workbook."""

from collections.abc import Iterable

from civic_partnership.plugins import hookimpl

from .csv_da import CsvDa
from .grant_overview import OverviewOptions
from .importers import CsvDaReader, XlsxReader
from .xlsx import Xlsx, XlsxOptions

__all__ = [
    "CsvDa",
    "CsvDaReader",
    "OverviewOptions",
    "Xlsx",
    "XlsxOptions",
    "XlsxReader",
    "civic_partnership_exporters",
    "civic_partnership_importers",
]


@hookimpl
def civic_partnership_exporters() -> Iterable[CsvDa | Xlsx]:
    """Return the two exporters of this plugin."""
    return [CsvDa(), Xlsx()]


@hookimpl
def civic_partnership_importers() -> Iterable[CsvDaReader | XlsxReader]:
    """Return the importers of the same two formats."""
    return [CsvDaReader(), XlsxReader()]
