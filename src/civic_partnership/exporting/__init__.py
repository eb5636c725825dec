"""Exports of a register to files: exporters, their options, and writing all files or none."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
