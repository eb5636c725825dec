"""Files and registers: reading, writing, and where in a file something stands."""

from .cells import (
    SEMICOLON_TABLE as SEMICOLON_TABLE,
    cell_of as cell_of,
    guard_cell as guard_cell,
    unguard_cell as unguard_cell,
)
from .converter import (
    configure_converter as configure_converter,
    make_converter as make_converter,
    reads_strictly as reads_strictly,
    shared_converter as shared_converter,
)
from .csv_text import Line as Line, read_lines as read_lines
from .danish_cells import (
    DANISH as DANISH,
    guard_danish_cell as guard_danish_cell,
    unguard_danish_cell as unguard_danish_cell,
)
from .data_package import DATA_PACKAGE as DATA_PACKAGE, missing_tables as missing_tables
from .discovery import MAX_BYTES as MAX_BYTES
from .parsing import (
    FORMAT_VERSION as FORMAT_VERSION,
    Format as Format,
    Unreadable as Unreadable,
    decode_text as decode_text,
)
from .positions import Excerpt as Excerpt
from .reading import (
    Reading as Reading,
    from_dict as from_dict,
    load as load,
    parse as parse,
    read as read,
    read_files as read_files,
    read_tables as read_tables,
)
from .schema import schema as schema
from .table_layout import (
    Column as Column,
    Key as Key,
    TableLayout as TableLayout,
    table_layouts as table_layouts,
)
from .table_rows import TableSource as TableSource, missing_column as missing_column
from .workbook_size import WorkbookSize as WorkbookSize, measure_workbook as measure_workbook
from .writing import (
    ensure_writable as ensure_writable,
    to_dict as to_dict,
    to_text as to_text,
    write as write,
)
