"""Reading registers from files, writing them, and finding the place of a record or field in a file."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
