"""The records of a register that no file could hold, which no rule is asked about."""

from collections.abc import Set as AbstractSet
from typing import Any

import attrs

from civic_partnership.findings import Finding, find_shape_errors
from civic_partnership.model import LeftOut, RecordKey, Register
from civic_partnership.values import Table


def find_unsound_records(register: Register) -> tuple[Register, list[Finding]]:
    """Return the register without the records that no file could hold, and what is wrong with them."""
    shape_errors = list(find_shape_errors(register))
    return leave_out(register, {finding.record for finding in shape_errors if finding.record}), shape_errors


def leave_out(register: Register, keys: AbstractSet[RecordKey]) -> Register:
    """Return the register without some records, which it then names in `left_out`.

    The keys hold ids as texts. A key without an id stands for the municipality, or for all of its kind.
    """
    if not keys:
        return register
    changed: dict[str, Any] = {}
    for kind in {key.kind for key in keys}:
        ids = {key.id for key in keys if key.kind == kind}
        if None in ids:
            changed[kind] = None if kind == "municipality" else Table()
        else:
            records = getattr(register, kind)
            changed[kind] = Table({id: record for id, record in records.items() if str(id) not in ids})
    left_out = register.left_out | {LeftOut(key.kind, key.id) for key in keys}
    return attrs.evolve(register, left_out=left_out, **changed)
