"""The check of a register of which some files have changed since the last check."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from civic_partnership.findings import Rule, finding_sort_key
from civic_partnership.model import Entry, RecordKey, Register, confirm_shape
from civic_partnership.rules import check
from civic_partnership.storage import Reading

from .checked_files import CheckedFiles, KeptFile, KeptRegister, encode_records
from .documents import DOCUMENT_KINDS, Key, find_documents, is_wide, make_node, wide_part
from .encoding import decode, encode

_UNKNOWN_REFERENCE = "unknown-reference"
"""The rule that looks at the ids of all records, for the one that was meant."""

Records = dict[Key, Any]


def keep_register(reading: Reading) -> KeptRegister:
    """Return what is kept of a register in whose files nothing is wrong."""
    files = keep_files(reading)
    return KeptRegister(files, encode(_wide_parts(_records_of(reading))))


def keep_files(reading: Reading) -> dict[str, KeptFile]:
    """Return what is kept of files in which nothing is wrong."""
    by_file: dict[str, list[tuple[RecordKey, Any]]] = {name: [] for name in reading.files}
    for key, origin in reading.origins.items():
        by_file[origin.file.name].append((key, reading.register.get(key)))
    return {
        name: KeptFile(
            reading.files[name], tuple(make_node(*each) for each in records), encode_records(records)
        )
        for name, records in by_file.items()
    }


def _records_of(reading: Reading) -> Records:
    return {(key.kind, key.id): record for key, record in reading.register}


def _wide_parts(records: Mapping[Key, Entry]) -> Records:
    parts = ((key, wide_part(record)) for key, record in records.items() if key[0] in DOCUMENT_KINDS)
    return {key: part for key, part in parts if part is not None}


def recheck(
    before: CheckedFiles, changed: Reading, names: Collection[str], on: date, rules: Sequence[Rule]
) -> CheckedFiles | None:
    """Check what may have changed by a change of files; None if that may be anything.

    Args:
        before: what the last check has found.
        changed: the new files, and those that have changed, in which nothing is wrong.
        names: the names of these files, and of those that are gone.
        on: the day as of which is checked, as it was in the last check.
        rules: the rules of the last check, all of them of the package.
    """
    if before.kept is None:
        return None
    change = _Change(before.kept, changed, names)
    local = [rule for rule in rules if not is_wide(rule)]
    if change.may_matter_everywhere({rule.name for rule in local}):
        return None
    come_or_gone = change.come_or_gone
    if come_or_gone and any(each.rule == _UNKNOWN_REFERENCE for each in before.findings):
        return None
    touched = find_documents(change.keys, change.nodes)
    base = change.load({node.key for node in change.nodes if node.is_base})
    report = check(_register(base, change.load(touched)), on=on, rules=local)
    found = [finding for finding in report.findings if finding.record in touched]  # and none of the base
    if report.failures or any(finding.rule == _UNKNOWN_REFERENCE for finding in found):
        return None
    redone = {rule.name for rule in local}
    kept_findings = [
        each for each in before.findings if each.record not in touched or each.rule not in redone
    ]
    wide = before.kept.wide
    if change.is_wide():
        wide_rules = [rule for rule in rules if is_wide(rule)]
        parts = {key: part for key, part in decode(wide).items() if key not in change.old}
        parts |= _wide_parts(change.new)
        report = check(_register(base, parts), on=on, rules=wide_rules)
        if report.failures:
            return None
        redone = {rule.name for rule in wide_rules}
        kept_findings = [each for each in kept_findings if each.rule not in redone]
        found += report.findings
        wide = encode(parts)
    return CheckedFiles(
        sorted([*kept_findings, *found], key=finding_sort_key),
        sum(len(kept.nodes) for kept in change.files.values()),
        frozenset(),
        kept=KeptRegister(change.files, wide),
    )


def _register(*parts: Records) -> Register:
    records = [record for part in parts for record in part.values()]
    for record in records:
        confirm_shape(record)  # they were read from files, and have not changed since
    return Register().replace(*records)


class _Change:
    """A change of some files.

    Attributes:
        old, new: the records of these files before and after: key -> record.
        files: all files as they are now.
        keys: the keys of the records that are not the same before and after.
        nodes: what all records belong to, as they are and as they were.
    """

    def __init__(self, before: KeptRegister, changed: Reading, names: Collection[str]) -> None:
        self.old: Records = {}
        for name in names:
            if name in before.files:
                self.old |= decode(before.files[name].records)
        self.new = _records_of(changed)
        self._unchanged = {name: kept for name, kept in before.files.items() if name not in names}
        self.files = self._unchanged | keep_files(changed)
        both = self.old.keys() | self.new.keys()
        self.keys = {key for key in both if self.old.get(key) != self.new.get(key)}
        gone = (node for name in names if name in before.files for node in before.files[name].nodes)
        self.nodes = [*chain.from_iterable(kept.nodes for kept in self.files.values()), *gone]

    @property
    def come_or_gone(self) -> set[Key]:
        """The keys of the records that are new, and of those that are no more."""
        return self.old.keys() ^ self.new.keys()

    def may_matter_everywhere(self, local: Collection[str]) -> bool:
        """Tell whether rules may find something else in documents without a changed record.

        Args:
            local: the names of the rules that see no more than one document and the base.
        """
        if any(node.key in self.new for kept in self._unchanged.values() for node in kept.nodes):
            return True  # two records have the same id
        moved = self.come_or_gone | {key for key in self.keys if key[0] in ("partnerships", "meetings")}
        for node in self.nodes:
            if node.is_base and (node.key in self.keys or node.exempt or not moved.isdisjoint(node.names)):
                return True
            if not set(node.exempt) <= set(local):  # what wide rules find decides whether it is needed
                return True
        return False

    def is_wide(self) -> bool:
        """Tell whether wide rules may find something else."""
        return bool(self.come_or_gone) or any(
            wide_part(self.old[key]) != wide_part(self.new[key]) for key in self.keys
        )

    def load(self, keys: Collection[Key]) -> Records:
        """Return the records with these keys, as far as they are there."""
        records = {key: record for key, record in self.new.items() if key in keys}
        for kept in self._unchanged.values():
            if any(node.key in keys for node in kept.nodes):
                records |= {key: each for key, each in decode(kept.records).items() if key in keys}
        return records
