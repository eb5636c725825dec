"""Safe files: lock a folder, and replace several files in one step that outlives a kill."""

from .interrupts import interrupts_held
from .journal import (
    JOURNAL,
    ChangedMeanwhileError,
    DamagedJournalError,
    Replacement,
    finish_interrupted,
    replace_files,
)
from .locks import held, lock_file, locked
from .renames import Exchange, exchange
from .staging import StagedFile, clear_leftovers, digest_of, is_leftover, staged_file, sync_folder

__all__ = [
    "JOURNAL",
    "ChangedMeanwhileError",
    "DamagedJournalError",
    "Exchange",
    "Replacement",
    "StagedFile",
    "clear_leftovers",
    "digest_of",
    "exchange",
    "finish_interrupted",
    "held",
    "interrupts_held",
    "is_leftover",
    "lock_file",
    "locked",
    "replace_files",
    "staged_file",
    "sync_folder",
]
