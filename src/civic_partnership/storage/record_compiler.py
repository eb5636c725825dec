"""The compiler of functions that build records at once, without a word about what is wrong.

Nearly all records in files are right. For each class of records a function is written and compiled, as attrs
and cattrs do for theirs. It takes the values of the fields from a plain table, or from an object with the
same fields, and raises an error at the first doubt. Then the converter reads the record again, and explains
all that is wrong with it.

A record is made as a draft, an object of a subclass without fields of its own that lets fields be set, and
becomes a record when all are set. The `__init__` of a frozen attrs class takes three times as long.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, Never

import attrs

from civic_partnership.model import Municipality, Record, confirm_shape, find_choices
from civic_partnership.values import ValueType

Read = Callable[[Any], Any]
"""A function that takes a value as it stands in a file, and returns it as it stands in a record."""
Build = Callable[..., Any]
"""A function that builds a record, or a part of one, from a plain table or an object with its fields."""

ID_KEY = "<id>"
"""The key under which the id is added to a record's plain table; in a file it stands outside the table."""
_MOST_KEPT = 4096
"""The most values of a type that are kept to be used again."""


class Doubt(Exception):  # noqa: N818 - no fault: the converter explains what is wrong
    """The error that a record may be wrong."""


def compile_builder(
    cls: Any, readers: Mapping[str, Read | None], *, source: Literal["dict", "object"], absent: object
) -> Build:
    """Compile a function that builds an object of a class of the model, and raises an error in any doubt.

    In a dict the id of a record stands under `ID_KEY`; of an object it is the second argument.

    Args:
        cls: a frozen attrs class, whose fields have neither validators nor converters.
        readers: name of each field that may be filled -> what reads its value; None if it stays as it is.
        source: where the function finds the values: in a dict, or in the attributes of an object.
        absent: what `get` of the dict, or the attribute of the object, gives for a field that is left out.
    """
    names: dict[str, Any] = {"cls": cls, "draft": _draft(cls), "new": object.__new__}
    names |= {"absent": absent, "refuse": _refuse, "confirm_shape": confirm_shape}
    is_dict = source == "dict"
    lines = ["if type(raw) is not dict: refuse()", "get = raw.get", "filled = 0"] if is_dict else []
    lines.append("made = new(draft)")
    for attribute in attrs.fields(cls):
        name, value, read = attribute.name, f"its_{attribute.name}", readers.get(attribute.name)
        names |= {f"default_{name}": attribute.default, f"read_{name}": read}
        left_out = "refuse()" if attribute.default is attrs.NOTHING else f"made.{name} = default_{name}"
        if name not in readers:
            lines.append(left_out)
            continue
        if is_dict:
            found = f"get({(ID_KEY if name == 'id' else name)!r})"
        else:
            found = "id" if name == "id" else f"raw.{name}"
        lines += [
            f"{value} = {found}",
            f"if {value} is absent: {left_out}",
            f"else: made.{name} = {f'read_{name}({value})' if read else value}" + "; filled += 1" * is_dict,
        ]
    for fields, fewest, most in find_choices(cls):
        number = " + ".join(f"(its_{name} is not absent)" for name in fields if name in readers) or "0"
        lines.append(f"if not {fewest} <= {number} <= {most}: refuse()")
    if is_dict:
        lines.append("if filled != len(raw): refuse()")
    lines.append("made.__class__ = cls")
    if issubclass(cls, (Record, Municipality)):
        lines.append("confirm_shape(made)")
    lines.append("return made")
    code = "\n    ".join(["def build(raw, id=absent):", *lines])
    exec(compile(code, f"<builder of {cls.__name__}>", "exec"), names)  # noqa: S102 - names of fields alone
    build: Build = names["build"]
    return build


@cache
def keep_reader(known: ValueType[Any]) -> Read:
    """Return the function that reads values of a type; of values that recur it keeps some."""
    return lru_cache(_MOST_KEPT, typed=True)(known.read) if known.recurs else known.read


def read_each(read: Read) -> Read:
    """Return the function that reads a list, item by item."""

    def read_list(items: Any) -> tuple[Any, ...]:
        if type(items) is not list:
            _refuse()
        return tuple(map(read, items))

    return read_list


def take_rows(cls: Any) -> Read:
    """Return the function that takes a list of rows that are built already, all of one class."""

    def take(rows: Any) -> tuple[Any, ...]:
        for row in rows:
            if type(row) is not cls:
                _refuse()
        return tuple(rows)

    return take


@cache
def _draft(cls: Any) -> type:
    """Return a class of objects that can become objects of a class, and whose fields can be set."""
    changes = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, (cls,), {"__slots__": (), **changes})


def _refuse() -> Never:
    raise Doubt
