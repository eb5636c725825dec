"""Values set and removed by the address of their place: `partnerships.nordby.grants[2024].amount`."""

from collections.abc import Iterable
from typing import Any

from civic_partnership.errors import RecordsError
from civic_partnership.findings import closest_match, sanitize
from civic_partnership.model import KINDS, RecordKey, Register
from civic_partnership.values import Label

from .record_draft import RecordDraft

_KINDS = ("municipality", *KINDS)


def set_value(register: Register, address: str, value: Any) -> Register:
    """Return a register with a value in a place; a new row or record is made if it is not there.

    Args:
        register: the register.
        address: the address of a field, a row, a value of a table, or a whole record. A new row is named by
            its key, which is filled in: `partnerships.nordby.grants[2025].amount`.
        value: the value as records hold it, or as TOML does. None removes the value of a field.

    Raises:
        RecordsError: there is no such place, or no file could hold the record.
    """
    return set_values(register, [(address, value)])


def set_values(register: Register, values: Iterable[tuple[str, Any]], *, are_texts: bool = False) -> Register:
    """Return a register with values in some places; only the finished records must have the right shape.

    Args:
        register: the register.
        values: pairs of an address and a value, as for `set_value`.
        are_texts: whether the values are texts that people typed, such as `200.000`, `1.10.2025` or
            `{ year = 2025, amount = 200_000 }`.

    Raises:
        RecordsError: there is no such place, or no file could hold a record.
    """
    drafts: dict[RecordKey, RecordDraft] = {}
    for address, value in values:
        key, rest = split_address(address)
        if key not in drafts:
            drafts[key] = RecordDraft(register, key)
        drafts[key].set(rest, value, is_text=are_texts)
    return register.replace(*(draft.finish() for draft in drafts.values()))


def remove_value(register: Register, address: str) -> Register:
    """Return a register without what is in a place: a record, a row, a value of a table or of a field.

    Raises:
        RecordsError: there is no such place, nothing is in it, or the record needs what is in it.
    """
    key, rest = split_address(address)
    record = register.get(key)
    if record is None:
        raise unknown_record(register, key)
    if not rest:
        return register.without(record)
    draft = RecordDraft(register, key)
    draft.remove(rest)
    return register.replace(draft.finish())


def split_address(address: str) -> tuple[RecordKey, str]:
    """Split the address of a place into the key of its record and the address in the record.

    Raises:
        RecordsError: the kind is not known, or the id is missing.
    """
    kind, _, rest = address.partition(".")
    if kind == "municipality":
        return RecordKey(kind, None), rest
    if kind not in KINDS:
        known = ", ".join(_KINDS)
        otherwise = Label(f"Her kan stå {known}.", f"What may stand here: {known}.")
        hint, shown = closest_match(kind, _KINDS, otherwise), sanitize(kind)
        raise RecordsError(
            f'"{shown}" er ingen slags post. {hint.da}', f'"{shown}" is no kind of record. {hint.en}', ()
        )
    id, _, rest = rest.partition(".")
    if not id:
        raise RecordsError(
            f"Skriv id'et efter {kind}: {kind}.ID", f"Write the id after {kind}: {kind}.ID", ()
        )
    return RecordKey(kind, id), rest


def unknown_record(register: Register, key: RecordKey) -> RecordsError:
    """Return the error that a register has no record with this key, with the closest id."""
    shown = sanitize(".".join(filter(None, key)))
    ids = () if key.id is None else getattr(register, key.kind)
    hint = closest_match(key.id or "", ids, Label("Se posterne med show.", "See the records with show."))
    return RecordsError(f"Der er ingen {shown}. {hint.da}", f"There is no {shown}. {hint.en}", ())
