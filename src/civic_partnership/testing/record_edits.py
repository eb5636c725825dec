"""Small edits of records: a letter more, `~` at a date, an øre, a row less; and registers made smaller.

Records are edited as TOML gives them: as dicts, lists, texts and numbers. An edit that no record can hold
is refused when the record is built again.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin

import attrs
from cattrs import Converter

from civic_partnership import model
from civic_partnership.findings import Path
from civic_partnership.model import Register, item_type, walk_path
from civic_partnership.storage import configure_converter

_SHORT = 32
"""The length of a text that need not be shorter."""


@cache
def _converter() -> Converter:
    return configure_converter(Converter())


def record_to_dict(record: Any) -> Any:
    """Return a record as TOML gives it, with its id."""
    return _converter().unstructure(record)


def record_from_dict(tree: Any, cls: Any) -> Any:
    """Return the record of a class that a dict describes; None if it describes no such record."""
    try:
        return _converter().structure(tree, cls)
    except Exception:  # noqa: BLE001 - whatever the converter says, it is no such record
        return None


def list_values(tree: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every value in a dict or list with its path, dicts and lists before what they hold."""
    yield path, tree
    for step, value in _items(tree):
        yield from list_values(value, (*path, step))


def near_dicts(tree: Any, path: Path) -> Iterator[Any]:
    """Yield a dict with small changes of the value at a path: first without it, then with near values."""
    value = _value_at(tree, path)
    if value is not None:
        yield _edit(tree, path)
        yield from (_edit(tree, path, near) for near in _near_values(value))


def near_records(record: Any, path: Path) -> Iterator[Any]:
    """Yield other records with small changes of the value at a path, as `near_dicts` does."""
    for tree in near_dicts(record_to_dict(record), path):
        other = record_from_dict(tree, type(record))
        if other not in (None, record):
            yield other


def set_value(record: Any, path: Path, value: Any) -> Any:
    """Return a record with a value, as TOML gives it, at a path; None if it cannot hold the value."""
    return record_from_dict(_edit(record_to_dict(record), path, value), type(record))


def reduce_register(register: Register, shows: Callable[[Register], bool]) -> Register:
    """Leave out records, fields and rows, as long as the register shows something."""
    register = reduce_records(register, shows)
    for _, record in register:
        kept, tree = record, record_to_dict(record)
        paths = [path for path, _ in list_values(tree) if path]
        paths.reverse()  # the last row first: the others keep their numbers
        for path in sorted(paths, key=len):
            for smaller_tree in _smaller_dicts(tree, path):
                smaller = record_from_dict(smaller_tree, type(record))
                if smaller is not None and shows(fewer := register.without(kept).replace(smaller)):
                    register, kept, tree = fewer, smaller, smaller_tree
                    break
    return register


def reduce_records(register: Register, shows: Callable[[Register], bool]) -> Register:
    """Leave out records, as long as the register shows something."""
    for _, record in register:
        fewer = register.without(record)
        if shows(fewer):
            register = fewer
    return register


def _smaller_dicts(tree: Any, path: Path) -> Iterator[Any]:
    """Yield a dict without the value at a path, or with a shorter text there; nothing if it is gone."""
    value = _value_at(tree, path)
    if value is not None:
        yield _edit(tree, path)
    if isinstance(value, str) and len(value) > _SHORT:
        yield from (_edit(tree, path, value[: 2**power]) for power in range(5, len(value).bit_length()))


def _value_at(tree: Any, path: Path) -> Any:
    """Return the value at a path; None if the path leads to nothing."""
    values = [*walk_path(tree, path)]
    return values[-1] if len(values) > len(path) else None


def _items(tree: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(tree, dict):
        return tree.items()
    return enumerate(tree) if isinstance(tree, list) else ()


def _edit(tree: Any, path: Path, *value: Any) -> Any:
    """Return a dict or list with another value at a path, or without the value if none is given."""
    step, rest = path[0], path[1:]
    copy = tree.copy()
    if rest:
        copy[step] = _edit(tree[step], rest, *value)
    elif value:
        copy[step] = value[0]
    else:
        del copy[step]
    return copy


def _near_values(value: Any) -> Iterable[Any]:
    """Yield values near a given one; not all of them are values of its field."""
    near: dict[type, Callable[[Any], Iterable[Any]]] = {
        str: _near_texts,
        bool: lambda value: (not value,),
        int: lambda value: (value + 1,),
        Decimal: lambda value: (value + Decimal("0.01"),),
        date: lambda value: (value + timedelta(days=1),),
        time: lambda value: (value.replace(second=(value.second + 1) % 60),),
        list: _near_lists,
        dict: _near_tables,
    }
    return near[type(value)](value) if type(value) in near else ()


def _near_texts(text: str) -> Iterator[str]:
    """Yield another choice; or a text with a letter or mark more or less, a date with `~` or without."""
    yield from sorted({each for choices in _choices() if text in choices for each in choices} - {text})
    yield from (f"{text} ", f"{text}x", f"{text}~", text.rstrip("~"), f"{text}-01", text[:-3])
    yield from (text.replace("/", "~/"), f"{text.partition('/')[0]}/..", text.swapcase())
    if text[-2:].isdecimal():  # a number of a fixed form, perhaps with a check digit
        yield from (f"{text[:-2]}{number:02}" for number in range(100))


def _near_lists(rows: list[Any]) -> Iterator[list[Any]]:
    """Yield a list with its last two items swapped, or joined to one text."""
    if len(rows) > 1:
        yield [*rows[:-2], rows[-1], rows[-2]]
        if all(isinstance(row, str) for row in rows):
            yield from ([*rows[:-2], mark.join(rows[-2:])] for mark in (", ", "|", ";", "\n"))


def _near_tables(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a table with another last key, unless its keys look like names of fields: an id or a date."""
    for key in [*table][-1:]:
        if not key.isidentifier():
            others = {each: value for each, value in table.items() if each != key}
            yield from ({**others, near: table[key]} for near in _near_texts(key))


@cache
def _choices() -> tuple[frozenset[str], ...]:
    """Return the choices that fields offer, a set for each kind of choice."""
    types = [
        item_type(field.type) for cls in vars(model).values() if attrs.has(cls) for field in attrs.fields(cls)
    ]
    return tuple({frozenset(get_args(each)) for each in types if get_origin(each) is Literal})
