"""The exporters that belong to the package itself and come from no plugin."""

from .csv_format import CSV
from .exporter import AnyExporter
from .plain_formats import JSON, NDJSON, TOML

EXPORTERS: tuple[AnyExporter, ...] = (CSV, TOML, JSON, NDJSON)
"""The exporters of the package, in the order in which programs list them."""
