"""The open conflicts of a merge, in the form in which a file beside the register holds them.

A conflict names a record and a place in it, and the values of three sides: `base`, `ours`, `theirs`. The
value of a side on which there is nothing is left out.
"""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from civic_partnership.findings import INVALID_VALUE, MISSING_FIELD, WRONG_TYPE, Shape, broken
from civic_partnership.model import KINDS, Municipality, RecordKey, place_of_record, type_at
from civic_partnership.values import InvalidValue, Label, strip_none

from .converter import shared_converter, structure_record
from .structure_errors import describe_type, unknown

CONFLICTS = "conflicts.toml"
"""The name of the file with the open conflicts of a register, in its folder."""

CONFLICT_LIST = "conflicts"
"""The name of the list of conflicts in a file."""

SIDES = ("base", "ours", "theirs")
"""The three sides of a conflict, as the file names them."""

_MUNICIPALITY = "municipality"
_NAMES = ("record", "place", *SIDES)
_A_TEXT = Label("en tekst i anførselstegn", "a text in quotation marks")
_A_TABLE = Label("en tabel som [[conflicts]]", "a table such as [[conflicts]]")
_NO_RECORD = Label(
    "det skal være en slags post og et id som partnerships/nordby",
    "it must be a kind of record and an id such as partnerships/nordby",
)
_NO_PLACE = Label(
    "der er intet sted i sådan en post, der hedder det",
    "there is no place of this name in such a record",
)
_NO_VALUE = Label(
    "stedet i posten kan ikke have denne værdi", "the place in the record cannot hold this value"
)


@frozen
class OpenConflict:
    """A place that two desks wrote differently, as a file holds it.

    Attributes:
        record: the key of the record.
        address: the address of the place in the register.
        values: side -> value, None for a field that is not filled. A side without the record, the row or the
            table that holds the place is left out.
    """

    record: RecordKey
    address: str
    values: Mapping[str, Any]


def read_open_conflict(raw: Any, *path: str | int) -> OpenConflict | list[Shape]:
    """Read one conflict from its plain table, which has this path in the file.

    Returns:
        The conflict, or else everything that is wrong with its table.
    """
    if type(raw) is not dict:
        return [_wrong_type(raw, _A_TABLE, *path)]
    faults = [*unknown([str(name) for name in raw if name not in _NAMES], _NAMES, *path)]
    for name in ("record", "place"):
        if name in raw and type(raw[name]) is not str:
            faults.append(_wrong_type(raw[name], _A_TEXT, *path, name))
    if "record" not in raw:
        faults.append((MISSING_FIELD, broken(*path, field="record")))
    if faults:
        return faults
    key, address = _read_key(raw["record"]), raw.get("place", "")
    if key is None:
        return [_invalid(_NO_RECORD, *path, "record")]
    cls: Any = Municipality if key.id is None else KINDS[key.kind]
    annotation = type_at(cls, address)
    if annotation is None:
        return [_invalid(_NO_PLACE, *path, "place")]
    values = {} if strip_none(annotation) is annotation else dict.fromkeys(SIDES)
    for side in SIDES:
        if side in raw:
            try:
                values[side] = _structure(raw[side], annotation, key if annotation is cls else None)
            except Exception as error:  # noqa: BLE001 - what is not about the value is raised again
                if not isinstance(error, InvalidValue | BaseExceptionGroup | LookupError):
                    raise
                faults.append(_invalid(_NO_VALUE, *path, side))
    start = place_of_record(key).address
    separator = "." if address else ""
    return faults or OpenConflict(key, f"{start}{separator}{address}", values)


def format_open_conflict(conflict: OpenConflict) -> dict[str, Any]:
    """Return the plain table of a conflict."""
    key = conflict.record
    address = conflict.address.removeprefix(place_of_record(key).address).removeprefix(".")
    cls: Any = Municipality if key.id is None else KINDS[key.kind]
    annotation = type_at(cls, address)
    filled = {side: value for side, value in conflict.values.items() if value is not None}
    values = {side: _unstructure(value, annotation) for side, value in filled.items()}
    return {"record": "/".join(filter(None, key)), **({"place": address} if address else {}), **values}


def _read_key(text: str) -> RecordKey | None:
    kind, separator, id = text.partition("/")
    if text == _MUNICIPALITY:
        return RecordKey(kind, None)
    return RecordKey(kind, id) if kind in KINDS and separator else None


def _structure(raw: Any, annotation: Any, key: RecordKey | None) -> Any:
    """Build a value from its plain form; `key` is that of the record, if the value is a whole record."""
    if key is not None and key.id is not None:
        return structure_record(shared_converter(), raw, annotation, key.id)
    return shared_converter().structure(raw, strip_none(annotation))


def _unstructure(value: Any, annotation: Any) -> Any:
    return shared_converter().unstructure(value, unstructure_as=strip_none(annotation))


def _wrong_type(value: Any, expected: Label, *path: str | int) -> Shape:
    field = str(path[-1]) if isinstance(path[-1], str) else CONFLICT_LIST
    return WRONG_TYPE, broken(*path, field=field, found=describe_type(value), expected=expected)


def _invalid(reason: Label, *path: str | int) -> Shape:
    return INVALID_VALUE, broken(*path, field=str(path[-1]), reason=reason)
