"""The cattrs converter that all files go through, and how to graft it on one's own."""

from functools import cache
from typing import Any, TypeVar, get_origin

import attrs
from cattrs import Converter

from civic_partnership.model import Record, Register
from civic_partnership.values import (
    VALUE_TYPES,
    Dated,
    PartialDate,
    Period,
    Range,
    Table,
    find_value_type,
    strip_none,
)

from .structure import optional_reader, record_reader, structure_record, value_reader
from .unstructure import record_writer, value_writer

C = TypeVar("C", bound=Converter)

_ROOM = Register.__module__.rpartition(".")[0]


def make_converter() -> Converter:
    """Make a converter that reads and writes all records strictly."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True, omit_if_default=True)
    converter.register_structure_hook_factory(attrs.has, record_reader)
    converter.register_structure_hook_factory(lambda cls: strip_none(cls) is not cls, optional_reader)
    converter.register_structure_hook_factory(_is_value, value_reader)
    for cls in VALUE_TYPES:  # for some of these cattrs has hooks of its own, which come before factories
        converter.register_structure_hook(cls, value_reader(cls, converter))
    converter.register_unstructure_hook_factory(_is_value, value_writer)
    converter.register_unstructure_hook_factory(attrs.has, record_writer)
    return converter


@cache
def shared_converter() -> Converter:
    """Return the converter that this package reads and writes with."""
    return make_converter()


def configure_converter(converter: C) -> C:
    """Teach a cattrs converter of one's own all values and records.

    They are read and written as strictly as in files; everything else goes on as it was. In a
    register a record's id is its key in the table of its kind; a record by itself has an `id`.

    Returns:
        The same converter, changed.

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
    """Tell whether a field of this type is read with nothing converted, down to its last part."""
    annotation = strip_none(annotation)
    if attrs.has(annotation):
        return all(reads_strictly(attribute.type) for attribute in attrs.fields(annotation))
    found = find_value_type(annotation)
    return found is not None and all(map(reads_strictly, found.inner))


def _is_value(annotation: Any) -> bool:
    return find_value_type(annotation) is not None


def _is_ours(cls: Any) -> bool:
    """Tell whether a class is one of the records or values of this package."""
    if (get_origin(cls) or cls) in (Table, Dated, PartialDate, Period, Range):
        return True
    return attrs.has(cls) and getattr(cls, "__module__", "").startswith(_ROOM)
