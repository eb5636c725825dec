"""The values of a register as lines that git can compare: an address and a value."""

from collections.abc import Iterator
from typing import Any

import attrs

from civic_partnership.findings import sanitize
from civic_partnership.model import Place, Register, name_rows, place_of_record
from civic_partnership.storage import shared_converter
from civic_partnership.values import Dated, Table

from .conflict_values import cover_personal


def list_records(register: Register) -> Iterator[str]:
    """Yield a line for each value in a register, in an order in which layout does not count."""
    records = sorted(register, key=lambda each: (each[0].kind, each[0].id or ""))
    for key, record in records:
        yield from _list_values(cover_personal(record), place_of_record(key).address)


def _list_values(value: Any, address: str) -> Iterator[str]:
    """Yield a line for each value in a record, a row or a field; rows in the order of their names."""
    at = Place(address)
    if attrs.has(type(value)) and not isinstance(value, Dated):
        for attribute in attrs.fields(type(value)):
            part = getattr(value, attribute.name)
            if part is not None and part != attribute.default:
                yield from _list_values(part, at.field(attribute.name).address)
    elif isinstance(value, Table):
        for key, part in sorted(value.items()):
            yield from _list_values(part, at.row(key, key).address)
    elif isinstance(value, tuple) and any(attrs.has(type(row)) for row in value):
        rows = sorted(value, key=repr)
        for name, row in sorted(zip(name_rows(rows), rows, strict=True), key=lambda pair: pair[0]):
            yield from _list_values(row, at.row(0, name).address)
    else:
        yield f"{sanitize(address)}: {_format(value)}"


def _format(value: Any) -> str:
    """Return a value as a short text, which holds no civil registration number."""
    match value:
        case Dated(changes=changes):
            return ", ".join(
                f"{start.text} = {_format(each)}" if start else _format(each) for start, each in changes
            )
        case bool():
            return str(value).lower()
        case tuple():
            return ", ".join(sorted(map(_format, value)))
        case _:
            return sanitize(str(shared_converter().unstructure(value)))
