"""The names that a plugin needs to bring exporters, importers and rules.

A plugin implements one of three hooks, `civic_partnership_exporters`, `civic_partnership_importers` and
`civic_partnership_rules`, marks it with `hookimpl`, and names its module by an entry point in the group
`civic_partnership`. `plugins/README.md` of the repository makes one step by step.

Exporters:
    `Exporter`     the protocol: name, title, options, carries and export
    `Artifact`     one file of an export: its name, media type and bytes in pieces
    `Loss`         one value that the format could not carry this time, and why
    `FieldPath`    a field with dots, such as `partnerships.grants.amount`; `EVERYTHING` is all of them
    `NoOptions`    the options of a format that has none
    `hookimpl`     the mark of a hook
    `about`        the Danish and English name of an option, as metadata of its attrs field
    `Label`        a text in Danish and English

Office files:
    `plain_text`   replace what XML and Office files cannot hold; `restore_text` gives the text back
    `fixed_zip`    give a container a fixed clock, so that the same register gives the same bytes

Importers:
    `Importer`     the protocol: name, title, options and read
    `Imported`     the register that was read, and findings
    `Unreadable`   the error that a file cannot be read at all

Tables:
    `table_layouts`  lay a register out in tables: each a `TableLayout` with `Key`, `Column` and rows
    `cell_of`        give the `Cell` of a type, in plain tables or in the dialect `DANISH`
    `guard_cell`     keep a spreadsheet from running a text; `unguard_cell` gives the text back;
                     `guard_danish_cell` and `unguard_danish_cell` do so for a Danish spreadsheet
    `read_lines`     read the lines of a CSV table, each a `Line`; `decode_text` makes text of its bytes
    `read_tables`    read tables into a register, each a `TableSource`
    `missing_tables` list the tables that a data package names and that are not there

Workbooks:
    `measure_workbook`  refuse a workbook that unpacks to too much: a `WorkbookSize`
"""

from civic_partnership.exporting import (
    EVERYTHING as EVERYTHING,
    Artifact as Artifact,
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
