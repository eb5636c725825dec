"""Python objects as bytes: pickle, which here makes nothing but records, values and findings again."""

import importlib
import io
import pickle
from functools import cache
from typing import Any

from civic_partnership.storage import InputFile, Origin, pause_collector

_ROOMS = tuple(f"civic_partnership.{room}" for room in ("values", "model", "findings"))
_OTHERS = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("datetime", "date"),
    ("datetime", "time"),
    ("decimal", "Decimal"),
    *((cls.__module__, cls.__name__) for cls in (InputFile, Origin)),
}


class _Unpickler(pickle.Unpickler):
    """An unpickler that knows only the classes of records, values and findings, and of what holds them."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class by its name; refuse every other name."""
        return _find_class(module, name)


@cache
def _find_class(module: str, name: str) -> type[Any]:
    room = ".".join(module.split(".")[:2])
    if room in _ROOMS or (module, name) in _OTHERS:
        found = getattr(importlib.import_module(module), name)
        if isinstance(found, type) and ((module, name) in _OTHERS or found.__module__ == module):
            return found
    raise pickle.UnpicklingError(f"no class of a cache: {module}.{name}")


def encode(thing: Any) -> bytes:
    """Return an object as bytes."""
    return pickle.dumps(thing, protocol=5)


def decode(data: bytes) -> Any:
    """Return the object that `encode` was given.

    Raises:
        Exception: the bytes were not written by this version; any error may be raised.
    """
    with pause_collector():
        return _Unpickler(io.BytesIO(data)).load()
