"""From records to plain tables: hooks for cattrs that leave out what is absent."""

from collections.abc import Callable
from typing import Any

import attrs
from cattrs import Converter
from cattrs.fns import identity
from cattrs.gen import make_dict_unstructure_fn, override

from civic_partnership.model import Entry
from civic_partnership.values import value_type

from .structure import with_id

_SHARED = frozenset(attrs.fields_dict(Entry))
"""The fields that every entry has; they are written after its own."""

Writer = Callable[[Any], Any]


def record_writer(cls: Any, converter: Converter) -> Writer:
    """Return the function from a record or part of one to its plain table."""
    unstructure = make_dict_unstructure_fn(
        cls,
        converter,
        _cattrs_omit_if_default=True,
        **with_id(cls, override(omit=True)),
    )
    names = sorted((each.name for each in attrs.fields(cls)), key=lambda name: name in _SHARED)

    def write(record: Any) -> dict[str, Any]:
        table = unstructure(record)
        return {name: table[name] for name in names if name in table}

    return write


def value_writer(annotation: Any, converter: Converter) -> Writer:
    """Return the function from a value to its plain form; what is plain already passes as it is."""
    return value_type(annotation).writer(converter.get_unstructure_hook) or identity
