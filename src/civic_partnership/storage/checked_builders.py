"""Builders of records from tables that are checked already, as those are that a mapping fills from cells.

The readers of cells have refused every text that a field cannot hold, so nobody need read it again. Whatever
else may be wrong raises an error; then the converter reads the record again, and explains.
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

import attrs

from civic_partnership.model import Record, item_type
from civic_partnership.values import TextType, find_value_type, strip_none

from .converter import RecordReaders, shared_converter
from .record_compiler import ID_KEY, Build, Read, compile_builder, take_rows


def make_row_builder(cls: Any, filled: Collection[str], lists: Collection[str] = ()) -> Build:
    """Make a function that builds a row of a list from its plain table, and raises an error in any doubt.

    Args:
        cls: the class of the row.
        filled: the only fields that may be filled.
        lists: those that hold lists of rows, which are built already.
    """
    readers: dict[str, Read | None] = {}
    for each in attrs.fields(cls):
        if each.name in lists:
            readers[each.name] = take_rows(item_type(each.type))
        elif each.name in filled:
            is_text = isinstance(find_value_type(strip_none(each.type)), TextType)
            readers[each.name] = None if is_text else _shared_readers().value_reader(each.type)
    return compile_builder(cls, readers, source="dict", absent=None)


def make_record_builder(
    cls: type[Record], filled: Collection[str], lists: Collection[str]
) -> Callable[[dict[str, Any], str], Record]:
    """Make a function that builds a record from its table and its id, as `make_row_builder` builds a row."""
    build = make_row_builder(cls, {*filled, "id"}, lists)
    return lambda table, id: build({**table, ID_KEY: id})


@cache
def _shared_readers() -> RecordReaders:
    return RecordReaders(shared_converter())
