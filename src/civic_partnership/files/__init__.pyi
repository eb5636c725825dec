from .atomic_folder import replace_folder as replace_folder
from .interrupts import hold_interrupts as hold_interrupts
from .journal import (
    JOURNAL as JOURNAL,
    ChangedMeanwhileError as ChangedMeanwhileError,
    DamagedJournalError as DamagedJournalError,
    Replacement as Replacement,
    finish_interrupted as finish_interrupted,
    replace_files as replace_files,
)
from .locks import lock_folder as lock_folder, make_and_lock_folder as make_and_lock_folder
from .portable_names import PortableNames as PortableNames
from .staged_file import (
    StagedFile as StagedFile,
    clear_leftovers as clear_leftovers,
    file_digest as file_digest,
    is_leftover as is_leftover,
    replace_file as replace_file,
    stage_file as stage_file,
)
from .target_paths import (
    MANIFEST as MANIFEST,
    os_reason as os_reason,
    path_error as path_error,
    refuse_closed_folder as refuse_closed_folder,
    refuse_dead_link as refuse_dead_link,
    resolve_target as resolve_target,
    system_path_error as system_path_error,
)
