"""From records to plain tables: hooks for cattrs that leave out what is absent."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, get_args

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from civic_partnership.values import Dated, PartialDate, Period, Range, Table, canonical

from .structure import has_origin, with_id

_SHARED = ("sources", "note", "exempt")
"""Fields that every record has, written after its own."""


def _number_out(value: Decimal | int) -> int | Decimal:
    """A whole number as one, unless it is far larger than any file may hold."""
    if type(value) not in (int, Decimal):
        raise TypeError("an amount is a Decimal, or a whole number")
    if isinstance(value, Decimal) and (value.adjusted() > 15 or value != value.to_integral_value()):
        return canonical(value)
    return int(value)


def _range_out(value: Range) -> int | list[int]:
    return value.least if value.least == value.most else [value.least, value.most]


def _as_is(value: Any) -> Any:
    return value


def _record_out(cls: Any, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    tables = make_dict_unstructure_fn(
        cls,
        converter,
        _cattrs_omit_if_default=True,
        **with_id(cls, override(omit=True)),
    )

    names = sorted((a.name for a in attrs.fields(cls)), key=lambda name: name in _SHARED)

    def unstructure(record: Any) -> dict[str, Any]:
        table = tables(record)
        return {name: table[name] for name in names if name in table}

    return unstructure


def _container_out(written: Callable[..., Any], cls: Any, converter: Converter) -> Callable[[Any], Any]:
    return partial(written, converter.get_unstructure_hook(get_args(cls)[0]))


def _list_out(hook: Callable[[Any], Any], values: tuple[Any, ...]) -> list[Any]:
    return [hook(value) for value in values]


def _table_out(hook: Callable[[Any], Any], table: Table[Any]) -> dict[str, Any]:
    return {key: hook(value) for key, value in table.items()}


def _dated_out(hook: Callable[[Any], Any], dated: Dated[Any]) -> Any:
    if dated.changes[0][0] is None:
        return hook(dated.changes[0][1])
    return {str(start): hook(value) for start, value in dated.changes}


WRITERS: dict[Any, Callable[[Any], Any]] = {
    PartialDate: str,
    Period: str,
    Range: _range_out,
    Decimal: _number_out,
    datetime.date: _as_is,
    datetime.time: _as_is,
}
"""Python type of a field -> its writer."""
WRITER_FACTORIES: tuple[
    tuple[Callable[[Any], bool], Callable[[Any, Converter], Callable[[Any], Any]]], ...
] = (
    (partial(has_origin, tuple), partial(_container_out, _list_out)),
    (partial(has_origin, Table), partial(_container_out, _table_out)),
    (partial(has_origin, Dated), partial(_container_out, _dated_out)),
    (attrs.has, _record_out),
)
"""Which types a hook is made for, and how; later ones are asked first."""
