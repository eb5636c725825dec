from .import_functions import import_file as import_file, import_register as import_register
from .import_reports import ImportReport as ImportReport, RegisterImportReport as RegisterImportReport
from .importer import (
    IMPORTERS as IMPORTERS,
    AnyImporter as AnyImporter,
    Imported as Imported,
    Importer as Importer,
    load_files as load_files,
    recognize_importer as recognize_importer,
)
from .mapping import (
    Mapping as Mapping,
    mapping_schema as mapping_schema,
    read_mapping as read_mapping,
)
from .rejection_rules import Reason as Reason
from .suggest import (
    PreviewedRow as PreviewedRow,
    preview_file as preview_file,
    preview_rows as preview_rows,
    suggest_mapping as suggest_mapping,
)
