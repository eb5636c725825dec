"""Read the rows of foreign files; write rejected rows to a file that can be corrected and read again."""

from .cell_text import has_lost_letters as has_lost_letters
from .file_kinds import is_open_document as is_open_document
from .open_document import list_open_document_sheets as list_open_document_sheets
from .open_file import open_table as open_table
from .rejects import RejectsWriter as RejectsWriter, open_rejects as open_rejects
from .sheets import SheetSize as SheetSize
from .source_table import (
    NOT_COMPUTED as NOT_COMPUTED,
    DecimalSign as DecimalSign,
    FileSettings as FileSettings,
    MissingSheetError as MissingSheetError,
    Row as Row,
    SourceTable as SourceTable,
    column_letters as column_letters,
    normalize_heading as normalize_heading,
    read_error as read_error,
)
