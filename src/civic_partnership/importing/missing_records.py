"""Find records that an import names, and that no register has: the programme of partnerships, for example."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import attrs

from civic_partnership.model import KINDS, FieldFinder, Register, collect_fields, info, item_type

from .mapping import Mapping, PartMapping, RecordMapping

_RECORDS = FieldFinder(lambda field: kind if (kind := info(field).refers_to) in KINDS else None)
"""The search for ids of records; the tag is the kind."""


class MissingRecord(NamedTuple):
    """A record that is not in the register.

    Attributes:
        kind: its kind: `programmes`.
        id: its id.
        named: how many records name it.
    """

    kind: str
    id: str
    named: int


def find_missing_records(mapping: Mapping, register: Register) -> tuple[MissingRecord, ...]:
    """Return the records that are named and missing, of the kinds whose ids a mapping takes from elsewhere.

    Rows give the other records themselves. The id of a contact may be a name, and is not looked at.
    """
    kinds = {kind for record in mapping.records for kind in _named_kinds(record, KINDS[record.kind])}
    if not kinds - {"contacts"}:
        return ()
    named = Counter(
        (kind, id)
        for _, record in register
        for kind, ids in collect_fields(record, _RECORDS).items()
        if kind in kinds and kind != "contacts"
        for id in set(ids)
        if id not in getattr(register, kind)
    )
    return tuple(MissingRecord(kind, id, number) for (kind, id), number in sorted(named.items()))


def _named_kinds(holder: RecordMapping | PartMapping, cls: Any) -> Iterator[str]:
    """Yield the kinds of the records that fields name by a fixed id, or by the text of a cell."""
    known = attrs.fields_dict(cls)
    for name, source in holder.fields.items():
        kind = info(known[name]).refers_to
        if kind is not None and kind in KINDS and source.record is None:
            yield kind
    for part in holder.parts:
        yield from _named_kinds(part, item_type(known[part.list].type))
