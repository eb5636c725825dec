"""The formats of the package itself, brought by the same hooks as those of any plugin."""

from collections.abc import Iterable

from civic_partnership.exporting import EXPORTERS, AnyExporter
from civic_partnership.importing import IMPORTERS, AnyImporter

from .hookspecs import hookimpl


@hookimpl
def civic_partnership_exporters() -> Iterable[AnyExporter]:
    """Return the exporters of CSV, TOML, JSON and NDJSON."""
    return EXPORTERS


@hookimpl
def civic_partnership_importers() -> Iterable[AnyImporter]:
    """Return the importers of the same formats."""
    return IMPORTERS
