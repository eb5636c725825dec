"""The check of a register of which some files have changed since the last check."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from civic_partnership.findings import Finding, Rule, finding_sort_key
from civic_partnership.model import DOCUMENT_KINDS, Register, confirm_shape
from civic_partnership.rules import check
from civic_partnership.storage import Reading, compute_digest

from .checked_files import CheckedFiles, KeptFile, KeptRegister
from .documents import Key, Node, find_documents, is_wide, make_node, wide_part
from .encoding import decode, encode

_UNKNOWN_REFERENCE = "unknown-reference"
"""The rule that looks at the ids of all records, for the one that was meant."""

Records = dict[Key, Any]
"""Key -> record, or what wide rules see of it."""


def keep_files(reading: Reading) -> dict[str, KeptFile]:
    """Return what is kept of files in which nothing is wrong."""
    nodes: dict[str, list[Node]] = {name: [] for name in reading.files}
    for key, origin in reading.origins.items():
        record = reading.register.get(key)
        assert record is not None  # noqa: S101 - nothing is wrong with it
        nodes[origin.file.name].append(make_node(key, record))
    return {name: KeptFile(reading.files[name], tuple(rows)) for name, rows in nodes.items()}


def find_wide_parts(reading: Reading) -> Records:
    """Return what wide rules see of the documents in files."""
    parts = ((key, wide_part(record)) for key, record in reading.register if key.kind in DOCUMENT_KINDS)
    return {(key.kind, key.id): part for key, part in parts if part is not None}


class Recheck:
    """A check of what may have changed.

    Args:
        before: what the last check has found.
        names: the names of the files that have changed, come or gone.
        read: reads those of the files with some names that are there; None if anything is wrong with them.
        load_wide: loads what wide rules saw of the documents, encoded; None if that is lost.
        on: the day as of which is checked, as it was in the last check.
        rules: the rules of the last check, all of them of the package.

    Attributes:
        wide_parts: what wide rules see of the documents, encoded; None if it is as it was.
    """

    def __init__(
        self,
        before: CheckedFiles,
        names: Collection[str],
        *,
        read: Callable[[Collection[str]], Reading | None],
        load_wide: Callable[[], bytes | None],
        on: date,
        rules: Sequence[Rule],
    ) -> None:
        self._before = before
        self._names = names
        self._read = read
        self._load_wide = load_wide
        self._on = on
        self._local = [rule for rule in rules if not is_wide(rule)]
        self._wide = [rule for rule in rules if is_wide(rule)]
        self._wide_names = {rule.name for rule in self._wide}
        self.wide_parts: bytes | None = None

    def run(self) -> CheckedFiles | None:
        """Return what is found now; None if the change may matter anywhere, so that all must be checked."""
        kept, changed = self._before.kept, self._read(self._names)
        if kept is None or changed is None:
            return None
        change = Change(kept, keep_files(changed), self._names)
        names_ids = any(map(_asks_for_all_ids, self._before.findings))
        if (change.come_or_gone and names_ids) or change.may_matter_anywhere({r.name for r in self._local}):
            return None
        touched = find_documents(change.keys, change.nodes)
        base_keys = {node.key for node in change.nodes if node.is_base}
        reading = self._read(change.list_files(touched | base_keys))
        assert reading is not None  # noqa: S101 - nothing was wrong with any of these files
        records: Records = {(key.kind, key.id): record for key, record in reading.register}
        base = {key: record for key, record in records.items() if key in base_keys}
        documents = {key: record for key, record in records.items() if key in touched}
        found = self._ask({**base, **documents}, self._local)
        local = [each for each in found or () if each.record in touched]
        if found is None or any(map(_asks_for_all_ids, local)):
            return None
        wide, wide_digest = self._ask_wide(kept.wide_digest, change, changed, base)
        if wide is None:
            return None
        findings = [
            *(each for each in self._before.findings if not (self._is_wide(each) or each.record in touched)),
            *local,
            *wide,
        ]
        return CheckedFiles(
            sorted(findings, key=finding_sort_key),
            sum(len(each.nodes) for each in change.files.values()),
            frozenset(),
            kept=KeptRegister(change.files, wide_digest),
        )

    def _ask_wide(
        self, digest: bytes, change: "Change", changed: Reading, base: Records
    ) -> tuple[Sequence[Finding] | None, bytes]:
        """Return what wide rules find, None if it cannot be told, and the hash of what they see."""
        if not change.is_wide:
            return [each for each in self._before.findings if self._is_wide(each)], digest
        data = self._load_wide()
        if data is None or compute_digest(data) != digest:
            return None, digest
        new = find_wide_parts(changed)
        parts: Records = {key: part for key, part in decode(data).items() if key not in change.keys}
        parts |= {key: part for key, part in new.items() if key in change.keys}
        self.wide_parts = encode(parts)
        return self._ask({**base, **parts}, self._wide), compute_digest(self.wide_parts)

    def _is_wide(self, finding: Finding) -> bool:
        return finding.rule in self._wide_names

    def _ask(self, records: Records, rules: Sequence[Rule]) -> Sequence[Finding] | None:
        """Return what rules find in records; None if a rule fails."""
        for record in records.values():
            confirm_shape(record)  # they come from files, and have not changed since
        report = check(Register().replace(*records.values()), on=self._on, rules=rules)
        return None if report.failures else report.findings


def _asks_for_all_ids(finding: Finding) -> bool:
    """Tell whether a finding may name the id of any record, as the one that was meant."""
    return finding.rule == _UNKNOWN_REFERENCE


class Change:
    """A change of some files.

    Attributes:
        files: all files as they are now.
        nodes: what all records belong to, as they are and as they were.
        keys: the keys of the records that are not the same before and after.
        come_or_gone: the keys of the records that are new, and of those that are no more.
        is_wide: whether wide rules may find something else.
    """

    def __init__(self, before: KeptRegister, changed: Mapping[str, KeptFile], names: Collection[str]) -> None:
        """Compare files.

        Args:
            before: the register as it was.
            changed: the files that have changed or come, as they are now.
            names: the names of these files, and of those that have gone.
        """
        past = [node for name in names if name in before.files for node in before.files[name].nodes]
        self._unchanged = {name: kept for name, kept in before.files.items() if name not in names}
        self.files = {**self._unchanged, **changed}
        self.nodes = [*chain.from_iterable(kept.nodes for kept in self.files.values()), *past]
        old = {node.key: node for node in past}
        new = {node.key: node for kept in changed.values() for node in kept.nodes}
        self.come_or_gone = old.keys() ^ new.keys()
        both = old.keys() & new.keys()
        self.keys = self.come_or_gone | {key for key in both if old[key].digest != new[key].digest}
        self.is_wide = bool(self.come_or_gone) or any(
            old[key].wide_digest != new[key].wide_digest for key in both
        )
        self._new = new.keys()

    def may_matter_anywhere(self, local: Collection[str]) -> bool:
        """Tell whether rules may find something else in documents without a changed record.

        Args:
            local: the names of the rules that see no more than one document and the base.
        """
        if any(node.key in self._new for kept in self._unchanged.values() for node in kept.nodes):
            return True  # two records have the same id
        moved = self.come_or_gone | {key for key in self.keys if key[0] in ("partnerships", "meetings")}
        for node in self.nodes:
            if node.is_base and (node.key in self.keys or node.exempt or not moved.isdisjoint(node.names)):
                return True
            if node.exempt and not set(node.exempt) <= set(local):
                return True  # what wide rules find decides whether the exemption is needed
        return False

    def list_files(self, keys: Collection[Key]) -> set[str]:
        """Return the names of the files that hold records with some keys."""
        return {name for name, kept in self.files.items() if any(node.key in keys for node in kept.nodes)}
