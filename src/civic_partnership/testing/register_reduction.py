"""A register made smaller, as long as it shows something."""

from collections.abc import Callable, Iterator
from typing import Any

from civic_partnership.model import Register, walk_path

from .breaker import set_in
from .field_leaves import FilledField, find_filled

_SHORT = 32
"""Texts of so many letters are short enough."""


def reduce_register(register: Register, shows: Callable[[Register], bool]) -> Register:
    """Leave out records, fields and rows, as long as the register shows something."""
    for _, record in register:
        fewer = register.without(record)
        if shows(fewer):
            register = fewer
    for field in list(find_filled(register)):
        for value in _smaller_values(field):
            held: Any = register.get(field.record)
            is_there = len(list(walk_path(held, field.path))) > len(field.path)
            if is_there and shows(fewer := register.replace(set_in(held, field.path, value))):
                register = fewer
                break
    return register


def _smaller_values(field: FilledField) -> Iterator[Any]:
    """Yield what a field could hold instead: nothing, one row, a shorter text."""
    value = field.value
    if field.is_optional:
        yield field.attribute.default
    if isinstance(value, tuple) and len(value) > 1:
        yield from (value[:1], value[-1:])
    if isinstance(value, str) and len(value) > _SHORT:
        yield from (value[: 2**power] for power in range(5, len(value).bit_length()))
