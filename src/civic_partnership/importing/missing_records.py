"""Find records that an import names, and that no register has: the programme of partnerships, for example."""

from collections.abc import Iterator
from typing import Any

import attrs

from civic_partnership.model import (
    KINDS,
    RECORD_IDS,
    RecordKey,
    Register,
    collect_fields,
    info,
    item_type,
)

from .mapping import Mapping, PartMapping, RecordMapping


def find_missing_records(mapping: Mapping, register: Register) -> tuple[RecordKey, ...]:
    """Return the records that are named and missing, of the kinds whose ids a mapping takes from elsewhere.

    Rows give the other records themselves. The id of a contact may be a name, and is not looked at. The
    records are searched only if ids stand in cells; an id that the mapping says is looked up at once.
    """
    named: set[tuple[str, str]] = set()
    in_cells: set[str] = set()
    for record in mapping.records:
        if getattr(register, record.kind):
            for kind, id in _named_records(record, KINDS[record.kind]):
                if id is None:
                    in_cells.add(kind)
                else:
                    named.add((kind, id))
    if in_cells:
        named.update(
            (kind, id)
            for _, record in register
            for kind, ids in collect_fields(record, RECORD_IDS).items()
            if kind in in_cells
            for id in ids
        )
    return tuple(RecordKey(kind, id) for kind, id in sorted(named) if id not in getattr(register, kind))


def _named_records(holder: RecordMapping | PartMapping, cls: Any) -> Iterator[tuple[str, str | None]]:
    """Yield kind and id of each record that a field names; no id where it is the text of a cell."""
    known = attrs.fields_dict(cls)
    for name, source in holder.fields.items():
        kind = info(known[name]).refers_to
        if kind is not None and kind in KINDS and kind != "contacts" and source.record is None:
            yield kind, source.value if isinstance(source.value, str) else None
    for part in holder.parts:
        yield from _named_records(part, item_type(known[part.list].type))
