"""Checks that remember what an earlier check of the same register has found."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
