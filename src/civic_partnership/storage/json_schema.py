"""The JSON Schema of a register, made from the classes of records."""

import copy
from itertools import combinations
from typing import Any

import attrs

from civic_partnership.model import KINDS, Record, Register, description, info
from civic_partnership.values import Label, Schema, get_value_type, strip_none

from .parsing import FORMAT_VERSION

Definitions = dict[str, Schema]
"""The schemas of classes by their names."""


def schema() -> Schema:
    """Return a new JSON Schema (draft 2020-12) of a register in JSON, as plain dicts and lists.

    It refuses nothing that `parse(text, "json")` reads. Validators of TOML can use it too, with days and
    times as texts or not. Reading refuses a few things that no schema, or not every validator, can refuse:

    - a whole number that is written as `1.0` or `1e3`, where a whole number is asked for;
    - a number with too many decimals, and the limit of exact numbers, 10^15: a reader of floats cannot
      tell it from the numbers just below it;
    - a period that ends before it starts, and two dates of a value that may be one and the same day;
    - the check digit of a GLN;
    - a `Z` behind a time: check-jsonschema writes the local times of TOML with one;
    - half of a character pair (a lone surrogate) in a text, and a text that has only control characters
      that Python, but not every validator, takes for white space;
    - a name that stands twice in one object: it is lost before a validator sees it.
    """
    definitions: Definitions = {}
    tables = [a for a in attrs.fields(Register) if a.name == "municipality" or a.name in KINDS]
    register = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:civic-partnership:register:{FORMAT_VERSION}",
        "title": "Et register over en kommunes partnerskaber med foreninger / "
        "A register of a municipality's partnerships with voluntary associations",
        "type": "object",
        "properties": {**copy.deepcopy(_HEAD), **_properties(Register, tables, definitions)},
        "additionalProperties": False,
    }
    return {**register, "$defs": {name: definitions[name] for name in sorted(definitions)}}


def _in_both(label: Label) -> str:
    return label.da if label.da == label.en else f"{label.da} / {label.en}"


_HEAD: dict[str, Schema] = {
    "$schema": {
        "description": "Hvor dette skema ligger, til editoren. / Where this schema lies, for the editor.",
        "type": "string",
    },
    "format_version": {
        "description": "Formatets version. / The version of the format.",
        "type": "integer",
        "minimum": 1,
        "maximum": FORMAT_VERSION,
    },
}
"""The keys at the top of a document that hold no records."""


def _of(annotation: Any, definitions: Definitions) -> Schema:
    """Return the schema of a field's type; a class gets a definition, to which the schema refers.

    Values have no definitions: the editor plugin taplo shows nothing for a field that refers to its value.
    """
    annotation = strip_none(annotation)
    if attrs.has(annotation):
        return _reference(annotation, definitions)
    return get_value_type(annotation).schema(lambda inner: _of(inner, definitions))


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
    """Return the description of a field, and that of each word if only some words are allowed."""
    words = (f"\n- `{word}`: {_in_both(label)}" for word, label in info(field).words.items())
    return "".join((_in_both(description(cls, field.name)), *words))


def _record(cls: Any, definitions: Definitions) -> Schema:
    """Return the schema of a record without its id, which is the key of its table, or of a part of one."""
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
    """Return the part of the schema that says how many fields of a group must be filled."""
    choices: Schema = {}
    if names := getattr(cls, "EXACTLY_ONE", ()):
        choices["oneOf"] = [{"required": [name]} for name in names]
    if names := getattr(cls, "AT_LEAST_ONE", ()):
        choices["anyOf"] = [{"required": [name]} for name in names]
    if names := getattr(cls, "AT_MOST_ONE", ()):
        choices["not"] = {"anyOf": [{"required": list(pair)} for pair in combinations(names, 2)]}
    return choices
