"""Read the rows of foreign files; write rejected rows to a file that can be corrected and read again."""

from .cell_text import has_lost_letters as has_lost_letters, normalize_heading as normalize_heading
from .open_file import open_table as open_table
from .rejects import RejectsWriter as RejectsWriter, open_rejects as open_rejects
from .sheets import MissingSheetError as MissingSheetError, OpenSheet as OpenSheet
from .source_table import (
    NOT_COMPUTED as NOT_COMPUTED,
    DecimalSign as DecimalSign,
    FileSettings as FileSettings,
    Row as Row,
    SourceTable as SourceTable,
    column_letters as column_letters,
    read_error as read_error,
)
