from .arrow_batches import (
    check_batches as check_batches,
    find_wrong_column as find_wrong_column,
    finding_schema as finding_schema,
    write_line as write_line,
)
from .document_checker import (
    CheckedLines as CheckedLines,
    DocumentChecker as DocumentChecker,
    RecordRow as RecordRow,
    list_keys as list_keys,
)
from .finding_table import (
    FINDING_COLUMNS as FINDING_COLUMNS,
    Row as Row,
    list_failure as list_failure,
    list_finding as list_finding,
)
from .pieces import is_plain_file as is_plain_file
from .record_index import RecordIndex as RecordIndex
from .stored_register import StoredContext as StoredContext
from .stream_check import (
    StreamCheck as StreamCheck,
    check_file as check_file,
    check_stream as check_stream,
    refuse_wrong_arguments as refuse_wrong_arguments,
)
from .whole_check import WholeCheck as WholeCheck
from .whole_needs import Key as Key, WholeNeeds as WholeNeeds, find_needs as find_needs
