"""Compare and merge registers by what they mean: by record, row and field."""

from .comparison import (
    Change as Change,
    ChangedRecord as ChangedRecord,
    Comparison as Comparison,
    FindingChanges as FindingChanges,
    compare_findings as compare_findings,
    compare_records as compare_records,
)
from .differences import ABSENT as ABSENT, Difference as Difference, diff as diff
from .three_way_merge import Conflict as Conflict, MergedRegister as MergedRegister, merge as merge
