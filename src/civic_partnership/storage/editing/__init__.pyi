from .canonical_order import format_text as format_text
from .file_edits import can_edit as can_edit, edit_files as edit_files, find_edits as find_edits
from .toml_editor import ImpossibleEditError as ImpossibleEditError
