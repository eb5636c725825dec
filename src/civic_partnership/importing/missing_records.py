"""Find records that an import names, and that no register has: the programme of partnerships, for example."""

from civic_partnership.model import KINDS, RecordKey, Register, info, list_named

from .mapping import Mapping, filled_fields


def find_missing_records(mapping: Mapping, register: Register) -> tuple[RecordKey, ...]:
    """Return the records that are named and missing, of the kinds whose ids a mapping takes from elsewhere.

    Rows give the other records themselves. The id of a contact may be a name, and is not looked at. The
    records are searched only if ids stand in cells; an id that the mapping says is looked up at once.
    """
    named: set[RecordKey] = set()
    in_cells: set[str] = set()
    for record in mapping.records:
        for _, source, field, _ in filled_fields(record) if getattr(register, record.kind) else ():
            kind = info(field).refers_to if field is not None else None
            if kind is None or kind not in KINDS or kind == "contacts" or source.record is not None:
                continue
            if isinstance(source.value, str):
                named.add(RecordKey(kind, source.value))
            else:
                in_cells.add(kind)
    if in_cells:
        named.update(key for _, record in register for key in list_named(record, in_cells))
    return tuple(key for key in sorted(named) if register.get(key) is None)
