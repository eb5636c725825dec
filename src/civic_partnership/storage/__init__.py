"""Files and registers: reading, writing, and where in a file something stands."""

from .cells import SEMICOLON_TABLE, guard_cell, unguard_cell
from .converter import configure_converter, make_converter, reads_strictly, shared_converter
from .csv_text import Line
from .danish import DanishColumn, DanishTable, danish_tables
from .danish_cells import guard_danish_cell, unguard_danish_cell
from .danish_reading import DanishSource, danish_lines
from .data_package import DATA_PACKAGE, missing_tables
from .discovery import MAX_BYTES
from .parsing import FORMAT_VERSION, Format, Unreadable
from .positions import Excerpt
from .reading import Reading, from_dict, load, parse, read, read_danish, read_files
from .schema import schema
from .table_layout import Column, Sheet, sheets
from .workbook_size import WorkbookSize, measure_workbook
from .writing import ensure_writable, to_dict, to_text, write

__all__ = [
    "DATA_PACKAGE",
    "FORMAT_VERSION",
    "MAX_BYTES",
    "SEMICOLON_TABLE",
    "Column",
    "DanishColumn",
    "DanishSource",
    "DanishTable",
    "Excerpt",
    "Format",
    "Line",
    "Reading",
    "Sheet",
    "Unreadable",
    "WorkbookSize",
    "configure_converter",
    "danish_lines",
    "danish_tables",
    "ensure_writable",
    "from_dict",
    "guard_cell",
    "guard_danish_cell",
    "load",
    "make_converter",
    "measure_workbook",
    "missing_tables",
    "parse",
    "read",
    "read_danish",
    "read_files",
    "reads_strictly",
    "schema",
    "shared_converter",
    "sheets",
    "to_dict",
    "to_text",
    "unguard_cell",
    "unguard_danish_cell",
    "write",
]
