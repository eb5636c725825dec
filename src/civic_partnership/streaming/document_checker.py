"""The check of one document: a line with a partnership and what belongs to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet
from datetime import date
from decimal import localcontext
from typing import Any, NamedTuple

import attrs
from attrs import define, field

from civic_partnership.findings import UNREADABLE_FILE, Finding, Path, Rule, Shape, broken, finding_sort_key
from civic_partnership.model import DOCUMENT_KINDS, Entry, LeftOut, Meeting, RecordKey, Register
from civic_partnership.rules import EXACT, SHARED_KEYS, Context, Failure, Row, RuleRun, find_exempt_rules
from civic_partnership.storage import MAX_BYTES, Document, duplicate_id, pause_collector, read_document
from civic_partnership.values import Label

from .document_batch import DocumentBatch, cut_batches
from .layered_register import DocumentContext

_BASE = Label("grundregisteret", "the base register")
_WRONG_KIND = Label(
    "linjen har en post, som ikke hører til et partnerskab",
    "the line has a record that does not belong to a partnership",
)
_NO_PARTNERSHIP = Label(
    "linjen har et møde uden partnerskab (partnership)", "the line has a meeting without a partnership"
)
_PUT_INTO_BASE = Label("Flyt posten til grundregisteret.", "Move the record into the base register.")
_TOO_LONG = Label(
    f"linjen er længere end {MAX_BYTES // 2**20} MiB", f"the line is longer than {MAX_BYTES // 2**20} MiB"
)
_SPLIT = Label("Skriv hvert partnerskab i sin egen linje.", "Write each partnership into a line of its own.")
_OTHER_LINE = Label(
    "mødets partnerskab står ikke i samme linje", "the partnership of the meeting is not in the same line"
)
_PUT_TOGETHER = Label(
    "Skriv mødet i partnerskabets linje, eller flyt det til grundregisteret.",
    "Write the meeting into the line of its partnership, or move it into the base register.",
)


class RecordRow(NamedTuple):
    """Where a record of a stream stands: what rules about the whole need to find it again.

    Attributes:
        kind, id: the key of the record.
        number: the number of its line, counted from 1.
        start: the place of the first byte of the line.
        size: the number of bytes of the line.
        is_read: whether the record could be built.
    """

    kind: str
    id: str
    number: int
    start: int
    size: int
    is_read: bool


RecordTuple = tuple[str, str, int, int, int, bool]
"""A `RecordRow` as a plain tuple, which goes from process to process in a fifth of the time."""

KeyRow = tuple[int, str, str]
"""A key of a record: its place in `SHARED_KEYS`, the key, the record's id."""


class ExemptRecord(NamedTuple):
    """A record whose exemptions cannot be judged before the rules about the whole were asked.

    Attributes:
        key: the key of the record.
        used: path -> the exemptions there that rules about the record have used, as in a `Context`.
    """

    key: RecordKey
    used: tuple[tuple[Path, frozenset[tuple[str, str | None]]], ...]


@define
class CheckedLines:
    """What was found in some lines of a stream, and what rules about the whole need of them.

    Attributes:
        lines: the number of lines.
        findings: the findings, line by line, each with its place in the stream.
        failures: the rules that failed.
        records: a row for each record.
        keys: a row for each key of a record.
        exempt: records whose exemptions are not judged yet.
        kinds_left_out: the kinds of the records that could not be built; None if a kind is not known.
        unsettled: the number of each line of which some record could not be built, or that names records
            which neither it nor the base register has -> the keys of these.
    """

    lines: int = 0
    findings: list[Finding] = field(factory=list)
    failures: list[Failure] = field(factory=list)
    records: list[RecordTuple] = field(factory=list)
    keys: list[KeyRow] = field(factory=list)
    exempt: list[ExemptRecord] = field(factory=list)
    kinds_left_out: set[str | None] = field(factory=set)
    unsettled: dict[int, set[RecordKey]] = field(factory=dict)


