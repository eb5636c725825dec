"""From the fields of rows to the records of a register."""

from .merge_register import (
    MergeResult as MergeResult,
    RecordChange as RecordChange,
    format_place as format_place,
    merge_register as merge_register,
)
from .row_collector import ImportResult as ImportResult, RowCollector as RowCollector
