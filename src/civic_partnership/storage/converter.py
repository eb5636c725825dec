"""The cattrs converter between records and plain tables, and how to add it to a converter of one's own.

A plain table is a dict as TOML gives it: texts, numbers, days, lists and further dicts.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, get_origin

import attrs
from cattrs import Converter
from cattrs.fns import identity
from cattrs.gen import make_dict_unstructure_fn, override

from civic_partnership.model import Entry, Record, Register
from civic_partnership.values import (
    VALUE_TYPES,
    Dated,
    PartialDate,
    Period,
    Range,
    Table,
    find_value_type,
    strip_none,
    value_type,
)

from .structure import optional_reader, record_reader, structure_record, value_reader, with_id

C = TypeVar("C", bound=Converter)
Writer = Callable[[Any], Any]

_ROOM = Register.__module__.rpartition(".")[0]
_SHARED = frozenset(attrs.fields_dict(Entry))
"""The fields that every entry has; they are written after its own."""


def make_converter() -> Converter:
    """Make a converter that reads and writes all records strictly."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True, omit_if_default=True)
    converter.register_structure_hook_factory(attrs.has, record_reader)
    converter.register_structure_hook_factory(lambda cls: strip_none(cls) is not cls, optional_reader)
    converter.register_structure_hook_factory(_is_value, value_reader)
    for cls in VALUE_TYPES:  # for some of these cattrs has hooks of its own, which come before factories
        converter.register_structure_hook(cls, value_reader(cls, converter))
    converter.register_unstructure_hook_factory(_is_value, _value_writer)
    converter.register_unstructure_hook_factory(attrs.has, _record_writer)
    return converter


@cache
def shared_converter() -> Converter:
    """Return the converter that this package reads and writes with."""
    return make_converter()


def configure_converter(converter: C) -> C:
    """Teach a cattrs converter of one's own all values and records, and return it.

    The converter then reads and writes them as strictly as this package does in files; everything else
    goes on as before. In a register the id of a record is its key in the table of its kind; a record
    by itself has an `id`.
    """
    strict = shared_converter()

    def structure(raw: Any, cls: Any) -> Any:
        if type(raw) is dict and isinstance(cls, type) and issubclass(cls, Record):
            table = dict(raw)
            return structure_record(strict, table, cls, table.pop("id", ""))
        return strict.structure(raw, cls)

    def unstructure(value: Any) -> Any:
        plain = strict.unstructure(value)
        return converter.unstructure({"id": value.id, **plain} if isinstance(value, Record) else plain)

    converter.register_structure_hook_func(_is_ours, structure)
    converter.register_unstructure_hook_func(_is_ours, unstructure)
    return converter


def reads_strictly(annotation: Any) -> bool:
    """Tell whether the converter reads a field of this type as it is written, and converts no part of it."""
    annotation = strip_none(annotation)
    if attrs.has(annotation):
        return all(reads_strictly(attribute.type) for attribute in attrs.fields(annotation))
    found = find_value_type(annotation)
    return found is not None and all(map(reads_strictly, found.inner))


def _is_value(annotation: Any) -> bool:
    return find_value_type(annotation) is not None


def _is_ours(cls: Any) -> bool:
    if (get_origin(cls) or cls) in (Table, Dated, PartialDate, Period, Range):
        return True
    return attrs.has(cls) and getattr(cls, "__module__", "").startswith(_ROOM)


def _record_writer(cls: Any, converter: Converter) -> Writer:
    """Return the function from a record, or a part of one, to a plain table without its absent fields."""
    unstructure = make_dict_unstructure_fn(
        cls, converter, _cattrs_omit_if_default=True, **with_id(cls, override(omit=True))
    )
    names = sorted((each.name for each in attrs.fields(cls)), key=lambda name: name in _SHARED)

    def write(record: Any) -> dict[str, Any]:
        table = unstructure(record)
        return {name: table[name] for name in names if name in table}

    return write


def _value_writer(annotation: Any, converter: Converter) -> Writer:
    return value_type(annotation).writer(converter.get_unstructure_hook) or identity
