"""Suggest a first mapping for a foreign file, with a reason for each line; show what a mapping makes of rows."""

from .preview import preview_file as preview_file
from .suggest_mapping import suggest_mapping as suggest_mapping
