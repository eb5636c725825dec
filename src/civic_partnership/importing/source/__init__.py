"""From a foreign file to its rows, and from rows that were rejected to a file that can come back."""

from .detect_file import open_table as open_table
from .rejects import RejectsWriter as RejectsWriter, open_rejects as open_rejects
from .source_table import (
    FileSettings as FileSettings,
    MissingSheetError as MissingSheetError,
    Row as Row,
    SourceTable as SourceTable,
)
