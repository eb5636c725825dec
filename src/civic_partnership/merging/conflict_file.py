"""The file with the open conflicts of a register: `conflicts.toml`, beside the files of the register."""

from collections.abc import Iterable

import tomli_w

from civic_partnership.errors import RecordsError
from civic_partnership.findings import UNREADABLE_FILE, Finding, Shape, broken
from civic_partnership.model import Place, Register, nearest_place, place_of_record
from civic_partnership.storage import (
    CONFLICT_LIST,
    CONFLICTS,
    SIDES,
    OpenConflict,
    Unreadable,
    decode,
    format_open_conflict,
    read_open_conflict,
)

from .differences import ABSENT
from .three_way_merge import Conflict

_COMMENT = """\
# Åbne konflikter: to har skrevet hver sit på samme sted. I registeret står det, der her hedder ours.
# Se og afgør dem med: civic-partnership resolve. Filen slettes, når den sidste er afgjort.
#
# Open conflicts: two desks wrote different values in one place. The register holds what is `ours` here.
# List and settle them with: civic-partnership resolve. The file goes when the last one is settled.
"""


def format_conflicts(conflicts: Iterable[Conflict]) -> str:
    """Write conflicts as the text of the file; an empty text if there are none."""
    tables = (_format_table(each) for each in conflicts)
    text = "".join(f"\n{table}" for table in tables)
    return f"{_COMMENT}{text}" if text else ""


def read_conflicts(text: str, register: Register = Register()) -> tuple[Conflict, ...]:  # noqa: B008 - frozen
    """Read the text of the file.

    Args:
        text: the text.
        register: the register beside it. The path of a conflict leads to its place in this register, or to
            the smallest place around it that is there.

    Raises:
        RecordsError: with a finding for everything that is wrong with the text.
    """
    try:
        tables = decode(text.encode(), "toml")
    except Unreadable as error:
        verdict = broken(reason=error.reason, remedy=error.remedy)
        raise _error([UNREADABLE_FILE.finding(verdict, file=CONFLICTS, at=error.at)]) from None
    conflicts: list[Conflict] = []
    faults: list[Shape] = []
    for number, raw in enumerate(tables.get(CONFLICT_LIST, [])):
        found = read_open_conflict(raw, CONFLICT_LIST, number)
        if isinstance(found, OpenConflict):
            conflicts.append(_make_conflict(found, register))
        else:
            faults += found
    if faults:
        raise _error([rule.finding(verdict, file=CONFLICTS) for rule, verdict in faults])
    return tuple(conflicts)


def _format_table(conflict: Conflict) -> str:
    """Write one conflict as a row of the list, with tables of its own for records and rows."""
    sides = {side: getattr(conflict, side) for side in SIDES}
    values = {side: value for side, value in sides.items() if value is not ABSENT}
    table = format_open_conflict(conflict.record, conflict.place.address, values)
    header = f"[{CONFLICT_LIST}]"
    text = tomli_w.dumps({CONFLICT_LIST: table})
    return f"[{header}]{text.removeprefix(header)}"


def _make_conflict(found: OpenConflict, register: Register) -> Conflict:
    """Return the conflict that a file holds, with its path in the register."""
    record, start = register.get(found.record), place_of_record(found.record)
    path = () if record is None else nearest_place(record, start, found.address).path
    values = (found.values.get(side, ABSENT) for side in SIDES)
    return Conflict(found.record, Place(found.address, path), *values)


def _error(findings: list[Finding]) -> RecordsError:
    first, number = findings[0].message, len(findings)
    return RecordsError(
        f"{CONFLICTS} har {number} fejl i formen. Den første: {first.da}",
        f"{CONFLICTS} has {number} {'error' if number == 1 else 'errors'} of shape. The first: {first.en}",
        findings,
    )
