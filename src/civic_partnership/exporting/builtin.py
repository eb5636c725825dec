"""The exporters of the package itself."""

from .csv_format import CSV
from .exporter import AnyExporter
from .plain_formats import JSON, NDJSON, TOML

EXPORTERS: tuple[AnyExporter, ...] = (CSV, TOML, JSON, NDJSON)
"""The exporters of the package itself, in the order in which they are listed."""
