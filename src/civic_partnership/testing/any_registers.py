"""Strategies for records that files can hold, made from what their classes say of their fields."""

import functools
from typing import Any, get_origin

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from civic_partnership.model import KINDS, Municipality, Register, info
from civic_partnership.values import Slug, TextType, get_value_type, strip_none

from .values import slugs

POOL = ("a", "0", "nordby-boldklub", "x-1-y")
"""The ids of most records and in most references."""

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


def texts() -> SearchStrategy[str]:
    """Draw texts that a field can hold: anything in Unicode that is not blank, now and then long."""
    any_text: SearchStrategy[str] = TextType().samples(st, st.from_type)
    return st.sampled_from(TEXTS) | any_text


def ids() -> SearchStrategy[str]:
    """Draw ids of records, mostly from the pool."""
    return st.sampled_from(POOL * 3) | slugs()


@functools.cache
def samples(annotation: Any) -> SearchStrategy[Any]:
    """Draw values of a field with this annotation, never None."""
    annotation = strip_none(annotation)
    if annotation is str:
        return texts()
    if attrs.has(annotation):
        return records(annotation)
    return get_value_type(annotation).samples(st, samples)  # type: ignore[no-any-return] # it is a strategy


def _field(attribute: Any) -> SearchStrategy[Any]:
    """Draw what a field can hold; most references lead to ids of the pool, the others anywhere."""
    if attribute.type is Slug:
        return ids()
    if info(attribute).refers_to is None:
        return samples(attribute.type)
    if get_origin(attribute.type) is tuple:
        return st.lists(_references(), max_size=3).map(tuple)
    return _references()


def _references() -> SearchStrategy[str]:
    return st.sampled_from(POOL * 4) | texts()


def records(cls: Any) -> SearchStrategy[Any]:
    """Draw records of a class, or parts of one, with any value that a file can hold in any field."""
    fields = {attribute.name: _field(attribute) for attribute in attrs.fields(cls)}
    chosen = _choose(cls, fields)
    free = [a for a in attrs.fields(cls) if a.name not in _choices(cls)]
    rest = st.fixed_dictionaries(
        {a.name: fields[a.name] for a in free if a.default is attrs.NOTHING},
        optional={a.name: fields[a.name] for a in free if a.default is not attrs.NOTHING},
    )
    return st.builds(lambda some, others: cls(**some, **others), chosen, rest)


def _choices(cls: Any) -> tuple[str, ...]:
    """Return the names of all fields in the class's `EXACTLY_ONE`, `AT_LEAST_ONE` and `AT_MOST_ONE`."""
    rules = ("EXACTLY_ONE", "AT_LEAST_ONE", "AT_MOST_ONE")
    return tuple(name for rule in rules for name in getattr(cls, rule, ()))


def _choose(cls: Any, fields: dict[str, SearchStrategy[Any]]) -> SearchStrategy[dict[str, Any]]:
    """Draw values for those of them that are filled."""
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
    """Draw registers, each kind of record in them with the same likelihood."""
    rows = st.lists(st.one_of([records(cls) for cls in KINDS.values()]), max_size=max_size)
    return st.builds(
        lambda municipality, rows: Register(municipality=municipality).replace(*rows),
        st.none() | records(Municipality),
        rows,
    )
