"""The JSON Schema of mapping files, made from the classes of mappings."""

from typing import Any, get_origin

import attrs

from civic_partnership.model import KINDS, description, info, item_type, unwrap_type
from civic_partnership.values import Label, Schema, Table, get_value_type, strip_none

from .definition import FieldSource, MappingTables, RecordMapping

_TEXTS: Schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_TEXT_OR_TEXTS: Schema = {"anyOf": [{"type": "string"}, _TEXTS]}
"""One heading, or several that a column may have."""
_HEADINGS = ("columns", "start", "end")

_Definitions = dict[str, Schema]


def mapping_schema() -> Schema:
    """Return a new JSON Schema (draft 2020-12) of the mapping of a foreign file, as plain dicts and lists.

    It refuses no mapping that is in order. Reading also refuses what no schema can: a field of a list that
    is not there, a column that is skipped and used, or a value that a field cannot hold.
    """
    definitions: _Definitions = {}
    root = _class_schema(MappingTables, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:civic-partnership:mapping",
        "title": "Hvilke kolonner i en fremmed fil der udfylder hvilke felter / "
        "Which columns of a foreign file fill which fields",
        **root,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _class_schema(cls: Any, definitions: _Definitions) -> Schema:
    required = [each.name for each in attrs.fields(cls) if each.default is attrs.NOTHING]
    kinds = {"allOf": list(map(_kind_schema, KINDS))} if cls is RecordMapping else {}
    return {
        "type": "object",
        "properties": {each.name: _field_schema(cls, each, definitions) for each in attrs.fields(cls)},
        **({"required": required} if required else {}),
        **kinds,
        "additionalProperties": False,
    }


def _field_schema(cls: Any, attribute: "attrs.Attribute[Any]", definitions: _Definitions) -> Schema:
    shape = _of(attribute.type, definitions)
    if cls is FieldSource and attribute.name in _HEADINGS:
        shape = _TEXT_OR_TEXTS
    if cls is FieldSource and attribute.name == "words":
        shape = {"type": "object", "additionalProperties": {"type": "string"}}
    if cls is RecordMapping and attribute.name == "kind":
        shape = {"enum": list(KINDS)}
    return {
        "title": _in_both(info(attribute).label),
        "description": description(cls, attribute.name).en,
        **shape,
    }


def _of(annotation: Any, definitions: _Definitions) -> Schema:
    """Return the schema of the type of a field; a class gets a definition, to which the schema refers."""
    annotation = strip_none(annotation)
    if annotation is Any:
        return {}
    if not attrs.has(annotation):
        return get_value_type(annotation).schema(lambda inner: _of(inner, definitions))
    name = annotation.__name__
    if name not in definitions:
        definitions[name] = {}  # a class may hold itself
        definitions[name] = _class_schema(annotation, definitions)
        if annotation is FieldSource:
            definitions[name]["oneOf"] = [{"required": [each]} for each in FieldSource.EXACTLY_ONE]
            definitions[name] = {"anyOf": [{"type": "string"}, _TEXTS, definitions[name]]}
    return {"$ref": f"#/$defs/{name}"}


def _kind_schema(kind: str) -> Schema:
    """Return the schema that says which fields and lists the records of a kind have."""
    fields: list[str] = []
    lists: list[str] = []
    for each in attrs.fields(KINDS[kind]):
        bare = unwrap_type(each.type)
        holds_rows = attrs.has(bare) or (get_origin(bare) in (tuple, Table) and attrs.has(item_type(bare)))
        (lists if holds_rows else fields).append(each.name)
    return {
        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
        "then": {
            "properties": {
                "fields": {"propertyNames": {"enum": [name for name in fields if name != "id"]}},
                "parts": {"items": {"properties": {"list": {"enum": lists}}}},
            }
        },
    }


def _in_both(label: Label) -> str:
    return label.da if label.da == label.en else f"{label.da} / {label.en}"
