"""Make records of rows, and merge the records into a register."""

from .record_merge import (
    MergeResult as MergeResult,
    RecordChange as RecordChange,
    merge_register as merge_register,
)
from .row_collector import (
    ImportResult as ImportResult,
    MergedRow as MergedRow,
    RowCollector as RowCollector,
)
