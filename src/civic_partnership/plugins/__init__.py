"""What a plugin needs to bring exporters and importers.

`EVERYTHING`, `Artifact`, `Exporter`, `FieldPath`, `Loss`, `NoOptions`, `hookimpl`, `Imported`, `Importer`,
`about`, `Column`, `Line`, `TableLayout`, `Unreadable`, `WorkbookSize`, `guard_cell`, `measure_workbook`,
`missing_tables`, `table_layouts`, `unguard_cell`, `Label`.
"""

from civic_partnership.exporting import (
    EVERYTHING as EVERYTHING,
    Artifact as Artifact,
    Exporter as Exporter,
    FieldPath as FieldPath,
    Loss as Loss,
    NoOptions as NoOptions,
)
from civic_partnership.hosting import (
    hookimpl as hookimpl,
)
from civic_partnership.importing import (
    Imported as Imported,
    Importer as Importer,
)
from civic_partnership.model import (
    about as about,
)
from civic_partnership.storage import (
    Column as Column,
    Line as Line,
    TableLayout as TableLayout,
    Unreadable as Unreadable,
    WorkbookSize as WorkbookSize,
    guard_cell as guard_cell,
    measure_workbook as measure_workbook,
    missing_tables as missing_tables,
    table_layouts as table_layouts,
    unguard_cell as unguard_cell,
)
from civic_partnership.values import (
    Label as Label,
)
