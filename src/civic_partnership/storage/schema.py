"""A JSON Schema of registers, made from the classes of records."""

import calendar
import copy
import datetime
from collections.abc import Callable
from itertools import combinations
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from civic_partnership.model import KINDS, Record, Register, description, info
from civic_partnership.values import (
    FIRST_YEAR,
    LAST_YEAR,
    Count,
    Dated,
    Label,
    PartialDate,
    Period,
    Range,
    Scalar,
    Table,
)

from .parsing import FORMAT_VERSION

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""
Definitions = dict[str, Schema]
"""What parts go by a name of their own."""


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a register in JSON, made anew from the classes of records.

    It refuses nothing that `parse(text, "json")` reads. Validators of TOML take it too, whether days and
    times are texts to them or not. A few things that reading refuses cannot be said in a schema, or not
    so that all validators understand it:

    - a whole number that is written as `1.0` or `1e3`, where a whole number is asked for;
    - too many decimals of a number, and of exact numbers the limit of 10^15 itself, which a reader of
      floats cannot tell from what lies just below it;
    - a period that ends before it starts, and dates of which two may be one and the same day;
    - the check digit of a GLN;
    - a `Z` behind a time: check-jsonschema writes the local times of TOML with one;
    - half of a character pair (a lone surrogate) in a text, and a text of nothing but the control
      characters that Python, but not every validator, takes for white space;
    - a name that stands twice in one object: it is lost before a validator sees it.

    Returns:
        Plain dicts, lists, texts and numbers, the caller's own.

    """
    definitions: Definitions = {}
    tables = [a for a in attrs.fields(Register) if a.name == "municipality" or a.name in KINDS]
    register = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:civic-partnership:register:{FORMAT_VERSION}",
        "title": _in_both(_REGISTER),
        "type": "object",
        "properties": {**copy.deepcopy(_HEAD), **_properties(Register, tables, definitions)},
        "additionalProperties": False,
    }
    return {**register, "$defs": {name: definitions[name] for name in sorted(definitions)}}


def _in_both(label: Label) -> str:
    """A text in both languages, or once where they have the same word."""
    return label.da if label.da == label.en else f"{label.da} / {label.en}"


_REGISTER = Label(
    "Et register over en kommunes partnerskaber med foreninger",
    "A register of a municipality's partnerships with voluntary associations",
)
_HEAD: dict[str, Schema] = {
    "$schema": {
        "description": _in_both(
            Label("Hvor dette skema ligger, til editoren.", "Where this schema lies, for the editor.")
        ),
        "type": "string",
    },
    "format_version": {
        "description": _in_both(Label("Formatets version.", "The version of the format.")),
        "type": "integer",
        "minimum": 1,
        "maximum": FORMAT_VERSION,
    },
}
"""What may stand at the top of a document beside its records."""

# Texts of a certain form

_CENTURIES = range(FIRST_YEAR // 100, LAST_YEAR // 100 + 1)
_YEAR = f"(?:{'|'.join(map(str, _CENTURIES))})[0-9]{{2}}"
_LEAP_YEAR = "(?:{}|(?:{})(?:0[48]|[2468][048]|[13579][26]))".format(
    "|".join(f"{century}00" for century in _CENTURIES if calendar.isleap(100 * century)),
    "|".join(map(str, _CENTURIES)),
)
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
_DAY = (
    f"(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])"
    f"|{_YEAR}-(?:0[13-9]|1[0-2])-(?:29|30)"
    f"|{_YEAR}-(?:0[13578]|1[02])-31"
    f"|{_LEAP_YEAR}-02-29)"
)
_PARTIAL_DATE = f"(?:{_DAY}|{_MONTH}|{_YEAR})~?"


def _written(pattern: str) -> Schema:
    r"""A text that has a certain form as a whole.

    To Python `$` stands also before a line break that ends a text; no form here holds one.
    """
    return {
        "type": "string",
        "pattern": f"^(?:{pattern})$",
        "not": {"type": "string", "pattern": r"\n"},
    }


def _time() -> Schema:
    """A time, as text or as TOML has it: to tombi that is no text, and no format names it that ajv knows."""
    others = ("null", "boolean", "number", "array", "object")
    written = _written("(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?")
    return {
        "pattern": written["pattern"],
        "not": {"anyOf": [written["not"], *({"type": other} for other in others)]},
    }


_VALUES: dict[type, Schema] = {
    bool: {"type": "boolean"},
    # To JavaScript, not to Python, a byte order mark is white space.
    str: {"type": "string", "pattern": "[\\S\ufeff]"},
    datetime.date: {**_written(_DAY), "format": "date"},
    datetime.time: _time(),
    PartialDate: _written(_PARTIAL_DATE),
    Period: _written(rf"{_PARTIAL_DATE}/(?:\.\.|{_PARTIAL_DATE})"),
}
"""Python type of a field -> its schema."""


# From types to schemas


def _of(cls: Any, definitions: Definitions) -> Schema:
    """The schema of a field's type; classes are added to the definitions.

    Values stand where they are used: taplo tells nothing of a field that refers to its value.
    """
    if cls in _VALUES:
        return copy.deepcopy(_VALUES[cls])
    if cls is Range:
        return _range(definitions)
    if attrs.has(cls):
        return _reference(cls, definitions)
    return _GENERIC[get_origin(cls)](definitions, *get_args(cls))


def _reference(cls: Any, definitions: Definitions) -> Schema:
    if cls.__name__ not in definitions:
        definitions[cls.__name__] = {}  # a class may hold itself
        definitions[cls.__name__] = _record(cls, definitions)
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _properties(cls: Any, fields: "list[attrs.Attribute[Any]]", definitions: Definitions) -> Schema:
    return {
        each.name: {
            "title": _in_both(info(each).label),
            "description": _description(cls, each),
            **_of(each.type, definitions),
        }
        for each in fields
    }


def _description(cls: Any, field: "attrs.Attribute[Any]") -> str:
    """What a field is, and what each word means where only some may stand there."""
    words = (f"\n- `{word}`: {_in_both(label)}" for word, label in info(field).words.items())
    return "".join((_in_both(description(cls, field.name)), *words))


def _record(cls: Any, definitions: Definitions) -> Schema:
    """A class of records without its id, which stands before its table, or of parts of records."""
    fields = [a for a in attrs.fields(cls) if not (a.name == "id" and issubclass(cls, Record))]
    label = vars(cls).get("LABEL")
    required = [a.name for a in fields if a.default is attrs.NOTHING]
    return {
        **({"title": _in_both(label)} if label else {}),
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": _properties(cls, fields, definitions),
        **({"required": required} if required else {}),
        **_choices(cls),
        "additionalProperties": False,
    }


def _choices(cls: Any) -> Schema:
    """Of which fields of a class how many are filled."""
    choices: Schema = {}
    if names := getattr(cls, "EXACTLY_ONE", ()):
        choices["oneOf"] = [{"required": [name]} for name in names]
    if names := getattr(cls, "AT_LEAST_ONE", ()):
        choices["anyOf"] = [{"required": [name]} for name in names]
    if names := getattr(cls, "AT_MOST_ONE", ()):
        choices["not"] = {"anyOf": [{"required": list(pair)} for pair in combinations(names, 2)]}
    return choices


def _range(definitions: Definitions) -> Schema:
    two = {"type": "array", "items": _of(Count, definitions), "minItems": 2, "maxItems": 2}
    return {"anyOf": [_of(Count, definitions), two]}


def _optional(definitions: Definitions, *kinds: Any) -> Schema:
    """Absent is absent: where a value is written, it is one, and never null."""
    (inner,) = (kind for kind in kinds if kind is not NoneType)
    return _of(inner, definitions)


def _scalar(_: Definitions, __: type, scalar: Scalar) -> Schema:
    forms = [
        _written(form["pattern"]) if "pattern" in form else {"type": form["type"], **form}
        for form in scalar.forms
    ]
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _words(_: Definitions, *words: str) -> Schema:
    return {"enum": list(words)}


def _list(definitions: Definitions, inner: Any, _: Any) -> Schema:
    return {"type": "array", "items": _of(inner, definitions)}


def _table(definitions: Definitions, inner: Any) -> Schema:
    """From name to value, or from id to record."""
    key = attrs.fields_dict(inner)["id"].type if attrs.has(inner) else str
    return {
        "type": "object",
        "propertyNames": _of(key, definitions),
        "additionalProperties": _of(inner, definitions),
    }


def _dated(definitions: Definitions, inner: Any) -> Schema:
    by_date = {
        "type": "object",
        "propertyNames": _of(PartialDate, definitions),
        "additionalProperties": _of(inner, definitions),
        "minProperties": 1,
    }
    return {"anyOf": [_of(inner, definitions), by_date]}


_GENERIC: dict[Any, Callable[..., Schema]] = {
    Annotated: _scalar,
    Union: _optional,
    UnionType: _optional,
    Literal: _words,
    tuple: _list,
    Table: _table,
    Dated: _dated,
}
"""What a type is made of -> what makes its schema of the definitions and the type's own parts."""
