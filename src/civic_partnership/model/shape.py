"""The shape of records: which groups of fields are filled, and which values no file can hold.

Reading builds only records of the right shape. A record that is made in Python may hold anything.
"""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

import attrs

from civic_partnership.values import Check, InvalidValue, Misfit, Path, WrongType, find_value_type, strip_none

from .record import Entry


class Missing(Exception):  # noqa: N818 - no error of its own: shown as missing-field
    """The error that a record has none of some fields (`names`), though it needs one of them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


def wrong_choices(cls: Any, filled: Collection[str]) -> list[Exception]:
    """Return an error for each group of fields in a class with too few or too many fields filled."""
    errors: list[Exception] = []
    for names, fewest, most in find_choices(cls):
        number = sum(name in filled for name in names)
        if number < fewest:
            errors.append(Missing(names))
        elif number > most:
            da, en = " og ".join(names), " and ".join(names)
            errors.append(InvalidValue(f"{da} må ikke stå sammen", f"{en} may not stand together"))
    return errors


@cache
def find_choices(cls: Any) -> list[tuple[tuple[str, ...], int, int]]:
    """Return groups of fields, and how many fields of each must and may be filled."""
    any_number = len(attrs.fields(cls))
    rules = (("EXACTLY_ONE", 1, 1), ("AT_LEAST_ONE", 1, any_number), ("AT_MOST_ONE", 0, 1))
    return [(names, fewest, most) for rule, fewest, most in rules if (names := getattr(cls, rule, ()))]


def find_invalid_values(value: Any, annotation: Any, path: Path = ()) -> Iterator[Misfit]:
    """Yield each part of a value at a path that a field with this annotation cannot hold."""
    return _check_of(annotation)(value, path)


def confirm_shape(record: Entry) -> None:
    """Remember that a record has the right shape, so that nobody need look again.

    Records never change. A copy with other values is another record, of which nothing is remembered.
    """
    object.__setattr__(record, "_shape_is_right", True)


def has_confirmed_shape(record: object) -> bool:
    """Tell whether somebody has confirmed the shape of a record."""
    return getattr(record, "_shape_is_right", False)


def _check_of(annotation: Any) -> Check:
    held = strip_none(annotation)
    may_be_absent = held is not annotation
    value_type = find_value_type(held)

    def check(value: Any, path: Path) -> Iterator[Misfit]:
        if value is None and may_be_absent:
            return
        if value_type is not None:
            yield from value_type.check(value, path, _check_of)
        elif type(value) is held:
            yield from _check_fields(value, path)
        else:
            yield path, WrongType(*[f"{held.__name__}(…)"] * 2), value

    return check


def _check_fields(record: Any, path: Path) -> Iterator[Misfit]:
    cls: Any = type(record)
    fields = _fields_of(cls)
    values = {attribute.name: getattr(record, attribute.name) for attribute, _ in fields}
    filled = {attribute.name for attribute, _ in fields if values[attribute.name] != attribute.default}
    for error in wrong_choices(type(record), filled):
        yield path, error, record
    for attribute, check in fields:
        yield from check(values[attribute.name], (*path, attribute.name))


@cache
def _fields_of(cls: type[Any]) -> "list[tuple[attrs.Attribute[Any], Check]]":
    return [(attribute, _check_of(attribute.type)) for attribute in attrs.fields(cls)]
