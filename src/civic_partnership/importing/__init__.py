"""Import foreign tables by a mapping, or files in a format of this package, into a register."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
