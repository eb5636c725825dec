"""The importers of the package itself: it reads back every format that it writes."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from civic_partnership.exporting import NoOptions
from civic_partnership.storage import DATA_PACKAGE, missing_tables, read_files
from civic_partnership.values import Label

from .importer import Imported


class BuiltIn:
    """Imports a format in which registers themselves are written."""

    options: Final = NoOptions

    def __init__(self, name: str, title: Label) -> None:
        self.name = name
        self.title = title

    def read(self, files: Mapping[str, bytes], _: NoOptions, /) -> Imported:
        """Read all files whose names end as those of the format."""
        own = {
            name: data
            for name, data in files.items()
            if PurePath(name).suffix.lower() == f".{self.name}" and PurePath(name).name != DATA_PACKAGE
        }
        reading = read_files(own, missing_tables(files) if self.name == "csv" else None)
        return Imported(register=reading.register, findings=reading.findings)


CSV = BuiltIn("csv", Label("CSV, en tabel for hver slags post", "CSV, one table for each kind of record"))
TOML = BuiltIn("toml", Label("TOML, en fil for hver slags post", "TOML, one file for each kind of record"))
JSON = BuiltIn("json", Label("JSON, ét dokument", "JSON, one document"))
NDJSON = BuiltIn("ndjson", Label("NDJSON, en linje for hver post", "NDJSON, a line for each record"))
