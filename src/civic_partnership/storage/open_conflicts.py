"""The open conflicts of a merge, in the form in which a file beside the register holds them.

A conflict names a record and a place in it, and the values of three sides: `base`, `ours`, `theirs`. The
value of a side on which there is nothing is left out.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from civic_partnership.findings import (
    INVALID_VALUE,
    OPEN_CONFLICT,
    OPEN_CONFLICT_OF_VALUES,
    Finding,
    Shape,
    broken,
)
from civic_partnership.model import (
    KINDS,
    Entry,
    PlaceType,
    Record,
    RecordKey,
    about,
    address_in_record,
    class_of,
    nearest_place,
    place_of_record,
    type_at,
)
from civic_partnership.values import VALUE_TYPES, InvalidValue, Label, strip_none

from .converter import shared_converter, structure_record
from .structure_errors import find_structure_errors

CONFLICTS = "conflicts.toml"
"""The name of the file with the open conflicts of a register, in its folder."""

CONFLICT_LIST = "conflicts"
"""The name of the list of conflicts in a file."""

SIDES = ("base", "ours", "theirs")
"""The three sides of a conflict, as the file names them."""

_MUNICIPALITY = "municipality"
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
        type: what can stand in the place.
    """

    record: RecordKey
    address: str
    values: Mapping[str, Any]
    type: PlaceType


@frozen(kw_only=True)
class _ConflictTable:
    """A conflict as it stands in the file."""

    record: str = field(metadata=about("post", "record"))
    place: str | None = field(default=None, metadata=about("sted", "place"))
    base: Any = None
    ours: Any = None
    theirs: Any = None


def read_open_conflict(raw: Any, *path: str | int) -> OpenConflict | list[Shape]:
    """Read one conflict from its plain table, which has this path in the file.

    Returns:
        The conflict, or else everything that is wrong with its table.
    """
    try:
        table = shared_converter().structure(raw, _ConflictTable)
    except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
        found = find_structure_errors(error, raw, _ConflictTable)
        return [(rule, verdict._replace(path=(*path, *verdict.path))) for rule, verdict in found]
    key, address = _read_key(table.record), table.place or ""
    if key is None:
        return [_invalid(_NO_RECORD, *path, "record")]
    cls = class_of(key)
    place_type = type_at(cls, address)
    if place_type is None:
        return [_invalid(_NO_PLACE, *path, "place")]
    annotation = place_type.annotation
    values = {} if strip_none(annotation) is annotation else dict.fromkeys(SIDES)
    faults: list[Shape] = []
    for side in filter(raw.__contains__, SIDES):
        try:
            values[side] = _structure(raw[side], annotation, address, key)
        except (InvalidValue, BaseExceptionGroup):
            faults.append(_invalid(_NO_VALUE, *path, side))
    start, separator = place_of_record(key).address, "." if address else ""
    return faults or OpenConflict(key, f"{start}{separator}{address}", values, place_type)


def format_open_conflict(key: RecordKey, address: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain table of a conflict; the arguments are as in `OpenConflict`."""
    address = address_in_record(key, address)
    place_type = type_at(class_of(key), address)
    annotation = strip_none(place_type and place_type.annotation)
    plain = {
        side: shared_converter().unstructure(value, unstructure_as=annotation)
        for side, value in values.items()
        if value is not None
    }
    return {"record": "/".join(filter(None, key)), **({"place": address} if address else {}), **plain}


def open_conflict_finding(conflict: OpenConflict, record: Entry | None, file: str, number: int) -> Finding:
    """Return the finding that a conflict is open, at its place in the record.

    Args:
        conflict: the conflict.
        record: the record that it is about; None if it is not there.
        file: the name of the file with the conflict, where the finding is if the record is not there.
        number: the number of the conflict in the list of the file, from 0.
    """
    facts: dict[str, Any] = {"address": conflict.address}
    if record is None:
        return OPEN_CONFLICT.finding(broken(CONFLICT_LIST, number, **facts), file=file)
    path = nearest_place(record, place_of_record(conflict.record), conflict.address).path
    verdict = broken(*path, **facts)
    values = [conflict.values.get(side) for side in ("ours", "theirs")]
    if not conflict.type.is_personal and all(map(_is_simple, values)):
        verdict = broken(*path, **facts, ours=values[0], theirs=values[1])
        verdict = verdict._replace(wording=OPEN_CONFLICT_OF_VALUES)
    return OPEN_CONFLICT.finding(verdict, conflict.record)


def _is_simple(value: Any) -> bool:
    """Tell whether a sentence can show a value: a number, a day, a period or a short text."""
    return type(value) in VALUE_TYPES or isinstance(value, Decimal)


def _read_key(text: str) -> RecordKey | None:
    kind, separator, id = text.partition("/")
    if text == _MUNICIPALITY:
        return RecordKey(kind, None)
    return RecordKey(kind, id) if kind in KINDS and separator else None


def _structure(raw: Any, annotation: Any, address: str, key: RecordKey) -> Any:
    """Build a value from its plain form; a record gets the id under which it stands."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        id = address.rpartition("[")[2].removesuffix("]") if address else key.id
        return structure_record(shared_converter(), raw, annotation, id or "")
    return shared_converter().structure(raw, strip_none(annotation))


def _invalid(reason: Label, *path: str | int) -> Shape:
    return INVALID_VALUE, broken(*path, field=str(path[-1]), reason=reason)
