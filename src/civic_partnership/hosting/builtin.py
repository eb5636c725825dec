"""The formats of the package itself, brought in by the same hook as anybody's."""

from collections.abc import Iterable

from civic_partnership.exporting import AnyExporter
from civic_partnership.exporting.csv_format import CSV
from civic_partnership.exporting.plain_formats import JSON, NDJSON, TOML
from civic_partnership.importing import AnyImporter, builtin

from .hookspecs import hookimpl


@hookimpl
def civic_partnership_exporters() -> Iterable[AnyExporter]:
    """CSV, TOML, JSON and NDJSON."""
    return CSV, TOML, JSON, NDJSON


@hookimpl
def civic_partnership_importers() -> Iterable[AnyImporter]:
    """The same."""
    return builtin.CSV, builtin.TOML, builtin.JSON, builtin.NDJSON
