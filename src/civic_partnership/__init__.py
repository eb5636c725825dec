"""Municipal partnerships with voluntary associations in plain files: read, check, write, exchange, merge.

    from datetime import date
    from civic_partnership import check, export, read

    reading = read("examples/nordby")
    report = check(reading.register, on=date(2025, 3, 1))
    export(reading.register, "csv", "nordby-csv", on=date(2025, 3, 1))

Read and write:
    `read`             read a folder or file: a `Reading` with the `Register`, and findings about its files
    `load`             read a folder or file; raise `RecordsError` if any record cannot be read
    `parse`            read a register from a text
    `from_dict`        read a register from a dict, such as a parsed JSON document
    `write`            write a register into a folder or file
    `to_text`          return a register as the text of one file
    `to_dict`          return a register as a dict, with values as TOML holds them
    `schema`           return the JSON Schema of registers

Check:
    `check`            check a register by all rules as of a day; return a `Report`
    `check_stream`     check documents line by line against a base register, with flat memory
    `check_file`       do so with a big file of NDJSON, in several processes; both return a `StreamCheck`
    `check_batches`    do so with a table of Arrow, DuckDB or Polars; yield tables with `finding_schema`
    `Finding`          one error, warning or open question: its rule, `Level`, sentence and remedy
    `Location`         file, line and column of a finding, which `Reading.locate` returns

Export and import:
    `export`           write a register into a folder in some format; return an `ExportReport`
    `exporters`        list the installed formats
    `import_file`      import a foreign table by means of a mapping; return an `ImportReport`
    `import_register`  merge a register into the register of a folder
    `Host`             the package with its installed plugins, or with plugins that you pass yourself

Compare and merge:
    `diff`             compare two registers by what they mean; return each `Difference`
    `merge`            merge two registers that were changed apart from each other; return a `MergedRegister`
                       with each `Conflict` that somebody must decide

Errors:
    `CivicPartnershipError`  the base class of `PathError`, `RecordsError`, `OptionsError`, `ConflictError`,
                             `MappingError`, `LossError` and `PluginError`

More names:
    `civic_partnership.model`    the classes of records, from `Partnership` to `Survey`
    `civic_partnership.values`   the values of fields: `Period`, `Dated`, `PartialDate`, `Label`
    `civic_partnership.deadlines` what is due when: `find_deadlines`
    `civic_partnership.rules`    tools for rules of your own
    `civic_partnership.plugins`  tools for exporters and importers of your own
    `civic_partnership.testing`  tools for tests with generated registers; needs the extra `testing`

Python imports the module of a name only when the name is first used.
"""

from .lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
