"""From foreign files to a register, with nothing lost: mapped tables, and formats that are read back."""

from .builtin import IMPORTERS as IMPORTERS
from .importer import (
    AnyImporter as AnyImporter,
    Imported as Imported,
    Importer as Importer,
    load_files as load_files,
    recognize_importer as recognize_importer,
)
from .mapping import Mapping as Mapping, read_mapping as read_mapping
from .register_import import RegisterImportReport as RegisterImportReport, import_register as import_register
from .rejection_rules import Reason as Reason
from .run import ImportReport as ImportReport, import_file as import_file
