from civic_partnership.exporting import (
    EVERYTHING as EVERYTHING,
    Artifact as Artifact,
    CheckedExporter as CheckedExporter,
    Exporter as Exporter,
    FieldPath as FieldPath,
    Loss as Loss,
    NoOptions as NoOptions,
    fixed_zip as fixed_zip,
    plain_text as plain_text,
    restore_text as restore_text,
)
from civic_partnership.hosting import hookimpl as hookimpl
from civic_partnership.importing import Imported as Imported, Importer as Importer
from civic_partnership.model import about as about
from civic_partnership.storage import (
    DANISH as DANISH,
    Column as Column,
    Key as Key,
    Line as Line,
    TableLayout as TableLayout,
    TableSource as TableSource,
    Unreadable as Unreadable,
    WorkbookSize as WorkbookSize,
    cell_of as cell_of,
    decode_text as decode_text,
    guard_cell as guard_cell,
    guard_danish_cell as guard_danish_cell,
    measure_workbook as measure_workbook,
    missing_tables as missing_tables,
    read_lines as read_lines,
    read_tables as read_tables,
    table_layouts as table_layouts,
    unguard_cell as unguard_cell,
    unguard_danish_cell as unguard_danish_cell,
)
from civic_partnership.values import Cell as Cell, Label as Label
