"""The comparison of two registers for people: record by record, and the findings that come and go."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Literal

from attrs import frozen

from civic_partnership.findings import Finding
from civic_partnership.model import RecordKey, Register

from .differences import ABSENT, Difference, diff

Change = Literal["added", "removed", "changed"]
"""What happened to a record from one register to the other."""


@frozen
class ChangedRecord:
    """One record in which two registers differ.

    Attributes:
        record: the record.
        change: whether it is only in the new register, only in the old one, or in both.
        differences: the differences; for a record that is in one register only, the record as a whole.
    """

    record: RecordKey
    change: Change
    differences: tuple[Difference, ...]


@frozen
class Comparison:
    """The records in which two registers differ.

    Attributes:
        records: these records, sorted by kind and id.
        not_compared: the records that are in one register only, and may be among those of the other one that
            could not be read.
    """

    records: tuple[ChangedRecord, ...]
    not_compared: tuple[RecordKey, ...]


@frozen
class FindingChanges:
    """The findings by which two registers differ.

    Attributes:
        appeared: the findings that only the new register has.
        gone: the findings that only the old register has.
    """

    appeared: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def compare_records(old: Register, new: Register) -> Comparison:
    """Compare two registers record by record; a record that one of them could not read is not compared."""
    grouped = groupby(diff(old, new), lambda difference: difference.record)
    records = ((key, tuple(differences)) for key, differences in grouped)
    return Comparison(
        tuple(ChangedRecord(key, _change_of(differences), differences) for key, differences in records),
        (*_find_unread(old, new), *_find_unread(new, old)),
    )


def compare_findings(old: Sequence[Finding], new: Sequence[Finding]) -> FindingChanges:
    """Compare the findings about two registers.

    A finding is the same if it says the same about the same record. Its row may stand elsewhere.
    """
    return FindingChanges(tuple(find_new_findings(new, old)), tuple(find_new_findings(old, new)))


def find_new_findings(findings: Sequence[Finding], *sides: Sequence[Finding]) -> list[Finding]:
    """Return the findings that no side had, or not as often; the index of a row does not matter."""
    left: Counter[Any] = Counter()
    for side in sides:
        left |= Counter(map(_identity, side))
    new: list[Finding] = []
    for each in findings:
        if left[_identity(each)]:
            left[_identity(each)] -= 1
        else:
            new.append(each)
    return new


def _find_unread(register: Register, other: Register) -> Iterator[RecordKey]:
    """Yield the records of a register that may be among those that another one could not read."""
    if other.left_out:
        yield from (key for key, _ in register if other.get(key) is None and other.may_hold(*key))


def _change_of(differences: Sequence[Difference]) -> Change:
    first = differences[0]
    if first.place.path:
        return "changed"
    return "added" if first.old is ABSENT else "removed"


def _identity(finding: Finding) -> Any:
    return finding.rule, finding.level, finding.record, finding.message
