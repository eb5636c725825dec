from .cells import (
    DANISH as DANISH,
    SEMICOLON_TABLE as SEMICOLON_TABLE,
    cell_of as cell_of,
    guard_cell as guard_cell,
    guard_danish_cell as guard_danish_cell,
    unguard_cell as unguard_cell,
    unguard_danish_cell as unguard_danish_cell,
)
from .checked_builders import (
    make_record_builder as make_record_builder,
    make_row_builder as make_row_builder,
)
from .collector import pause_collector as pause_collector
from .converter import (
    configure_converter as configure_converter,
    make_converter as make_converter,
    reads_strictly as reads_strictly,
    shared_converter as shared_converter,
    structure_record as structure_record,
)
from .csv_text import Line as Line, read_lines as read_lines
from .discovery import (
    DATA_PACKAGE as DATA_PACKAGE,
    MAX_BYTES as MAX_BYTES,
    find_files as find_files,
    missing_tables as missing_tables,
    open_without_waiting as open_without_waiting,
    read_bytes as read_bytes,
)
from .document import Document as Document, read_document as read_document
from .editing import can_edit as can_edit, edit_files as edit_files, find_edits as find_edits
from .excerpts import Excerpt as Excerpt
from .first_files import require_new_folder as require_new_folder, start_register as start_register
from .formatting import FormattedFiles as FormattedFiles, format_files as format_files
from .git_program import run_git as run_git
from .git_revision import (
    find_commit as find_commit,
    load_revision as load_revision,
    read_revision as read_revision,
    split_revision as split_revision,
)
from .json_schema import schema as schema
from .open_conflicts import (
    CONFLICT_LIST as CONFLICT_LIST,
    CONFLICTS as CONFLICTS,
    SIDES as SIDES,
    OpenConflict as OpenConflict,
    format_open_conflict as format_open_conflict,
    read_open_conflict as read_open_conflict,
)
from .parsing import (
    FORMAT_VERSION as FORMAT_VERSION,
    Format as Format,
    InputFile as InputFile,
    Unreadable as Unreadable,
    compute_digest as compute_digest,
    decode as decode,
    decode_text as decode_text,
)
from .place_values import (
    remove_value as remove_value,
    set_value as set_value,
    set_values as set_values,
    split_address as split_address,
    unknown_record as unknown_record,
)
from .positions import Locator as Locator, Origin as Origin
from .reading import (
    Loader as Loader,
    find_loaders as find_loaders,
    from_dict as from_dict,
    load as load,
    parse as parse,
    read as read,
    read_files as read_files,
    read_loaded as read_loaded,
    read_tables as read_tables,
    refuse_findings as refuse_findings,
)
from .record_draft import RecordDraft as RecordDraft
from .register_builder import KnownFiles as KnownFiles, Reading as Reading
from .register_documents import split_documents as split_documents
from .register_folder import (
    FileChange as FileChange,
    RegisterFolder as RegisterFolder,
    open_register_folder as open_register_folder,
    write as write,
)
from .structure_errors import (
    duplicate_id as duplicate_id,
    find_structure_errors as find_structure_errors,
)
from .syntax_tree import SyntaxTree as SyntaxTree
from .table_layout import (
    Column as Column,
    Key as Key,
    TableLayout as TableLayout,
    table_layouts as table_layouts,
)
from .table_rows import TableSource as TableSource
from .workbook_size import (
    MAX_COLUMNS as MAX_COLUMNS,
    MAX_ROWS as MAX_ROWS,
    MAX_UNPACKED as MAX_UNPACKED,
    WorkbookSize as WorkbookSize,
    measure_workbook as measure_workbook,
)
from .writing import (
    ensure_writable as ensure_writable,
    format_document_line as format_document_line,
    format_folder as format_folder,
    format_json as format_json,
    prepare_tables as prepare_tables,
    replace_register_files as replace_register_files,
    to_dict as to_dict,
    to_text as to_text,
)
