"""Municipal partnerships with voluntary associations in plain files: read, check, write, export, import.

    from datetime import date
    from civic_partnership import check, export, read

    reading = read("examples/nordby")
    report = check(reading.register, on=date(2025, 3, 1))
    export(reading.register, "csv", "nordby-csv", on=date(2025, 3, 1))

Read and write:
    `read`             read a folder or file: a `Reading` with the `Register`, and findings about its files
    `load`             read a folder or file that must be right; raise `RecordsError` where it is not
    `parse`            read a text
    `from_dict`        read plain tables, such as those of a parsed JSON document
    `write`            write a register into a folder or file
    `to_text`          return a register as the text of one file
    `to_dict`          return a register as plain tables
    `schema`           return the JSON Schema of registers

Check:
    `check`            ask all rules about a register as of a day: a `Report`
    `Finding`          one thing that is wrong or undecided, with its rule, `Level`, sentence and remedy
    `Location`         file, line and column of a finding, which `Reading.locate` returns

Export and import:
    `export`           write a register into a folder in some format: an `ExportReport`
    `exporters`        the formats that are installed
    `import_file`      import a foreign table through a mapping: an `ImportReport`
    `import_register`  merge a register into the register of a folder
    `Host`             the package with its plugins; with plugins of your own, if you hand them in

Errors:
    `CivicPartnershipError`  the base of all: `PathError`, `RecordsError`, `OptionsError`, `ConflictError`,
                             `MappingError`, `LossError` and `PluginError`

More names:
    `civic_partnership.model`    the records, from `Partnership` to `Survey`
    `civic_partnership.values`   the values of their fields: `Period`, `Dated`, `PartialDate`, `Label`
    `civic_partnership.rules`    for rules of your own
    `civic_partnership.plugins`  for exporters and importers of your own
    `civic_partnership.testing`  for tests with generated registers; needs the extra `testing`

Each name is loaded when somebody first asks for it.
"""

from .lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
