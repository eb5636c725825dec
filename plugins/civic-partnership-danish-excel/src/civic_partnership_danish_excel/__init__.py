"""A register as a Danish Excel opens it: tables of CSV, and a workbook."""

from collections.abc import Iterable

from civic_partnership.plugins import hookimpl

from .csv_da import CsvDa
from .overview import OverviewOptions
from .reading import CsvDaReader, XlsxReader
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
    """The exporters of this plugin: two."""
    return [CsvDa(), Xlsx()]


@hookimpl
def civic_partnership_importers() -> Iterable[CsvDaReader | XlsxReader]:
    """The importers of this plugin: the same two formats."""
    return [CsvDaReader(), XlsxReader()]
