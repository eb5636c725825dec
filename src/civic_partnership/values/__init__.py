"""The types of single values, which never change, check themselves, and can be uncertain."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
