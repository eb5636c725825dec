"""The cattrs converter that all files go through, and how to graft it on one's own."""

from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import Converter

from civic_partnership.model import Record, Register
from civic_partnership.values import Dated, PartialDate, Period, Range, Table

from .fields import READERS
from .structure import READER_FACTORIES, is_literal, is_optional, is_scalar, structure_record
from .unstructure import WRITER_FACTORIES, WRITERS

C = TypeVar("C", bound=Converter)

_ROOM = Register.__module__.rpartition(".")[0]


def make_converter() -> Converter:
    """A new converter that reads and writes all records strictly."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True, omit_if_default=True)
    for cls, read in READERS.items():
        converter.register_structure_hook(cls, read)
    for applies, factory in READER_FACTORIES:
        converter.register_structure_hook_factory(applies, factory)
    for cls, write in WRITERS.items():
        converter.register_unstructure_hook(cls, write)
    for applies, out in WRITER_FACTORIES:
        converter.register_unstructure_hook_factory(applies, out)
    return converter


@cache
def shared_converter() -> Converter:
    """The converter that this package reads and writes with."""
    return make_converter()


def configure_converter(converter: C) -> C:
    """Teach a cattrs converter of one's own all values and records; it is changed and returned.

    They are read and written as strictly as in files; everything else goes on as it was. In a
    register a record's id is its key in the table of its kind; a record by itself has an `id`.
    """
    strict = shared_converter()

    def structure(raw: Any, cls: Any) -> Any:
        if not _is_record(cls) or type(raw) is not dict:
            return strict.structure(raw, cls)
        table = dict(raw)
        return structure_record(strict, table, cls, table.pop("id", ""))

    def unstructure(value: Any) -> Any:
        plain = strict.unstructure(value)
        return converter.unstructure({"id": value.id, **plain} if isinstance(value, Record) else plain)

    converter.register_structure_hook_func(_is_ours, structure)
    converter.register_unstructure_hook_func(_is_ours, unstructure)
    return converter


def reads_strictly(annotation: Any) -> bool:
    """Whether a field of this type is read with nothing converted, down to its last part."""
    if is_optional(annotation):
        return all(reads_strictly(each) for each in get_args(annotation) if each is not NoneType)
    if get_origin(annotation) in (tuple, Table, Dated):
        return reads_strictly(get_args(annotation)[0])
    if attrs.has(annotation):
        return all(reads_strictly(attribute.type) for attribute in attrs.fields(annotation))
    return is_scalar(annotation) or is_literal(annotation) or annotation in (*READERS, Range)


def _is_ours(cls: Any) -> bool:
    if get_origin(cls) in (Table, Dated) or cls in (Table, Dated, PartialDate, Period, Range):
        return True
    return attrs.has(cls) and getattr(cls, "__module__", "").startswith(_ROOM)


def _is_record(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Record)
