"""The reader of JSON whose records are right, with msgspec; all other JSON it refuses without a reason.

For each class of records there is a strict `msgspec.Struct` with the same fields. msgspec reads a text into
these: it knows names, required fields, words, booleans and limits of whole numbers. All other values are read
by their value types, as everywhere. The JSON Schema of a value type says what msgspec knows of it.

Of two values with one name msgspec takes the last. But each name in a text is followed by a colon, and the
structs, when they are written again, have a name only once: fewer colons tell that a name stood twice.
"""

from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

import attrs
import msgspec
from msgspec import UNSET, Meta, UnsetType

from civic_partnership.model import KINDS, Entry, Municipality, RecordKey
from civic_partnership.values import ListType, Schema, Slug, ValueType, get_value_type, strip_none

from .converter import shared_converter
from .parsing import FORMAT_VERSION
from .record_compiler import Build, Read, compile_builder, keep_reader, read_each

_ESCAPED_COLON = rb"\u003"
"""How the escape of a colon begins, and of some other signs that nobody escapes either."""


class FastReader:
    """A reader of JSON whose records are right."""

    def __init__(self) -> None:
        fields: list[tuple[str, Any, Any]] = []
        self._builders: list[tuple[str, Build]] = []
        kinds: dict[str, Any] = dict(KINDS)
        for kind, cls in kinds.items():
            struct, build = _mirror(cls)
            fields.append((kind, dict[str, struct] | UnsetType, UNSET))  # type: ignore[valid-type]
            self._builders.append((kind, build))
        struct, self._build_municipality = _mirror(Municipality)
        version = Annotated[int, Meta(ge=1, le=FORMAT_VERSION)]
        fields += [
            ("municipality", struct | UnsetType, UNSET),
            ("format_version", version | UnsetType, UNSET),
            ("schema", str | UnsetType, UNSET),
        ]
        top = _define("Top", fields, rename={"schema": "$schema"})
        self._decode = msgspec.json.Decoder(top, float_hook=Decimal).decode
        self._encode = msgspec.json.Encoder().encode
        self._read_id = get_value_type(Slug).read

    def read(self, data: bytes) -> dict[RecordKey, Entry] | None:
        """Return the records of a JSON text; None if anything may be wrong with the text."""
        try:
            top = self._decode(data)
            if _ESCAPED_COLON in data or data.count(b":") != self._encode(top).count(b":"):
                return None
            return self._build(top)
        except Exception:  # noqa: BLE001 - the reader that explains finds the reason
            return None

    def _build(self, top: Any) -> dict[RecordKey, Entry]:
        records: dict[RecordKey, Entry] = {}
        if top.municipality is not UNSET:
            records[RecordKey("municipality", None)] = self._build_municipality(top.municipality)
        for kind, build in self._builders:
            table = getattr(top, kind)
            if table is not UNSET:
                for id, fields in table.items():
                    records[RecordKey(kind, id)] = build(fields, self._read_id(id))
        return records


def _define(name: str, fields: list[tuple[str, Any, Any]], rename: dict[str, str] | None = None) -> Any:
    return msgspec.defstruct(
        name, fields, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False, rename=rename
    )


@cache
def _mirror(cls: Any) -> tuple[Any, Build]:
    """Return the struct of a class of records, and the function that builds a record from such a struct."""
    fields: list[tuple[str, Any, Any]] = []
    readers: dict[str, Read | None] = {}
    for attribute in attrs.fields(cls):
        held, readers[attribute.name] = _field(attribute.type)
        if attribute.name == "id":
            readers["id"] = None
        elif attribute.default is attrs.NOTHING:
            fields.append((attribute.name, held, msgspec.NODEFAULT))
        else:
            fields.append((attribute.name, held if held is Any else held | UnsetType, UNSET))
    build = compile_builder(cls, readers, source="object", absent=UNSET)
    return _define(cls.__name__, fields), build


def _field(annotation: Any) -> tuple[Any, Read | None]:
    """Return the type that msgspec reads for an annotation, and what makes a value of it, if need be."""
    annotation = strip_none(annotation)
    if attrs.has(annotation):
        return _mirror(annotation)
    known = get_value_type(annotation)
    if isinstance(known, ListType):
        item, read = _field(known.item)
        return (list[item], read_each(read)) if read else (tuple[item, ...], None)  # type: ignore[valid-type]
    if type(known).reader is not ValueType.reader:
        hook = shared_converter().get_structure_hook(annotation)
        return Any, lambda raw: hook(raw, annotation)
    held, is_value = _held_type(known.plain_schema)
    return held, None if is_value else keep_reader(known)


def _held_type(schema: Schema) -> tuple[Any, bool]:
    """Return the type that msgspec reads for a JSON Schema, and whether it is as strict as the schema."""
    match schema:
        case {"enum": words}:
            return Literal[tuple(words)], True
        case {"type": "boolean"}:
            return bool, True
        case {"type": "integer", "minimum": least, "maximum": most}:
            return Annotated[int, Meta(ge=least, le=most)], True
        case {"type": "string"}:
            return str, False
    return Any, False
