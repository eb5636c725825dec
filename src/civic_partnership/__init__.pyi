from ._version import __version__ as __version__
from .errors import (
    CivicPartnershipError as CivicPartnershipError,
    ConflictError as ConflictError,
    LossError as LossError,
    MappingError as MappingError,
    OptionsError as OptionsError,
    PathError as PathError,
    PluginError as PluginError,
    RecordsError as RecordsError,
)
from .exporting import ExportReport as ExportReport
from .findings import (
    Finding as Finding,
    Level as Level,
    Location as Location,
)
from .hosting import (
    Host as Host,
    export as export,
    exporters as exporters,
)
from .importing import (
    ImportReport as ImportReport,
    import_file as import_file,
    import_register as import_register,
)
from .merging import (
    Conflict as Conflict,
    Difference as Difference,
    MergedRegister as MergedRegister,
    diff as diff,
    merge as merge,
)
from .model import Register as Register
from .rules import (
    Report as Report,
    check as check,
)
from .storage import (
    Reading as Reading,
    from_dict as from_dict,
    load as load,
    parse as parse,
    read as read,
    schema as schema,
    to_dict as to_dict,
    to_text as to_text,
    write as write,
)
from .streaming import (
    StreamCheck as StreamCheck,
    check_batches as check_batches,
    check_file as check_file,
    check_stream as check_stream,
    finding_schema as finding_schema,
)
