"""The check that every record of a register reads back as it is, before anything of it is written."""

from collections.abc import Iterator
from typing import Any

from civic_partnership.errors import RecordsError
from civic_partnership.findings import (
    INVALID_VALUE,
    THIS,
    Finding,
    Path,
    broken,
    find_record_errors,
    records_of,
    sanitize,
    text_key,
)
from civic_partnership.model import RecordKey, Register
from civic_partnership.values import Label

from .converter import shared_converter, structure_record

_MOST_NAMED = 5
"""The most records that the sentence names; all are in the findings."""
_CHANGED = Label("den læses ikke igen, som den er", "it does not read back as it is")


def check_round_trip(register: Register) -> Iterator[tuple[RecordKey, dict[str, Any]]]:
    """Yield every record as a plain table (a dict) that reads back as the same record.

    Raises:
        RecordsError: records were left out of the register, or, at the end, some do not read back the same.
    """
    if number := len(register.left_out):
        raise RecordsError(
            f"{number} poster kunne ikke læses og ville gå tabt. Ret dem først.",
            f"{number} records could not be read and would be lost. Correct them first.",
            (),
        )
    findings: list[Finding] = []
    for kind, id, cls, record in records_of(register):
        key = RecordKey(kind, id)
        table = _readable_table(key, cls, record)
        if table is None:
            findings.extend(_explain(key, record))
        else:
            yield key, table
    if findings:
        raise _records_error(findings)


def _readable_table(key: RecordKey, cls: type[Any], record: Any) -> dict[str, Any] | None:
    """Convert a record to a plain table; return None if reading it back gives another record."""
    converter = shared_converter()
    try:
        table: dict[str, Any] = converter.unstructure(record)
        again = structure_record(converter, table, cls, key.id)
        same = type(record) is cls and again == record
    except Exception:  # noqa: BLE001 - records made with values of any other type may raise anything
        same = False
    return table if same else None


def _explain(key: RecordKey, record: Any) -> Iterator[Finding]:
    """Yield a finding for each value that does not read back, worded as reading words it."""
    faults = list(find_record_errors(key, record))
    for rule, verdict in faults or [(INVALID_VALUE, broken(field=THIS, reason=_CHANGED))]:
        yield rule.finding(verdict, text_key(key))


def _records_error(findings: list[Finding]) -> RecordsError:
    names = list(dict.fromkeys(_place(finding.record, ()) for finding in findings))
    named = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
    first = findings[0]
    place = _place(first.record, first.path)
    return RecordsError(
        f"Poster, som ingen fil kan rumme, som de er: {named}. Først {place}: {first.message.da}",
        f"Records that no file can hold as they are: {named}. First {place}: {first.message.en}",
        findings,
    )


def _place(key: RecordKey | None, path: Path) -> str:
    """Describe a place in a record: `partnerships/p, grants 1, amount`; rows are counted from 1."""
    steps = [f" {step + 1}" if isinstance(step, int) else f", {sanitize(step)}" for step in path]
    return "/".join(sanitize(part) for part in key or () if part is not None) + "".join(steps)
