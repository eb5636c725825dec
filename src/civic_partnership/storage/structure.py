"""The hooks for cattrs that build records from plain tables (dicts as TOML gives them).

They raise all errors together, each with its place.
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

import attrs
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from civic_partnership.model import Record
from civic_partnership.values import InvalidValue, WrongType, strip_none, value_type

Hook = Callable[[Any, Any], Any]

_ID = "<id>"
"""The key under which the id is added to a record's plain table; in a file it stands outside the table."""

MOST_ERRORS = 200
"""The most errors of one list or table that are shown: nobody reads more before correcting these."""


class Missing(Exception):  # noqa: N818 - no error of its own: shown as missing-field
    """The error that a record has none of some fields (`names`), though it needs one of them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


class RecordStructuring:
    """The functions of a converter that the value types of lists and tables need."""

    def __init__(self, converter: Converter, annotation: Any) -> None:
        self._converter = converter
        self._annotation = annotation

    def hook(self, annotation: Any) -> Hook:
        """Return the function that reads an item of a list or table."""
        return self._converter.get_structure_hook(annotation)

    def entry_hook(self, annotation: Any) -> Hook:
        """Return the function that reads a key of a table and its item, which may be an id and a record."""
        if attrs.has(annotation) and issubclass(annotation, Record):
            cls: type[Record] = annotation
            return lambda key, item: (key, structure_record(self._converter, item, cls, key))
        read_name, read_value = value_type(str).read, self.hook(annotation)
        return lambda key, item: (read_name(key), read_value(item, annotation))

    def collect(self, items: Collection[tuple[Any, Any]], read: Hook) -> list[Any]:
        """Read all items, which are pairs of a place (a number or a key) and a plain value.

        Raises:
            IterableValidationError: the errors of all items, each with its place. After too many errors
                reading stops, and the last error says how many items were not read.

        """
        values, errors = [], list[Exception]()
        for place, item in items:
            try:
                values.append(read(place, item))
            except Exception as error:  # noqa: BLE001 - all are raised below
                note = IterableValidationNote if type(place) is int else AttributeValidationNote
                error.add_note(note(f"at {place}", place, self._annotation))
                errors.append(error)
                if len(errors) == MOST_ERRORS and (left := len(items) - len(values) - len(errors)):
                    errors.append(
                        InvalidValue(
                            f"{MOST_ERRORS} værdier i den er forkerte, og de sidste {left} er ikke læst",
                            f"{MOST_ERRORS} of its values are wrong, and the last {left} were not read",
                        )
                    )
                    break
        if errors:
            raise IterableValidationError(f"in {self._annotation}", errors, self._annotation)
        return values


def value_reader(annotation: Any, converter: Converter) -> Hook:
    """Return the function that reads values of an annotated type."""
    return value_type(annotation).reader(RecordStructuring(converter, annotation))


def optional_reader(annotation: Any, converter: Converter) -> Hook:
    """Return the function that reads a field that may be absent; a field that is there is never null."""
    return converter.get_structure_hook(strip_none(annotation))


def structure_record(converter: Converter, raw: Any, cls: type[Record], id: str) -> Record:
    """Build a record from its plain table and its id."""
    if type(raw) is dict:
        if _ID in raw:
            raise ForbiddenExtraKeysError("", cls, {_ID})
        raw = {**raw, _ID: id}
    return converter.structure(raw, cls)


def record_reader(cls: Any, converter: Converter) -> Hook:
    """Return the function that reads a record or a part of one."""
    build = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **with_id(cls, override(rename=_ID)),
    )

    def structure(raw: object, _: object) -> Any:
        if type(raw) is not dict:
            raise WrongType("en tabel som { navn = … }", "a table such as { name = … }")
        errors = wrong_choices(cls, raw.keys())
        if not errors:
            return build(raw, cls)
        try:
            build(raw, cls)
        except ClassValidationError as group:
            errors.extend(group.exceptions)
        raise ClassValidationError(f"in {cls}", errors, cls)

    return structure


def wrong_choices(cls: Any, filled: Collection[str]) -> list[Exception]:
    """Return an error for each group of fields of a class of which too few or too many are filled."""
    errors: list[Exception] = []
    for names, fewest, most in _choices(cls):
        number = sum(name in filled for name in names)
        if number < fewest:
            errors.append(Missing(names))
        elif number > most:
            da, en = " og ".join(names), " and ".join(names)
            errors.append(InvalidValue(f"{da} må ikke stå sammen", f"{en} may not stand together"))
    return errors


@cache
def _choices(cls: Any) -> list[tuple[tuple[str, ...], int, int]]:
    """Return groups of fields; for each the fewest and the most fields that are filled in a record."""
    any_number = len(attrs.fields(cls))
    rules = (("EXACTLY_ONE", 1, 1), ("AT_LEAST_ONE", 1, any_number), ("AT_MOST_ONE", 0, 1))
    return [(names, fewest, most) for rule, fewest, most in rules if (names := getattr(cls, rule, ()))]


def with_id(cls: Any, how: Any) -> dict[str, Any]:
    """Return the option that tells cattrs how to treat the id of a record; a part of one has no id."""
    return {"id": how} if issubclass(cls, Record) else {}
