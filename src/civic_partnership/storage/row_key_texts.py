"""The keys of new rows, read from their names in addresses, such as `2025` in `grants[2025]`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from civic_partnership.model import KINDS, Register, info, row_key_fields, unwrap_type
from civic_partnership.values import InvalidValue, get_value_type

from .value_texts import read_value_text


def read_row_key(text: str, cls: Any, register: Register) -> dict[str, Any] | None:
    """Return the fields of the key of a row as plain values; None if no row can have this name.

    If the name can be read in several ways, records that are in the register decide, and then the order of
    the fields in the key.

    Args:
        text: the name of the row.
        cls: the class of the row.
        register: the register.
    """

    def count_unknown(key: Mapping[str, Any]) -> int:
        kinds = ((info(attrs.fields_dict(cls)[name]).refers_to, id) for name, id in key.items())
        return sum(kind in KINDS and id not in getattr(register, kind) for kind, id in kinds if kind)

    return min(_read(text, _public_key(cls), register), key=count_unknown, default=None)


def _public_key(cls: Any) -> "Sequence[attrs.Attribute[Any]]":
    return [field for field in row_key_fields(cls) if not info(field).personal]


def _read(
    text: str, fields: "Sequence[attrs.Attribute[Any]]", register: Register
) -> Iterator[dict[str, Any]]:
    """Yield each way to read a text as the values of some fields, in order, with commas between."""
    if not text:
        yield {}
    parts = text.split(", ")
    for place, field in enumerate(fields if text else ()):
        for number in range(1, len(parts) + 1):
            value = _read_value(", ".join(parts[:number]), field, register)
            if value is not None:
                for rest in _read(", ".join(parts[number:]), fields[place + 1 :], register):
                    yield {field.name: value, **rest}


def _read_value(text: str, field: "attrs.Attribute[Any]", register: Register) -> Any:
    """Return the plain value of a field; None if it cannot have such a value."""
    cls = unwrap_type(field.type)
    if attrs.has(cls):
        return read_row_key(text, cls, register)
    kind = get_value_type(field.type)
    try:
        value = read_value_text(text, field.type)
        kind.read(value)
    except InvalidValue:
        return None
    return value
