from civic_partnership.storage import CONFLICTS as CONFLICTS

from .bundle import (
    Bundle as Bundle,
    find_withheld as find_withheld,
    load_bundle as load_bundle,
    make_bundle as make_bundle,
    read_bundle as read_bundle,
)
from .bundle_merge import apply_bundle as apply_bundle
from .comparison import (
    Change as Change,
    ChangedRecord as ChangedRecord,
    Comparison as Comparison,
    FindingChanges as FindingChanges,
    compare_findings as compare_findings,
    compare_records as compare_records,
    find_new_findings as find_new_findings,
)
from .conflict_file import format_conflicts as format_conflicts, read_conflicts as read_conflicts
from .conflict_resolution import Choice as Choice, Resolution as Resolution, resolve as resolve
from .conflict_values import place_type as place_type, plain_values as plain_values
from .differences import ABSENT as ABSENT, Difference as Difference, diff as diff
from .folder_merge import (
    OPEN_CONFLICTS as OPEN_CONFLICTS,
    MergeReport as MergeReport,
    merge_bundle_into_folder as merge_bundle_into_folder,
    merge_into_folder as merge_into_folder,
)
from .git_diff_driver import (
    compare_by_lines as compare_by_lines,
    list_file as list_file,
    read_version as read_version,
)
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