class DocumentChecker:
    """Checks lines of a stream by all rules that look at one document and the base register.

    Args:
        base: the register of programmes and all else that the documents name.
        on: the day as of which they are checked.
        rules: the rules to ask; those about the register as a whole are left for later.
        name: the name of the stream in findings.
    """

    def __init__(self, base: Register, on: date, rules: Sequence[Rule], name: str) -> None:
        self._arguments = base, on, rules, name
        self._name = name
        self._base = base
        self._context = DocumentContext(Context(base, on))
        self._run = RuleRun(self._context, [rule for rule in rules if rule.about is not Register])
        self._asked = {rule.name for rule in rules if rule.ask and rule.about is not Register}

    def __reduce__(self) -> tuple[Any, ...]:
        return DocumentChecker, self._arguments

    def check(self, lines: Iterator[tuple[int, bytes]]) -> CheckedLines:
        """Check lines, each given with the place of its first byte; they are counted from 1.

        The line at place 0 is the first of the stream, and may have a byte order mark.
        """
        result = CheckedLines()
        with pause_collector(), self._run.protect():
            starts: list[int] = []
            for batch in cut_batches(self._read_all(lines, starts), self._base):
                self._ask(batch, result)
                unknown = batch.find_unknown(self._base)
                if unknown or batch.left_out:
                    result.unsettled[batch.documents[0].number] = unknown
                for document in batch.documents:
                    result.records += _list_records(document, starts[document.number - 1])
        result.lines = len(starts)
        return result

    def _read_all(self, lines: Iterable[tuple[int, bytes]], starts: list[int]) -> Iterator[Document]:
        """Yield the document of each line, without what does not belong into it; note where lines start."""
        for start, line in lines:
            starts.append(start)
            yield self._sort_out(self._read(line, len(starts), start))

    def _read(self, line: bytes, number: int, start: int) -> Document:
        """Read a line, unless it is too long."""
        if len(line) <= MAX_BYTES:
            return read_document(line, self._name, number, is_first=start == 0)
        finding = UNREADABLE_FILE.finding(broken(reason=_TOO_LONG, remedy=_SPLIT), file=self._name)
        left_out = frozenset({LeftOut(None, None)})
        return Document(
            records={}, findings=(finding,), left_out=left_out, line=line, name=self._name, number=number
        )

    def _ask(self, batch: DocumentBatch, result: CheckedLines) -> None:
        """Ask the rules about the records of some documents; add what they find to the result."""
        context, run = self._context, self._run
        context.lay(batch.records, batch.left_out)
        run.findings, run.failures = [], []
        by_kind: dict[str, list[Row]] = defaultdict(list)
        for key, record in batch.records.items():
            by_kind[key.kind].append((key.id, record, {}))
        for kind, rows in by_kind.items():
            run.ask_about(kind, rows)
        failures = run.failures
        for key, record in batch.records.items():
            exempt = find_exempt_rules(record)
            if exempt and exempt <= self._asked:
                run.failures = [failure for failure in failures if failure.record == key]
                run.ask_last(key.kind, [(key.id, record, {})])
            elif exempt:
                used = context.exemptions_used.items()
                of_record = ((path, frozenset(each)) for (of, path), each in used if of == key)
                result.exempt.append(ExemptRecord(key, tuple(of_record)))
        result.failures += failures
        numbers = {key: document.number for document in batch.documents for key in document.records}
        found: dict[int, list[Finding]] = defaultdict(list)
        for finding in run.findings:
            number = numbers.get(finding.record) if finding.record else None
            found[number or batch.documents[0].number].append(finding)
        for document in batch.documents:
            findings = (*document.findings, *sorted(found[document.number], key=finding_sort_key))
            result.findings += (place_finding(each, document) for each in findings)
            result.kinds_left_out.update(row.kind for row in document.left_out)
            result.keys += list_keys(document.records.items(), context.base)

    def _sort_out(self, document: Document) -> Document:
        """Take out the records that do not belong into the line, each with a finding."""
        own = {key.id for key in document.records if key.kind == "partnerships"}
        own.update(row.id for row in document.left_out if row.kind == "partnerships")
        unread = [RecordKey(row.kind, row.id) for row in document.left_out if row.kind in DOCUMENT_KINDS]
        misplaced: dict[RecordKey, Finding] = {}
        for key in sorted(key for key in unread if key.id in getattr(self._base, key.kind)):
            rule, found = duplicate_id(key, _BASE)
            misplaced[key] = rule.finding(found, key)
        for key, record in document.records.items():
            if verdict := self._find_misplaced(key, record, own):
                rule, found = verdict
                misplaced[key] = rule.finding(found, key)
        if not misplaced:
            return document
        return attrs.evolve(
            document,
            records={key: each for key, each in document.records.items() if key not in misplaced},
            findings=(*document.findings, *misplaced.values()),
            left_out=document.left_out | {LeftOut(*key) for key in misplaced},
        )

    def _find_misplaced(self, key: RecordKey, record: Entry, own: AbstractSet[str | None]) -> Shape | None:
        """Return what is wrong with the place of a record; None if it belongs into its line."""
        if key.kind not in DOCUMENT_KINDS:
            return UNREADABLE_FILE, broken(reason=_WRONG_KIND, remedy=_PUT_INTO_BASE)
        if isinstance(record, Meeting) and record.partnership not in own:
            if record.partnership is None:
                return UNREADABLE_FILE, broken(reason=_NO_PARTNERSHIP, remedy=_PUT_INTO_BASE)
            return UNREADABLE_FILE, broken("partnership", reason=_OTHER_LINE, remedy=_PUT_TOGETHER)
        if key.id in getattr(self._base, key.kind):
            return duplicate_id(key, _BASE)
        return None


def list_keys(records: Iterable[tuple[RecordKey, Entry]], base: Context) -> list[KeyRow]:
    """Return a row for each key of some records."""
    with localcontext(EXACT):
        return [
            (number, key, str(id))
            for (kind, id), record in records
            for number, keys in _KEYS_OF_KIND.get(kind, ())
            for key in keys(record, base)
        ]


_KEYS_OF_KIND = {
    kind: [(number, keys) for number, (of_kind, keys) in enumerate(SHARED_KEYS) if of_kind == kind]
    for kind, _ in SHARED_KEYS
}


def _list_records(document: Document, start: int) -> Iterator[RecordTuple]:
    """Yield a row for each record of a document with an id, those that could not be built too.

    What is no id may hold a half of a surrogate pair, which SQLite refuses.
    """
    size = len(document.line)
    for kind, id in document.records:
        yield kind, str(id), document.number, start, size, True
    for row in document.left_out:
        if row.kind is not None and row.id is not None:
            id = row.id.encode(errors="backslashreplace").decode()
            yield row.kind, id, document.number, start, size, False


def place_finding(finding: Finding, document: Document) -> Finding:
    """Return a finding with the place in the stream that it is about."""
    place = document.locate(finding)
    at = (place.line, place.column or 1) if place and place.line else (document.number, 1)
    return attrs.evolve(finding, file=document.name, at=at)
