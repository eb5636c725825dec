"""From a register to files, all or nothing: what an exporter is, and how its artifacts are written."""

from .artifact_writer import MAX_BYTES, Progress
from .csv_format import CSV
from .exporter import EVERYTHING, AnyExporter, Artifact, Exporter, FieldPath, Loss, NoOptions, recognised
from .field_coverage import checked, field_of, lost, named, withheld, without_personal
from .manifest import MANIFEST, FileEntry
from .options import Option, from_file, from_pairs, offered, read_options
from .plain_formats import JSON, NDJSON, TOML
from .plugin_errors import Guard
from .report import ExportReport
from .run import run

EXPORTERS: tuple[AnyExporter, ...] = (CSV, TOML, JSON, NDJSON)
"""The exporters of the package itself."""

__all__ = [
    "EVERYTHING",
    "EXPORTERS",
    "MANIFEST",
    "MAX_BYTES",
    "AnyExporter",
    "Artifact",
    "ExportReport",
    "Exporter",
    "FieldPath",
    "FileEntry",
    "Guard",
    "Loss",
    "NoOptions",
    "Option",
    "Progress",
    "checked",
    "field_of",
    "from_file",
    "from_pairs",
    "lost",
    "named",
    "offered",
    "read_options",
    "recognised",
    "run",
    "withheld",
    "without_personal",
]
