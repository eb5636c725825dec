"""Suggest a first mapping for a foreign file; show the records that a mapping makes of its rows."""

from .preview import preview_file as preview_file
from .suggest_mapping import suggest_mapping as suggest_mapping
