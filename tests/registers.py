"""Registers of any shape that files can hold, and plain tables to change."""

from collections.abc import Iterator
from typing import Any

Way = tuple[str | int, ...]
"""The way to a place in plain tables: names, and places in lists counted from 0."""

MINIMAL: dict[str, dict[str, Any]] = {
    "municipality": {"name": "Nordby"},
    "departments": {"name": "Kultur"},
    "areas": {"name": "Havnen"},
    "contacts": {},
    "associations": {"name": "Nordby Boldklub"},
    "programmes": {"name": "Sociale partnerskaber"},
    "appropriations": {"programme": "a", "name": "Vol. 1", "period": "2021/2028"},
    "rounds": {"programme": "a", "opens": "2020-08-01"},
    "partnerships": {"programme": "a", "partners": [{"association": "a"}]},
    "meetings": {"on": "2024-04-12", "kind": "status"},
    "feeder_chains": {"name": "Fødekæden"},
    "initiatives": {"name": "FerieCamp"},
    "alliances": {"name": "Alliancen"},
    "agreements": {"title": "Aftalen"},
    "frameworks": {"title": "Mål"},
    "surveys": {"title": "Spørgeskema"},
}
"""Of each kind, a record with no more than it must have, as a plain table."""


def minimal(kind: str, /, **fields: Any) -> dict[str, Any]:
    """Make a register of one record, `a` or the municipality, as plain tables: the least, and these fields."""
    record = {**MINIMAL[kind], **fields}
    return {kind: record if kind == "municipality" else {"a": record}}


def places(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Yield everything in plain tables and lists with the path to it, the outer before the inner."""
    if way:
        yield way, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in items:
        yield from places(each, (*way, step))


def planted(tables: Any, way: Way, value: Any) -> Any:
    """Copy plain tables with a value put in one place, or added there."""
    if not way:
        return value
    step, *rest = way
    if isinstance(step, int):
        return [planted(each, tuple(rest), value) if i == step else each for i, each in enumerate(tables)]
    return {**tables, step: planted(tables.get(step, {}), tuple(rest), value)}
