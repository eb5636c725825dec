"""Other people's readers of the same lines: msgspec and cattrs on classes like the pydantic models, and others.

pydantic's models are the one description of the records: the Structs of msgspec and the attrs classes for cattrs
derive from them, field by field.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
import cattrs
import frictionless
import jsonschema_rs
import msgspec
import orjson
from pydantic import BaseModel
from pydantic_models import Line
from pydantic_values import Days, parse_period

from civic_partnership import schema

Reader = Callable[[bytes], Any]
"""Reads a line; raises an exception if it has not the right shape."""

_MONTH = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_PERIOD = Annotated[str, msgspec.Meta(pattern=rf"^{_MONTH}(/({_MONTH}|\.\.))?$")]


def _rebuild(annotation: Any, leaf: Callable[[Any, tuple[Any, ...]], Any]) -> Any:
    """Return a type in which every type that holds no others is replaced by what a function returns."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return leaf(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        return Union[tuple(_rebuild(each, leaf) for each in arguments)]  # noqa: UP007 - its number is not known
    if origin in (tuple, dict):
        return origin[tuple(each if each is ... else _rebuild(each, leaf) for each in arguments)]
    return annotation if origin is Literal else leaf(annotation, ())


def _fields(
    model: type[BaseModel], leaf: Callable[[Any, tuple[Any, ...]], Any]
) -> dict[str, tuple[Any, Any]]:
    """Return the fields of a model: name -> type and default; `...` for no default."""
    return {
        name: (
            _rebuild(
                Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation, leaf
            ),
            ... if field.is_required() else field.get_default(call_default_factory=True),
        )
        for name, field in model.model_fields.items()
    }


@cache
def make_struct(model: type[BaseModel]) -> type[msgspec.Struct]:
    """Return a Struct with the fields of a model."""
    return msgspec.defstruct(
        model.__name__,
        [
            (name, kind) if default is ... else (name, kind, default)
            for name, (kind, default) in _fields(model, _struct_leaf).items()
        ],
        forbid_unknown_fields=True,
        kw_only=True,
    )


def _struct_leaf(annotation: Any, metadata: tuple[Any, ...]) -> Any:
    if annotation is Days:
        return _PERIOD
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return make_struct(annotation)
    limits = tuple(each for each in metadata if isinstance(each, msgspec.Meta))
    if annotation is Decimal:
        return Annotated[(int, *limits)] | Annotated[(float, *limits)]
    return Annotated[(annotation, *limits)] if limits else annotation


@cache
def make_attrs_class(model: type[BaseModel]) -> type:
    """Return an attrs class with the fields of a model."""
    fields = {
        name: attrs.field(type=kind) if default is ... else attrs.field(type=kind, default=default)
        for name, (kind, default) in _fields(model, _attrs_leaf).items()
    }
    return attrs.make_class(model.__name__, fields, frozen=True, slots=True, kw_only=True)


def _attrs_leaf(annotation: Any, _: tuple[Any, ...]) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return make_attrs_class(annotation)
    return annotation


def make_cattrs_reader() -> Reader:
    """Return a reader by `json` and cattrs, with hooks for the values and a path in its errors."""
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    converter.register_structure_hook(Days, lambda value, _: parse_period(value))
    cls = make_attrs_class(Line)
    return lambda line: converter.structure(json.loads(line, parse_float=Decimal), cls)


def make_schema_reader() -> Reader:
    """Return a reader by orjson that compares a line with the package's JSON Schema."""
    validator = jsonschema_rs.validator_for(schema(), validate_formats=True)

    def read(line: bytes) -> Any:
        document = orjson.loads(line)
        validator.validate(document)
        return document

    return read


READERS: Mapping[str, Reader] = {
    "orjson": orjson.loads,
    "msgspec": msgspec.json.Decoder(make_struct(Line)).decode,
    "pydantic": Line.model_validate_json,
    "cattrs": make_cattrs_reader(),
    "jsonschema-rs": make_schema_reader(),
}
"""Name of a library -> its reader of a line."""

GRANTS = frictionless.Schema.from_descriptor(
    {
        "fields": [
            {"name": "partnership", "type": "string", "constraints": {"required": True}},
            {"name": "year", "type": "year", "constraints": {"required": True}},
            {"name": "amount", "type": "number", "constraints": {"required": True, "minimum": 0}},
            {"name": "awarded_on", "type": "date"},
        ]
    }
)


def write_grants(lines: Iterable[bytes]) -> bytes:
    """Write the grants of some lines as a flat table of CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(field.name for field in GRANTS.fields)
    for line in lines:
        for id, partnership in orjson.loads(line)["partnerships"].items():
            for grant in partnership["grants"]:
                writer.writerow((id, grant["year"], grant["amount"], grant.get("awarded_on")))
    return out.getvalue().encode()


def check_grants(table: bytes) -> list[Any]:
    """Let frictionless compare the flat table of grants with its schema; return what is wrong."""
    resource = frictionless.Resource(data=table, format="csv", schema=GRANTS)
    return list(resource.validate(limit_errors=1_000_000).flatten(["rowNumber", "type"]))
