"""Plugins: the hooks that they implement, how they are found, and the host that calls them."""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
