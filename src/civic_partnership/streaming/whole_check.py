"""The check of a stream as a whole, together with the base register, once all lines were seen."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import attrs

from civic_partnership.errors import PathError
from civic_partnership.findings import Finding, Rule, format_path
from civic_partnership.model import RecordKey, Register
from civic_partnership.rules import Context, Failure, RuleRun
from civic_partnership.storage import duplicate_id

from .document_checker import CheckedLines, ExemptRecord, RecordRow, list_keys, place_finding
from .record_index import RecordIndex
from .stored_register import StoredContext, StoredRecords

_FINDINGS = "findings"
_EXEMPT = "exempt"


class _KeptFindings(list[Finding]):
    """The findings of a run, which go into the index one by one."""

    def __init__(self, index: RecordIndex) -> None:
        super().__init__()
        self._index = index

    def append(self, finding: Finding, /) -> None:
        self._index.keep(_FINDINGS, finding)


class WholeCheck:
    """Checks a stream by the rules about the whole, and the base register by all rules.

    What the lines gave is added first; `findings` asks the rules. A temporary folder holds the index of the
    records; it is made at the beginning of the `with` block, and removed at its end.

    Args:
        base: the base register.
        on: the day as of which it is checked.
        rules: the rules to ask.
        name: the name of the stream in findings.
        make_index: makes the index of the records in a file.
    """

    def __init__(
        self,
        base: Register,
        on: date,
        rules: Sequence[Rule],
        name: str,
        make_index: Callable[[Path], RecordIndex] = RecordIndex,
    ) -> None:
        self._base = base
        self._on = on
        self._rules = rules
        self._name = name
        self._kinds_left_out: set[str | None] = set()
        self._make_index = make_index
        self.failures: Sequence[Failure] = ()

    def __enter__(self) -> Self:
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="civic-partnership-"))
        except OSError:
            raise no_room() from None
        try:
            self._index = self._make_index(self.folder / "index.sqlite")
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._index.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, checked: CheckedLines, lines_before: int) -> None:
        """Add what some lines gave, before which so many stand in the stream."""
        self._index.add(checked.records, checked.keys, lines_before)
        self._kinds_left_out |= checked.kinds_left_out
        for each in checked.exempt:
            self._index.keep(_EXEMPT, each)

    def note_damage(self) -> None:
        """Note that some records of the stream are not known at all."""
        self._kinds_left_out.add(None)

    def findings(self, file: Path) -> Iterator[Finding]:
        """Yield the findings about ids that stand twice, then those of the rules.

        Args:
            file: the file that holds the lines of the stream.
        """
        base = Context(self._base, self._on)
        self._index.add((), list_keys(self._base, base))
        self._index.finish()
        for rows in self._index.duplicates():
            self._kinds_left_out.add(rows[0].kind)
            yield from self._report_duplicates(rows)
        stored = StoredRecords(file, self._name)
        try:
            self._ask(base, stored)
            for finding in self._index.kept(_FINDINGS):
                yield self._place(finding, stored)
        finally:
            stored.close()

    def _ask(self, base: Context, stored: StoredRecords) -> None:
        context = StoredContext(base, self._index, stored.load, self._kinds_left_out)
        run = RuleRun(context, self._rules)
        run.findings = _KeptFindings(self._index)
        with run.protect():
            run.ask_all(self._base)
            for each in self._index.kept(_EXEMPT):
                self._ask_about_exemptions(run, each)
        self.failures = run.failures

    def _ask_about_exemptions(self, run: RuleRun, exempt: ExemptRecord) -> None:
        record = run.context.register.get(exempt.key)
        if record is not None:
            for path, used in exempt.used:
                run.context.exemptions_used[exempt.key, path] |= used
            run.ask_last(exempt.key.kind, [(exempt.key.id, record, {})])

    def _place(self, finding: Finding, stored: StoredRecords) -> Finding:
        """Return a finding with its place in the stream, if it is about a record there."""
        key = finding.record
        row = self._index.find(key.kind, key.id) if key and key.id else None
        return place_finding(finding, stored.document(row)) if row else finding

    def _report_duplicates(self, rows: Sequence[RecordRow]) -> Iterator[Finding]:
        first = rows[0]
        for row in rows:
            other = rows[1] if row is first else first
            key = RecordKey(row.kind, row.id)
            rule, verdict = duplicate_id(key, self._name, other.number)
            yield attrs.evolve(rule.finding(verdict, key), file=self._name, at=(row.number, 1))


def no_room() -> PathError:
    """Return the error that temporary files cannot be written."""
    try:
        folder = format_path(tempfile.gettempdir())
    except OSError:  # no folder can be written at all
        folder = "TMPDIR"
    return PathError(
        f"Midlertidige filer kan ikke skrives i {folder}. Skaf plads, eller vælg en anden mappe (TMPDIR).",
        f"Temporary files cannot be written in {folder}. Make room, or choose another folder (TMPDIR).",
    )
