"""The search for the fastest reader of JSON that is installed."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from civic_partnership.model import Entry, RecordKey

JsonReader = Callable[[bytes], dict[RecordKey, Entry] | None]
"""A function that returns the records of a JSON text, or None if it cannot tell that all of it is right."""


@cache
def find_json_reader() -> JsonReader:
    """Return the function that reads JSON with msgspec, or, if that is not installed, `read_nothing`."""
    if find_spec("msgspec") is None:
        return read_nothing
    from .fast_json import FastReader  # noqa: PLC0415 - most registers are TOML, and need no msgspec

    return FastReader().read


def read_nothing(_: bytes) -> None:
    """Read no records: JSON goes to the reader that explains what is wrong."""
