from .check_output_formats import (
    FORMATS as FORMATS,
    format_csv as format_csv,
    format_github as format_github,
    format_json as format_json,
)
from .check_result import (
    LEVELS as LEVELS,
    CheckedRegister as CheckedRegister,
    CheckResult as CheckResult,
    StreamedRegister as StreamedRegister,
    Tally as Tally,
    count_findings as count_findings,
    format_missing as format_missing,
    format_record as format_record,
    make_unreadable_register as make_unreadable_register,
    split_message as split_message,
)
from .check_sentences import (
    FILL_IN as FILL_IN,
    UNREAD as UNREAD,
    count_rules as count_rules,
    format_rule as format_rule,
    group_missing as group_missing,
    is_listed as is_listed,
    list_places as list_places,
    list_worst as list_worst,
    summarize as summarize,
)
from .export_source import ensure_exportable as ensure_exportable
from .file_check import Checked as Checked, check_files as check_files
from .json_and_csv import (
    BYTE_ORDER_MARK as BYTE_ORDER_MARK,
    format_document as format_document,
    format_row as format_row,
    record_to_dict as record_to_dict,
)
from .value_display import (
    WITHHELD as WITHHELD,
    filled_fields as filled_fields,
    format_value as format_value,
    format_value_at as format_value_at,
    holds_money as holds_money,
    holds_rows as holds_rows,
)
