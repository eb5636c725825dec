"""Less of what shows something, that shows it still."""

from collections.abc import Callable, Iterator
from typing import Any

from civic_partnership.model import Register, walk_path
from civic_partnership.testing.breaking import placed

from .leaves import Place, places

_SHORT = 32
"""Texts of so many letters are short enough."""


def smallest(register: Register, shows: Callable[[Register], bool]) -> Register:
    """A register with records, fields and rows left out, as long as it shows something."""
    for _, record in register:
        fewer = register.without(record)
        if shows(fewer):
            register = fewer
    for place in list(places(register)):
        for value in _less(place):
            held: Any = register.get(place.record)
            is_there = len(list(walk_path(held, place.path))) > len(place.path)
            if is_there and shows(fewer := register.replace(placed(held, place.path, value))):
                register = fewer
                break
    return register


def _less(place: Place) -> Iterator[Any]:
    """What could stand in a place instead: nothing, one row, a shorter text."""
    if place.may_be_empty:
        yield place.attribute.default
    if isinstance(place.value, tuple) and len(place.value) > 1:
        yield from (place.value[:1], place.value[-1:])
    if isinstance(place.value, str) and len(place.value) > _SHORT:
        yield from (place.value[: 2**power] for power in range(5, len(place.value).bit_length()))


def shortest(text: str, shows: Callable[[str], bool]) -> str:
    """A part of a text that shows something as the whole does; halves are tried, and halves of these."""
    while len(text) > 1:
        middle = len(text) // 2
        part = next(filter(shows, (text[:middle], text[middle:])), None)
        if part is None:
            break
        text = part
    return text
