"""The check that every record of a register reads back as it is, before anything of it is written."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs

from civic_partnership.errors import RecordsError
from civic_partnership.findings import INVALID_VALUE, Finding, Path, broken, sanitize
from civic_partnership.model import KINDS, Municipality, RecordKey, Register
from civic_partnership.values import Check, Label, Misfit, Table, WrongType, find_value_type, strip_none

from .converter import shared_converter, structure_record, wrong_choices
from .structure_errors import THIS, shape_of

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
    for key, cls, record in _records(register):
        table = _readable_table(key, cls, record)
        if table is None:
            findings.extend(_explain(key, record))
        else:
            yield key, table
    if findings:
        raise _records_error(findings)


def _records(register: Register) -> Iterator[tuple[RecordKey, type[Any], Any]]:
    """Yield every record with its class; also any other value in place of the table of a kind."""
    if register.municipality is not None:
        yield RecordKey("municipality", None), Municipality, register.municipality
    for kind, cls in KINDS.items():
        table = getattr(register, kind)
        if type(table) is Table:
            for id, record in table.items():
                yield RecordKey(kind, id), cls, record
        else:
            yield RecordKey(kind, None), Table, table


def _readable_table(key: RecordKey, cls: type[Any], record: Any) -> dict[str, Any] | None:
    """Convert a record to a plain table; return None if reading it back gives another record."""
    converter = shared_converter()
    try:
        table: dict[str, Any] = converter.unstructure(record)
        if key.id is None:
            again = converter.structure(table, cls)
        else:
            again = structure_record(converter, table, cls, key.id)
        same = type(record) is cls and again == record
    except Exception:  # noqa: BLE001 - records made with values of any other type may raise anything
        same = False
    return table if same else None


def _explain(key: RecordKey, record: Any) -> Iterator[Finding]:
    """Yield a finding for each value that does not read back, worded as reading words it."""
    annotation = attrs.fields_dict(Register)[key.kind].type
    value = record if key.id is None else Table({key.id: record})
    known = RecordKey(key.kind, None if key.id is None else str(key.id))
    depth = 1 if key.id is None else 2
    faults = [
        shape_of(Register, place, error, Label(f"af typen {type_name}", f"of type {type_name}"))
        for place, error, wrong in invalid_values(value, annotation, (key.kind,))
        for type_name in [type(wrong).__name__]
    ]
    for rule, verdict in faults or [(INVALID_VALUE, broken(field=THIS, reason=_CHANGED))]:
        yield rule.finding(verdict._replace(path=verdict.path[depth:]), known)


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


def invalid_values(value: Any, annotation: Any, path: Path = ()) -> Iterator[Misfit]:
    """Yield each part of a value at a path that a field with this annotation cannot hold."""
    return _check_of(annotation)(value, path)


def _check_of(annotation: Any) -> Check:
    held = strip_none(annotation)
    may_be_absent = held is not annotation
    value_type = find_value_type(held)

    def check(value: Any, path: Path) -> Iterator[Misfit]:
        if value is None and may_be_absent:
            return
        if value_type is not None:
            yield from value_type.check(value, path, _check_of)
        elif type(value) is held:
            yield from _check_fields(value, path)
        else:
            yield path, WrongType(*[f"{held.__name__}(…)"] * 2), value

    return check


def _check_fields(record: Any, path: Path) -> Iterator[Misfit]:
    cls: Any = type(record)
    fields = _fields_of(cls)
    values = {attribute.name: getattr(record, attribute.name) for attribute, _ in fields}
    filled = {attribute.name for attribute, _ in fields if values[attribute.name] != attribute.default}
    for error in wrong_choices(type(record), filled):
        yield path, error, record
    for attribute, check in fields:
        yield from check(values[attribute.name], (*path, attribute.name))


@cache
def _fields_of(cls: type[Any]) -> "list[tuple[attrs.Attribute[Any], Check]]":
    return [(attribute, _check_of(attribute.type)) for attribute in attrs.fields(cls)]
