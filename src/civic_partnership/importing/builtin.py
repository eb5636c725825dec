"""The importers of the package itself: it reads back every format that it writes."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from civic_partnership.exporting import EXPORTERS, AnyExporter, NoOptions
from civic_partnership.storage import DATA_PACKAGE, missing_tables, read_files

from .importer import Imported


class BuiltIn:
    """Imports a format in which registers themselves are written."""

    options: Final = NoOptions

    def __init__(self, exporter: AnyExporter) -> None:
        self.name = exporter.name
        self.title = exporter.title

    def read(self, files: Mapping[str, bytes], _: NoOptions, /) -> Imported:
        """Read all files whose names end as those of the format."""
        own = {
            name: data
            for name, data in files.items()
            if PurePath(name).suffix.lower() == f".{self.name}" and PurePath(name).name != DATA_PACKAGE
        }
        reading = read_files(own, missing_tables(files) if self.name == "csv" else None)
        return Imported(register=reading.register, findings=reading.findings)


IMPORTERS = tuple(BuiltIn(exporter) for exporter in EXPORTERS)
"""The importers of the package itself."""
CSV, TOML, JSON, NDJSON = IMPORTERS
