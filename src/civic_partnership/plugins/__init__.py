"""What a plugin needs to bring exporters and importers.

`EVERYTHING`, `Artifact`, `Exporter`, `FieldPath`, `Loss`, `NoOptions`, `hookimpl`, `Imported`, `Importer`,
`about`, `Column`, `Line`, `Sheet`, `Unreadable`, `WorkbookSize`, `fixed_zip`, `guard_cell`, `measure_workbook`,
`missing_tables`, `plain_text`, `restore_text`, `sheets`, `unguard_cell`, `Label`.
"""

from civic_partnership.exporting import (
    EVERYTHING as EVERYTHING,
    Artifact as Artifact,
    Exporter as Exporter,
    FieldPath as FieldPath,
    Loss as Loss,
    NoOptions as NoOptions,
)
from civic_partnership.exporting.office_files import (
    fixed_zip as fixed_zip,
    plain_text as plain_text,
    restore_text as restore_text,
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
    Sheet as Sheet,
    Unreadable as Unreadable,
    WorkbookSize as WorkbookSize,
    guard_cell as guard_cell,
    measure_workbook as measure_workbook,
    missing_tables as missing_tables,
    sheets as sheets,
    unguard_cell as unguard_cell,
)
from civic_partnership.values import (
    Label as Label,
)
