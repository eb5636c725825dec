"""From foreign files to a register, with nothing lost: mapped tables, and formats that are read back."""

from .builtin import IMPORTERS
from .importer import AnyImporter, Imported, Importer, loaded, recognised_importer
from .mapping import Mapping
from .reading import read_mapping
from .rejecting import Reason
from .running import ImportReport, import_file
from .whole import WholeReport, import_register

__all__ = [
    "IMPORTERS",
    "AnyImporter",
    "ImportReport",
    "Imported",
    "Importer",
    "Mapping",
    "Reason",
    "WholeReport",
    "import_file",
    "import_register",
    "loaded",
    "read_mapping",
    "recognised_importer",
]
