"""Compare and merge registers by what they mean: by record, row and field."""

from civic_partnership.storage import CONFLICTS as CONFLICTS

from .conflict_file import format_conflicts as format_conflicts, read_conflicts as read_conflicts
from .differences import ABSENT as ABSENT, Difference as Difference, diff as diff
from .git_diff_driver import compare_files as compare_files, list_file as list_file
from .git_merge_driver import DriverResult as DriverResult, run_merge_driver as run_merge_driver
from .git_setup import (
    ATTRIBUTES as ATTRIBUTES,
    GitSetup as GitSetup,
    install as install,
    plan_install as plan_install,
    plan_uninstall as plan_uninstall,
    uninstall as uninstall,
)
from .three_way_merge import Conflict as Conflict, MergedRegister as MergedRegister, merge as merge
