"""Municipal partnerships with voluntary associations in plain files: read, check, write, export, import.

Read and write: `read`, `parse`, `from_dict`, `load`, `write`, `to_dict`, `to_text`, `schema`, `Reading`,
`Register`.
Check: `check`, `Report`, `Finding`, `Level`, `Location`.
Export: `export`, `exporters`, `ExportReport`, `Host`.
Import: `import_file`, `import_register`, `ImportReport`.
Errors: `CivicPartnershipError`, which all others are: `PathError`, `RecordsError`, `OptionsError`,
`ConflictError`,
`MappingError`, `LossError`, `PluginError`.

Records stand in `civic_partnership.model`, the values of their fields in `civic_partnership.values`, what a
rule
needs in `civic_partnership.rules`, what a plugin needs in `civic_partnership.plugins`, and what tests need in
`civic_partnership.testing`. Each name is loaded when somebody first asks for it.
"""

from .lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
