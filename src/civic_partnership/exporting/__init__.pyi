from .artifact_writer import MAX_BYTES as MAX_BYTES, ArtifactWriter as ArtifactWriter, Progress as Progress
from .builtin_formats import EXPORTERS as EXPORTERS
from .exporter import (
    EVERYTHING as EVERYTHING,
    AnyExporter as AnyExporter,
    Artifact as Artifact,
    CheckedExporter as CheckedExporter,
    Exporter as Exporter,
    FieldPath as FieldPath,
    Loss as Loss,
    NoOptions as NoOptions,
    call_exporter as call_exporter,
    check_exporter as check_exporter,
    check_format as check_format,
)
from .field_coverage import (
    PERSONAL_FIELDS as PERSONAL_FIELDS,
    check_field_paths as check_field_paths,
    count_lost as count_lost,
    count_personal as count_personal,
    field_label as field_label,
    field_path as field_path,
    remove_personal as remove_personal,
    replace_personal as replace_personal,
)
from .manifest import FileEntry as FileEntry, read_manifest as read_manifest
from .options import (
    FormatOption as FormatOption,
    list_options as list_options,
    parse_option_pairs as parse_option_pairs,
    read_options as read_options,
    read_options_file as read_options_file,
)
from .plugin_guard import PluginGuard as PluginGuard
from .report import ExportReport as ExportReport
from .run import (
    refuse_civil_registration_numbers as refuse_civil_registration_numbers,
    run_export as run_export,
)
from .xml_and_zip import fixed_zip as fixed_zip, plain_text as plain_text, restore_text as restore_text
