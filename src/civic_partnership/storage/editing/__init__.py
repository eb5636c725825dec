"""Editing the files of a register that people wrote: what is not changed stays byte for byte."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
