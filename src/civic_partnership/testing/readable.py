"""Strategies for records that files can hold, made from what their classes say of their fields."""

import functools
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from civic_partnership.model import KINDS, FocusArea, Municipality, Register, info
from civic_partnership.values import Dated, PartialDate, Period, Range, Scalar, Table

from .values import dated, partial_dates, periods, ranges, slugs

POOL = ("a", "0", "nordby-boldklub", "x-1-y")
"""Most records go by one of these ids, and most references lead to one of them."""

TEXTS = (
    "Nordby",
    "Foreningen for børn & unge 😀 på Ærø",
    "\"quoted\" 'thrice' \"\"\" ''' \\ \\n \\u00e6",
    "line\nand\r\nline\rand\ttab\n",
    "\x00\x1b[31m\x07\x7f\x85\u2028\u2029\ufeff\u202e!",
    "# no comment",
    "[table] = {a = [1], b.c = 2}, ",
    "é e\u0301 \U0010ffff \ud7ff \ue000",
    "true",
    "null",
    "NaN",
    "1",
    "2024-01-31",
    "12:00:00",
    "term-length",
    "weekly-hours",
    " Nordby ",
    "sources",
    "id",
    "ø" * 3000,
)
"""Texts that a reader or a writer of files may stumble over."""

_ANY_LETTER = st.characters(codec="utf-8")
_INK = st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"))


def texts() -> SearchStrategy[str]:
    """What a field of text can hold: anything in Unicode that is not blank, now and then long."""
    part = st.text(_ANY_LETTER, max_size=3)
    return st.sampled_from(TEXTS) | st.builds("{}{}{}".format, part, _INK, part)


def ids() -> SearchStrategy[str]:
    """Ids of records, mostly from the pool."""
    return st.sampled_from(POOL * 3) | slugs()


def _digits(*lengths: int, between: str = "") -> SearchStrategy[str]:
    groups = [st.text("0123456789", min_size=length, max_size=length) for length in lengths]
    return st.tuples(*groups).map(between.join)


def _decimals(least: int, most: int, places: int) -> SearchStrategy[Decimal]:
    """Exact numbers of so many places, with trailing zeros or without."""
    return st.integers(least * 10**places, most * 10**places).map(lambda n: Decimal(n).scaleb(-places)) | (
        st.integers(least, most).map(Decimal)
    )


def _checked_gln(digits: str) -> str:
    """Twelve digits with the check digit of a GLN after them."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


_HUGE = 10**15 - 1
_COUNTS = st.integers(0, 400) | st.integers(0, _HUGE)
_KLE = _digits(2, 2, 2, between=".")

_SCALARS: dict[str, SearchStrategy[Any]] = {
    "Slug": ids(),
    "Count": _COUNTS,
    "Year": st.integers(1900, 2199),
    "Money": _decimals(0, 10_000_000, 2) | _decimals(0, _HUGE, 2),
    "Hours": _decimals(0, 168, 2),
    "Percent": _decimals(0, 100, 2) | _decimals(-_HUGE, _HUGE, 6),
    "Cvr": _digits(8),
    "MunicipalityCode": _digits(4),
    "Gln": _digits(12).map(_checked_gln),
    "Kle": _KLE,
    "CaseNumber": st.builds(
        "{}-{}{}-{}-{}".format,
        _KLE,
        st.sampled_from("ABPØÅÆZ"),
        _digits(2),
        st.integers(0, 10**9),
        _digits(2),
    ),
}

_PLAIN: dict[Any, SearchStrategy[Any]] = {
    str: texts(),
    bool: st.booleans(),
    date: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    time: st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59)),
    PartialDate: partial_dates(),
    Period: periods(),
    Range: ranges(_HUGE),
}


@functools.cache
def _values(annotation: Any) -> SearchStrategy[Any]:
    """What a field with this annotation can hold, beside nothing."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if attrs.has(annotation):
        return records(annotation)
    return _GENERIC[get_origin(annotation)](*get_args(annotation))


def _scalar(_: type, *notes: Any) -> SearchStrategy[Any]:
    return _SCALARS[next(note.name for note in notes if isinstance(note, Scalar))]


def _optional(*kinds: Any) -> SearchStrategy[Any]:
    return _values(next(kind for kind in kinds if kind is not NoneType))


def _row_lists(inner: Any, _: Any) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(_values(inner), max_size=3).map(tuple)


def _dated(inner: Any) -> SearchStrategy[Dated[Any]]:
    return dated(_values(inner))


def _tables(inner: Any) -> SearchStrategy[Table[Any]]:
    if inner is FocusArea:
        rows = st.lists(records(FocusArea), max_size=3)
        return rows.map(lambda areas: Table({area.id: area for area in areas}))
    return st.dictionaries(texts(), _values(inner), max_size=2).map(Table)


_GENERIC: dict[Any, Callable[..., SearchStrategy[Any]]] = {
    Annotated: _scalar,
    Union: _optional,
    UnionType: _optional,
    Literal: lambda *words: st.sampled_from(words),
    tuple: _row_lists,
    Table: _tables,
    Dated: _dated,
}


def _field(attribute: Any) -> SearchStrategy[Any]:
    """What a field can hold; a reference mostly leads to an id of the pool, but may lead anywhere."""
    if info(attribute).refers_to is None:
        return _values(attribute.type)
    if get_origin(attribute.type) is tuple:
        return st.lists(_references(), max_size=3).map(tuple)
    return _references()


def _references() -> SearchStrategy[str]:
    return st.sampled_from(POOL * 4) | texts()


def records(cls: Any) -> SearchStrategy[Any]:
    """Records of a class, or parts of one, with any value in any field that a file can hold there."""
    fields = {attribute.name: _field(attribute) for attribute in attrs.fields(cls)}
    chosen = _chosen(cls, fields)
    free = [a for a in attrs.fields(cls) if a.name not in _choices(cls)]
    rest = st.fixed_dictionaries(
        {a.name: fields[a.name] for a in free if a.default is attrs.NOTHING},
        optional={a.name: fields[a.name] for a in free if a.default is not attrs.NOTHING},
    )
    return st.builds(lambda some, others: cls(**some, **others), chosen, rest)


def _choices(cls: Any) -> tuple[str, ...]:
    """The fields of a class of which exactly one, at least one or at most one is filled."""
    rules = ("EXACTLY_ONE", "AT_LEAST_ONE", "AT_MOST_ONE")
    return tuple(name for rule in rules for name in getattr(cls, rule, ()))


def _chosen(cls: Any, fields: dict[str, SearchStrategy[Any]]) -> SearchStrategy[dict[str, Any]]:
    names = _choices(cls)
    if not names:
        return st.just({})
    several = bool(getattr(cls, "AT_LEAST_ONE", ()))
    filled = [
        st.fixed_dictionaries(
            {name: fields[name]},
            optional={other: fields[other] for other in names if several and other != name},
        )
        for name in names
    ]
    none = [st.just(dict[str, Any]())] if getattr(cls, "AT_MOST_ONE", ()) else []
    return st.one_of(*none, *filled)


def readable_registers(max_size: int = 8) -> SearchStrategy[Register]:
    """Whole registers, each kind of record in them with the same likelihood."""
    rows = st.lists(st.one_of([records(cls) for cls in KINDS.values()]), max_size=max_size)
    return st.builds(
        lambda municipality, rows: Register(municipality=municipality).replace(*rows),
        st.none() | records(Municipality),
        rows,
    )
