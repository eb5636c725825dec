"""The values of a record made in Python that no file can hold, each with the reason."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs

from civic_partnership.values import Check, Misfit, Path, WrongType, find_value_type, strip_none

from .structure import wrong_choices


def invalid_values(value: Any, annotation: Any, path: Path = ()) -> Iterator[Misfit]:
    """Yield everything in a value that a field with this annotation cannot hold.

    Args:
        value: what the field holds, down to its last part.
        annotation: the type that it is declared with.
        path: where it stands.

    """
    return _check_of(annotation)(value, path)


def _check_of(annotation: Any) -> Check:
    """Return the check of a field with this annotation."""
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
    """Return the fields of a class of records, each with its check."""
    return [(attribute, _check_of(attribute.type)) for attribute in attrs.fields(cls)]
