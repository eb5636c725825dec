"""The names that a plugin needs to bring exporters, importers and rules.

A plugin implements one of three hooks, `civic_partnership_exporters`, `civic_partnership_importers` and
`civic_partnership_rules`, marks it with `hookimpl`, and names its module by an entry point in the group
`civic_partnership`. `plugins/README.md` of the repository makes one step by step.

Exporters:
    `Exporter`         the protocol: name, title, options, carries and export
    `CheckedExporter`  the protocol of one that also shows what the check has found: it has
                       `export_checked` in place of export, with a `Report` of `civic_partnership.rules`
    `Artifact`         one file of an export: its name, media type and bytes in pieces
    `Loss`             one value that the format could not carry this time, and why
    `FieldPath`        a field with dots, such as `partnerships.grants.amount`; `EVERYTHING` is all of them
    `NoOptions`        the options of a format that has none
    `hookimpl`         the mark of a hook
    `about`            the Danish and English name of an option, as metadata of its attrs field
    `Label`            a text in Danish and English

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

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
