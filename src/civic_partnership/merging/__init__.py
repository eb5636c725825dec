"""Compare and merge registers by what they mean: by record, row and field."""

from civic_partnership.storage import CONFLICTS as CONFLICTS

from .conflict_file import format_conflicts as format_conflicts, read_conflicts as read_conflicts
from .differences import ABSENT as ABSENT, Difference as Difference, diff as diff
from .three_way_merge import Conflict as Conflict, MergedRegister as MergedRegister, merge as merge
