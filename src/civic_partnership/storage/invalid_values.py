"""What a record made in Python holds and no file can: each value that does not fit its field, and why."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import attrs

from civic_partnership.findings import Path
from civic_partnership.model import unwrap_type
from civic_partnership.values import Dated, InvalidValue, Label, PartialDate, Period, Range, Table, WrongType

from .converter import shared_converter
from .fields import read_text
from .structure import is_optional, not_a_text, wrong_choices
from .structure_errors import leaves

Misfit = tuple[Path, Exception, object]
"""Where a value stands, why it does not fit there, and the value."""

_MADE: dict[Any, Label] = {
    str: Label("en tekst", "a text"),
    bool: Label("True eller False", "True or False"),
    int: Label("et helt tal", "a whole number"),
    Decimal: Label('Decimal("199999.50") eller et helt tal', 'Decimal("199999.50") or a whole number'),
    datetime.date: Label(*["datetime.date(2024, 1, 31)"] * 2),
    datetime.time: Label(*["datetime.time(17, 30)"] * 2),
    PartialDate: Label(*['PartialDate("2024-01")'] * 2),
    Period: Label(*['Period("2012/2015")'] * 2),
    Range: Label(*["Range(3, 4)"] * 2),
    tuple: Label("en tuple som (a, b) eller (a,)", "a tuple such as (a, b) or (a,)"),
    Table: Label(*["Table({…})"] * 2),
    Dated: Label("Dated.always(…) eller Dated.since({…})", "Dated.always(…) or Dated.since({…})"),
}
"""How what a field asks for is written in Python."""


def invalid_values(value: Any, annotation: Any, path: Path = ()) -> Iterator[Misfit]:
    """Everything in a value that a field with this type cannot hold.

    Args:
        value: what the field holds, down to its last part.
        annotation: the type that it is declared with.
        path: where it stands.

    """
    if is_optional(annotation) and value is None:
        return
    cls = unwrap_type(annotation)
    wanted: Any = str if get_origin(cls) is Literal else get_origin(cls) or cls
    if type(value) is not wanted and not (wanted is Decimal and type(value) is int):
        made = _MADE.get(wanted) or Label(*[f"{wanted.__name__}(…)"] * 2)
        yield path, WrongType(made.da, made.en), value
    elif attrs.has(cls):
        yield from _in_fields(value, cls, path)
    elif wanted is tuple:
        for place, item in enumerate(value):
            yield from invalid_values(item, get_args(cls)[0], (*path, place))
    elif wanted is Table:
        yield from _in_table(value, get_args(cls)[0], path)
    elif wanted is Dated:
        for start, item in value.changes:
            yield from invalid_values(item, get_args(cls)[0], (*path, start.text) if start else path)
    elif wanted not in (PartialDate, Period):  # these are right as soon as they are made
        yield from _unread([value.least, value.most] if wanted is Range else value, annotation, path)


def _in_fields(value: Any, cls: Any, path: Path) -> Iterator[Misfit]:
    fields = attrs.fields(cls)
    filled = {each.name for each in fields if getattr(value, each.name) != each.default}
    for error in wrong_choices(cls, filled):
        yield path, error, value
    for each in fields:
        yield from invalid_values(getattr(value, each.name), each.type, (*path, each.name))


def _in_table(table: Table[Any], inner: Any, path: Path) -> Iterator[Misfit]:
    for key, item in table.items():
        way = (*path, str(key))
        try:
            if not attrs.has(inner):
                read_text(key)
        except WrongType:
            yield path, not_a_text(), table
        except InvalidValue as error:
            yield way, error, key
        if getattr(item, "id", key) != key:
            yield (*way, "id"), _other_key(), key
        yield from invalid_values(item, inner, way)


def _other_key() -> InvalidValue:
    return InvalidValue(
        "posten har et andet id end det, den står under i sin tabel",
        "the record has another id than the one it stands under in its table",
    )


def _unread(raw: Any, annotation: Any, path: Path) -> Iterator[Misfit]:
    """What the reader of files refuses, though it is of the right type."""
    try:
        shared_converter().structure(raw, annotation)
    except Exception as error:  # noqa: BLE001 - whoever asked tells what is not about shape
        for place, leaf in leaves(error, path):
            yield place, leaf, raw
