"""Suggest a first mapping for a foreign file; show the records that a mapping makes of its rows."""

from .preview import PreviewedRow as PreviewedRow, preview_file as preview_file, preview_rows as preview_rows
from .suggest_mapping import suggest_mapping as suggest_mapping
