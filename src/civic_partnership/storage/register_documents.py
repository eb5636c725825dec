"""The cut of a register into documents, each with a partnership and what belongs to it, and a base."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from civic_partnership.model import RECORD_IDS, Entry, Meeting, RecordKey, Register, collect_fields
from civic_partnership.values import Table

_SHARED = None
"""The home of what stands in the base register; a record that belongs to a partnership has its id as home."""


def split_documents(register: Register) -> tuple[Register, Iterator[Mapping[RecordKey, Entry]]]:
    """Cut a register into a base register and documents, which are the lines that a stream is checked by.

    A document is a partnership with its meetings, and with the associations and contacts that nothing else
    names. All other records stay in the base.

    Returns:
        the base register, and the records of each document, by the id of its partnership.
    """
    homes = _find_homes(register)
    documents: dict[str, dict[RecordKey, Entry]] = {id: {} for id in register.partnerships}
    base: dict[str, Any] = {}
    for kind in ("contacts", "associations", "partnerships", "meetings"):
        rest: dict[str, Entry] = {}
        for id, record in getattr(register, kind).items():
            key = RecordKey(kind, id)
            home = homes.get(key, _SHARED)
            if home is _SHARED:
                rest[id] = record
            else:
                documents[home][key] = record
        base[kind] = Table(rest)
    return attrs.evolve(register, **base), iter(documents.values())


def _find_homes(register: Register) -> dict[RecordKey, str | None]:
    """Find where each partnership and meeting, and each association and contact that is named, belongs."""
    homes: dict[RecordKey, str | None] = {}
    for key, record in register:
        if key.kind not in ("contacts", "associations"):
            _settle(register, homes, key, _find_home(key, record, register))
    for kind in ("contacts", "associations"):
        for id in getattr(register, kind):
            key = RecordKey(kind, id)
            if key not in homes:  # nothing names it
                _settle(register, homes, key, _SHARED)
    return homes


def _find_home(key: RecordKey, record: Entry, register: Register) -> str | None:
    if key.kind == "partnerships":
        return key.id
    if isinstance(record, Meeting) and record.partnership in register.partnerships:
        return record.partnership
    return _SHARED


def _settle(
    register: Register, homes: dict[RecordKey, str | None], first: RecordKey, home: str | None
) -> None:
    """Note the home of a record, and that its associations and contacts belong there, or are shared."""
    todo = [(first, home)]
    while todo:
        key, home = todo.pop()
        record = register.get(key)
        if record is None or (key in homes and homes[key] in (home, _SHARED)):
            continue
        home = _SHARED if key in homes else home
        homes[key] = home
        for kind, ids in collect_fields(record, RECORD_IDS).items():
            if kind in ("contacts", "associations"):
                todo += ((RecordKey(kind, id), home) for id in ids)
