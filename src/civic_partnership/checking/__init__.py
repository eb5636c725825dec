"""The check of the files of a register, and its result in words for people and formats for programs."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
