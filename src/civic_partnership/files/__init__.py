"""Safe files: lock a folder; replace files, or a whole folder, in one step; use portable names."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
