"""The cut of a register into documents, each with a partnership and what belongs to it, and a base."""

from collections.abc import Iterator, Mapping

from civic_partnership.model import Entry, Meeting, RecordKey, Register, list_named

_SHARED_KINDS = ("contacts", "associations")
"""The kinds of records that several partnerships may name."""


def split_documents(register: Register) -> tuple[Register, Iterator[Mapping[RecordKey, Entry]]]:
    """Cut a register into a base register and documents, which are the lines that a stream is checked by.

    A document is a partnership with its meetings, and with the associations and contacts that nothing else
    names. All other records stay in the base.

    Returns:
        the base register, and the records of each document, by the id of its partnership.
    """
    documents: dict[str, dict[RecordKey, Entry]] = {id: {} for id in register.partnerships}
    homes = _find_homes(register)
    for key, record in register:
        if (home := homes.get(key)) is not None:
            documents[home][key] = record
    base = register.without(*(record for records in documents.values() for record in records.values()))
    return base, iter(documents.values())


def _find_homes(register: Register) -> dict[RecordKey, str | None]:
    """Find the partnership to which each record belongs; None for what several name, or others."""
    homes: dict[RecordKey, str | None] = {}
    own = [(key, _find_home(key, record, register)) for key, record in register]
    _settle(register, homes, [each for each in own if each[0].kind not in _SHARED_KINDS])
    _settle(register, homes, [each for each in own if each[0] not in homes])  # nothing names these
    return homes


def _find_home(key: RecordKey, record: Entry, register: Register) -> str | None:
    if key.kind == "partnerships":
        return key.id
    home = record.partnership if isinstance(record, Meeting) else None
    return home if home in register.partnerships else None


def _settle(
    register: Register, homes: dict[RecordKey, str | None], todo: list[tuple[RecordKey, str | None]]
) -> None:
    """Note the homes of records, and that their associations and contacts belong there, or are shared."""
    while todo:
        key, home = todo.pop()
        record = register.get(key)
        if record is not None and (key not in homes or homes[key] not in (home, None)):
            homes[key] = None if key in homes else home
            todo += ((each, homes[key]) for each in list_named(record, _SHARED_KINDS))
