"""From plain tables to records: hooks for cattrs that tell every error, each with its place."""

import datetime
from collections.abc import Callable, Collection, Mapping
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

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
from civic_partnership.values import Count, Dated, InvalidValue, Range, Scalar, Table, WrongType

from .fields import read_partial_date, read_text

Hook = Callable[[Any, Any], Any]

_ID = "<id>"
"""Under this name a record's id, which stands beside its table, is handed to its class."""


MOST_ERRORS = 200
"""So many errors of one list or table are told; nobody reads more before correcting these."""


class Missing(Exception):  # noqa: N818 - no error of its own: told as missing-field
    """None of these fields is there, though one must be.

    Attributes:
        names: of which one is asked for.

    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


def structure_record(converter: Converter, raw: Any, cls: type[Record], id: str) -> Record:
    """A record from its table and its id."""
    if type(raw) is dict:
        if _ID in raw:
            raise ForbiddenExtraKeysError("", cls, {_ID})
        raw = {**raw, _ID: id}
    return converter.structure(raw, cls)


def _collected(
    items: Mapping[Any, Any] | list[Any], read: Callable[[Any, Any], Any], note: type, cls: Any
) -> list[Any]:
    """What is read of each item, or the errors of all items at once, each with its place.

    Where these are too many, the last one says how many items were not looked at.
    """
    values, errors = [], list[Exception]()
    for place, item in items.items() if isinstance(items, Mapping) else enumerate(items):
        try:
            values.append(read(place, item))
        except Exception as error:  # noqa: BLE001 - all are told, by whoever called
            error.add_note(note(f"at {place}", place, cls))
            errors.append(error)
            if len(errors) == MOST_ERRORS and (left := len(items) - len(values) - len(errors)):
                errors.append(_many_errors(left))
                break
    if errors:
        raise IterableValidationError(f"in {cls}", errors, cls)
    return values


def _many_errors(left: int) -> InvalidValue:
    return InvalidValue(
        f"{MOST_ERRORS} værdier i den er forkerte, og de sidste {left} er ikke læst",
        f"{MOST_ERRORS} of its values are wrong, and the last {left} were not read",
    )


def _record_hook(cls: Any, converter: Converter) -> Hook:
    build = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **with_id(cls, override(rename=_ID)),
    )
    choices = _choices(cls)

    def structure(raw: object, _: object) -> Any:
        if type(raw) is not dict:
            raise WrongType("en tabel som { navn = … }", "a table such as { name = … }")
        return build(raw, cls)

    def structure_with_choice(raw: object, _: object) -> Any:
        if type(raw) is not dict:
            raise WrongType("en tabel som { navn = … }", "a table such as { name = … }")
        errors = _wrong_choices(choices, raw.keys())
        if not errors:
            return build(raw, cls)
        try:
            build(raw, cls)
        except ClassValidationError as group:
            errors.extend(group.exceptions)
        raise ClassValidationError(f"in {cls}", errors, cls)

    return structure_with_choice if choices else structure


def wrong_choices(cls: Any, filled: Collection[str]) -> list[Exception]:
    """What is wrong with which fields of a class are filled, by those of which one must or may be."""
    return _wrong_choices(_choices(cls), filled)


def _choices(cls: Any) -> list[tuple[tuple[str, ...], int, int]]:
    """Names of fields of a class, and how many of these must and may be filled."""
    any_number = len(attrs.fields(cls))
    rules = (("EXACTLY_ONE", 1, 1), ("AT_LEAST_ONE", 1, any_number), ("AT_MOST_ONE", 0, 1))
    return [(names, fewest, most) for rule, fewest, most in rules if (names := getattr(cls, rule, ()))]


def _wrong_choices(
    choices: list[tuple[tuple[str, ...], int, int]], filled: Collection[str]
) -> list[Exception]:
    errors: list[Exception] = []
    for names, fewest, most in choices:
        number = sum(name in filled for name in names)
        if number < fewest:
            errors.append(Missing(names))
        elif number > most:
            errors.append(_only_one(names))
    return errors


def _only_one(names: tuple[str, ...]) -> InvalidValue:
    return InvalidValue(
        f"{' og '.join(names)} må ikke stå sammen", f"{' and '.join(names)} may not stand together"
    )


def _optional_hook(cls: Any, converter: Converter) -> Hook:
    """Absent is absent: where a value is written, it is one, and never null."""
    (inner,) = (arg for arg in get_args(cls) if arg is not NoneType)
    return converter.get_structure_hook(inner)


def _tuple_hook(cls: Any, converter: Converter) -> Hook:
    inner = get_args(cls)[0]
    hook = converter.get_structure_hook(inner)

    def structure(value: object, _: object) -> tuple[Any, ...]:
        if type(value) is not list:
            raise WrongType("en liste i [ ]", "a list in [ ]")
        try:
            return tuple([hook(item, inner) for item in value])
        except Exception:  # noqa: BLE001 - told below, together with all others
            return tuple(_collected(value, lambda _, item: hook(item, inner), IterableValidationNote, cls))

    return structure


def _literal_hook(cls: Any, _: Converter) -> Hook:
    words = get_args(cls)
    *others, last = words
    refused = partial(
        InvalidValue,
        f"der kan stå {', '.join(others)} eller {last}",
        f"it may be {', '.join(others)} or {last}",
    )

    def structure(value: object, _: object) -> Any:
        if type(value) is not str:
            raise WrongType("en tekst i anførselstegn", "a text in quotation marks")
        if value not in words:
            raise refused()
        return value

    return structure


def _table_hook(cls: Any, converter: Converter) -> Hook:
    inner = get_args(cls)[0]
    hook = converter.get_structure_hook(inner)
    holds_records = attrs.has(inner) and issubclass(inner, Record)

    def entry(key: str, item: object) -> tuple[str, Any]:
        if holds_records:
            return key, structure_record(converter, item, cast("type[Record]", inner), key)
        return read_text(key), hook(item, inner)

    def structure(value: object, _: object) -> Table[Any]:
        if type(value) is not dict:
            raise WrongType("en tabel som { navn = … }", "a table such as { name = … }")
        if any(type(key) is not str for key in value):
            raise not_a_text()
        return Table(dict(_collected(value, entry, AttributeValidationNote, cls)))

    return structure


def _dated_hook(cls: Any, converter: Converter) -> Hook:
    inner = get_args(cls)[0]
    hook = converter.get_structure_hook(inner)

    def entry(key: str, item: object) -> tuple[str, Any]:
        return read_partial_date(key).text, hook(item, inner)

    def structure(value: object, _: object) -> Dated[Any]:
        if type(value) is not dict:
            return Dated.always(hook(value, inner))
        if any(type(key) not in (str, datetime.date) for key in value):
            raise not_a_text()
        entries = _collected(value, entry, AttributeValidationNote, cls)
        values = dict(entries)
        if len(values) < len(entries):  # a day as such and as a text
            raise InvalidValue("to datoer er den samme dag", "two of the dates are one and the same day")
        return Dated.since(values)

    return structure


def _range_hook(cls: Any, converter: Converter) -> Hook:
    hook = converter.get_structure_hook(Count)

    def structure(value: object, _: object) -> Range:
        if type(value) is int:
            return Range(hook(value, Count), value)
        if type(value) is not list:
            raise WrongType("et helt tal eller to som [3, 4]", "a whole number or two such as [3, 4]")
        if len(value) != 2:
            raise InvalidValue(
                "der skal stå to tal, mindst og højst", "there must be two numbers, least and most"
            )
        return Range(*_collected(value, lambda _, item: hook(item, Count), IterableValidationNote, cls))

    return structure


def _scalar_hook(cls: Any, _: Converter) -> Hook:
    read = next(scalar.read for scalar in cls.__metadata__ if isinstance(scalar, Scalar))
    return lambda value, _: read(value)


def not_a_text() -> InvalidValue:
    """What is said of a table with a name that is no text, as Python and YAML know them."""
    return InvalidValue(
        "alle navne i tabellen skal være tekster i anførselstegn",
        "all names in the table must be texts in quotation marks",
    )


def has_origin(origin: type, cls: Any) -> bool:
    """Whether a type is one of a generic class, such as `tuple[str, ...]` of `tuple`."""
    return get_origin(cls) is origin


def is_literal(cls: Any) -> bool:
    """Whether a type is a list of words that may stand there."""
    return get_origin(cls) is Literal


def is_optional(cls: Any) -> bool:
    """Whether a type is one other type, or None."""
    return get_origin(cls) in (Union, UnionType) and len(get_args(cls)) == 2 and NoneType in get_args(cls)


def _is_range(cls: Any) -> bool:
    return cls is Range


def is_scalar(cls: Any) -> bool:
    """Whether a type carries a strict reader of its own."""
    return get_origin(cls) is Annotated and any(isinstance(each, Scalar) for each in cls.__metadata__)


def with_id(cls: Any, how: Any) -> dict[str, Any]:
    """How the id of a record is treated, for it stands beside its table, not in it."""
    return {"id": how} if issubclass(cls, Record) else {}


READER_FACTORIES: tuple[tuple[Callable[[Any], bool], Callable[[Any, Converter], Hook]], ...] = (
    (attrs.has, _record_hook),
    (is_optional, _optional_hook),
    (partial(has_origin, tuple), _tuple_hook),
    (is_literal, _literal_hook),
    (partial(has_origin, Table), _table_hook),
    (partial(has_origin, Dated), _dated_hook),
    (_is_range, _range_hook),
    (is_scalar, _scalar_hook),
)
"""Which types a hook is made for, and how; later ones are asked first."""
