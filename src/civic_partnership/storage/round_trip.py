"""The proof that a register reads back as it is, record by record, before anything of it is written."""

from collections.abc import Iterator
from typing import Any

import attrs

from civic_partnership.errors import RecordsError
from civic_partnership.findings import INVALID_VALUE, Finding, Path, broken, sanitize
from civic_partnership.model import KINDS, Municipality, RecordKey, Register
from civic_partnership.values import Label, Table

from .converter import shared_converter
from .invalid_values import invalid_values
from .structure import structure_record
from .structure_errors import THIS, shape_of

_SHOWN = 5
"""So many of the records that do not read back are named in the sentence; all are in the findings."""
_CHANGED = Label("den læses ikke igen, som den er", "it does not read back as it is")


def check_round_trip(register: Register) -> Iterator[tuple[RecordKey, dict[str, Any]]]:
    """Every record as a plain table that reads back as it is.

    Records are read back one at a time; those that do not come back are told at the end.

    Raises:
        RecordsError: records were left out of the register, or do not read back the same.

    """
    if number := len(register.left_out):
        raise RecordsError(
            f"{number} poster kunne ikke læses og ville gå tabt. Ret dem først.",
            f"{number} records could not be read and would be lost. Correct them first.",
            (),
        )
    found: list[Finding] = []
    for key, cls, held in _held(register):
        table = _proven_table(key, cls, held)
        if table is None:
            found.extend(_findings(key, held))
        else:
            yield key, table
    if found:
        raise _refused(found)


def _held(register: Register) -> Iterator[tuple[RecordKey, type[Any], Any]]:
    """Every record with its class, and whatever stands where the table of a kind belongs."""
    if register.municipality is not None:
        yield RecordKey("municipality", None), Municipality, register.municipality
    for kind, cls in KINDS.items():
        table = getattr(register, kind)
        if type(table) is Table:
            for id, record in table.items():
                yield RecordKey(kind, id), cls, record
        else:
            yield RecordKey(kind, None), Table, table


def _proven_table(key: RecordKey, cls: type[Any], held: Any) -> dict[str, Any] | None:
    """A record's plain table; None where what is read of it is not the same."""
    converter = shared_converter()
    try:
        table: dict[str, Any] = converter.unstructure(held)
        if key.id is None:
            again = converter.structure(table, cls)
        else:
            again = structure_record(converter, table, cls, key.id)
        same = type(held) is cls and again == held
    except Exception:  # noqa: BLE001 - records made with values of any other type may raise anything
        same = False
    return table if same else None


def _findings(key: RecordKey, held: Any) -> Iterator[Finding]:
    """Why something does not read back, as what reads files would say it."""
    annotation = attrs.fields_dict(Register)[key.kind].type
    one = held if key.id is None else Table({key.id: held})
    known = RecordKey(key.kind, None if key.id is None else str(key.id))
    depth = 1 if key.id is None else 2
    told = [
        shape_of(Register, place, leaf, _of_type(value))
        for place, leaf, value in invalid_values(one, annotation, (key.kind,))
    ]
    for rule, verdict in told or [(INVALID_VALUE, broken(field=THIS, reason=_CHANGED))]:
        yield rule.finding(verdict._replace(path=verdict.path[depth:]), known)


def _of_type(value: object) -> Label:
    name = type(value).__name__
    return Label(f"af typen {name}", f"of type {name}")


def _refused(found: list[Finding]) -> RecordsError:
    names = list(dict.fromkeys(_place(finding.record, ()) for finding in found))
    named = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    first = found[0]
    place = _place(first.record, first.path)
    return RecordsError(
        f"Poster, som ingen fil kan rumme, som de er: {named}. Først {place}: {first.message.da}",
        f"Records that no file can hold as they are: {named}. First {place}: {first.message.en}",
        found,
    )


def _place(key: RecordKey | None, path: Path) -> str:
    """A record and the way in it: `partnerships/p, grants 1, amount`; rows are counted from 1."""
    steps = [f" {step + 1}" if isinstance(step, int) else f", {sanitize(step)}" for step in path]
    return "/".join(sanitize(part) for part in key or () if part is not None) + "".join(steps)
