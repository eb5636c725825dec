"""From a foreign file to its rows, and from rows that were rejected to a file that can come back."""

from .detect_file import open_table as open_table
from .rejects import RejectsWriter as RejectsWriter, open_rejects as open_rejects
from .source_table import (
    NOT_COMPUTED as NOT_COMPUTED,
    FileSettings as FileSettings,
    MissingSheetError as MissingSheetError,
    Row as Row,
    SourceTable as SourceTable,
    normalize_heading as normalize_heading,
    read_error as read_error,
)
