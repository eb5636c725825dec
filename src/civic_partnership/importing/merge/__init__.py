"""From the fields of rows to the records of a register."""

from .merge_register import (
    MergeResult as MergeResult,
    RecordChange as RecordChange,
    merge_register as merge_register,
)
from .row_collector import ImportResult as ImportResult, RowCollector as RowCollector
