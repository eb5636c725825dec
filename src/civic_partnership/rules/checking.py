"""The check of a register: every rule is asked about every record, as of a day."""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Context as DecimalContext, localcontext
from functools import cache, partial
from itertools import islice
from typing import Any

from attrs import field, frozen

from civic_partnership.findings import (
    Ask,
    Finding,
    Level,
    Locate,
    Path,
    Rule,
    Undecidable,
    UsedParameter,
    Verdict,
    find_missing_facts,
    finding_sort_key,
    missing,
    sanitize,
)
from civic_partnership.isolation import Interruption, describe_error, watch_interrupts
from civic_partnership.model import KINDS, Entry, RecordKey, Register, walk_path
from civic_partnership.values import Label

from .catalogue import CATALOGUE
from .concerned_days import find_concerned_days
from .context import Cache, Context
from .exemptions import find_set_level, find_used_keys, unused_exemption
from .foreign_rules import ask_foreign_rule, is_own
from .parameters import find_parameters, find_source
from .rule_pages import find_distribution
from .unsound_records import find_unsound_records

EXACT = DecimalContext(prec=100)
"""Rules calculate amounts exactly, whatever precision the caller has set."""

_BATCH = 50
"""A rule is asked about so many records before the next rule is.

What a processor has just done it does faster again: asking all rules about each record takes a third longer.
"""

Row = tuple[str | None, Any, Cache]
"""A record with its id and its cache. The municipality has no id, nor has the register."""
Rows = Sequence[Row]


@frozen(kw_only=True)
class Failure:
    """A rule that raised an exception, or gave an invalid answer.

    Attributes:
        rule: the name of the rule.
        record: the record that the rule was checking; None for the whole register.
        distribution: the distribution that the rule comes from.
        error: the type of the exception; its text is left out, because it might contain personal data.
        at: the file and line that raised the exception.
    """

    rule: str
    record: RecordKey | None
    distribution: str
    error: str
    at: str

    @property
    def message(self) -> Label:
        """A sentence that names the rule and the record."""
        path = sanitize("/".join(filter(None, self.record or ())))
        where = Label(path, path) if path else Label("hele registeret", "the whole register")
        return Label(
            f"Reglen {self.rule} fejlede ved {where.da} ({self.error}, {self.at}); "
            f"de andre regler er spurgt. Meld det til dem, der udgiver {self.distribution}.",
            f"The rule {self.rule} failed at {where.en} ({self.error}, {self.at}); "
            f"all other rules were asked. Report it to those who publish {self.distribution}.",
        )


@frozen(kw_only=True)
class Report:
    """The result of a check.

    Attributes:
        on: the day as of which the register was checked.
        findings: the findings, sorted by record, place and rule.
        failures: the rules that failed; all other rules were still asked.
    """

    on: date
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = field(default=())

    @property
    def counts(self) -> dict[Level, int]:
        """The number of findings of each level."""
        return counts(self.findings)

    def to_dict(self, locate: Locate | None = None) -> dict[str, Any]:
        """Return the report as `civic-partnership check --format json` prints it.

        The function `locate`, such as `Reading.locate`, finds the place of each finding.
        """
        messages = [failure.message for failure in self.failures]
        return {
            "findings": [finding.to_dict(locate) for finding in self.findings],
            "counts": self.counts,
            "to_fill_in": [fact.to_dict() for fact in find_missing_facts(self.findings)],
            "problems": [{"da": message.da, "en": message.en} for message in messages],
        }


def counts(findings: Iterable[Finding]) -> dict[Level, int]:
    """Count the findings of each level."""
    counter = Counter(finding.level for finding in findings)
    return {"error": counter["error"], "warning": counter["warning"], "undecided": counter["undecided"]}


def check(register: Register, *, on: date, rules: Sequence[Rule] = CATALOGUE) -> Report:
    """Check a register: ask every rule about every record of its class.

    Args:
        register: the register. Reading it has already given the findings about the shape of its files. A
            record made in Python may hold what no file can; it gets such a finding here, and no rule is asked
            about it.
        on: the day as of which the register is checked; the clock is never read.
        rules: the rules to ask.

    Raises:
        TypeError: `register` is no register, or `on` is no day.
    """
    if not isinstance(register, Register):
        raise TypeError("a register is checked, such as read(path).register or load(path)")
    if type(on) is not date:
        raise TypeError("on must be a datetime.date, such as date(2025, 3, 1)")
    register, shape_errors = find_unsound_records(register)
    run = RuleRun(Context(register, on), rules)
    run.findings += shape_errors
    with run.protect():
        run.ask_all(register)
    return Report(
        on=on, findings=tuple(sorted(run.findings, key=finding_sort_key)), failures=tuple(run.failures)
    )


def _cut_batches(register: Register) -> Iterator[tuple[str, Rows]]:
    """Yield all records in order, some records of one kind at a time."""
    if register.municipality is not None:
        yield "municipality", [(None, register.municipality, {})]
    for kind in KINDS:
        rows: Iterator[tuple[str, Any, Cache]] = (
            (id, record, {}) for id, record in getattr(register, kind).items()
        )
        while batch := list(islice(rows, _BATCH)):
            yield kind, batch


def _key(kind: str | None, id: str | None) -> RecordKey | None:
    return None if kind is None else RecordKey(kind, id)


class RuleRun:
    """Rules that are being asked, with what they have found so far.

    Attributes:
        context: the register and the day.
        findings: the findings so far, in the order in which the rules gave them.
        failures: the rules that failed so far.
    """

    def __init__(self, context: Context, rules: Sequence[Rule]) -> None:
        self.context = context
        self.findings: list[Finding] = []
        self.failures: list[Failure] = []
        self._interruption = Interruption()
        asking = [
            (rule, rule.ask if is_own(rule) else partial(ask_foreign_rule, rule))
            for rule in rules
            if rule.ask
        ]
        self._names = frozenset(rule.name for rule, _ in asking)
        self._asking = [each for each in asking if each[0].name != unused_exemption.name]
        self._last = [each for each in asking if each[0].name == unused_exemption.name]
        self._by_class: dict[type[Entry], list[tuple[Rule, Ask]]] = {}
        self._distribution = cache(find_distribution)  # it searches everything that is installed

    @contextlib.contextmanager
    def protect(self) -> Iterator[None]:
        """Let Ctrl-C end the block, and calculate amounts exactly in it; rules are asked inside only."""
        with watch_interrupts() as self._interruption, localcontext(EXACT):
            yield

    def ask_all(self, register: Register) -> None:
        """Ask every rule about the records of a register, and about the whole register of the context."""
        for kind, rows in _cut_batches(register):
            self.ask_about(kind, rows)
        for rule, ask in self._asking:
            if rule.about is Register:
                self._ask(rule, ask, None, [(None, self.context.register, {})])
        for kind, rows in _cut_batches(register):
            self.ask_last(kind, rows)

    def ask_about(self, kind: str, rows: Rows) -> None:
        """Ask every rule about some records of a kind, except the rule that is asked last."""
        cls = type(rows[0][1])
        if cls not in self._by_class:
            self._by_class[cls] = [
                each for each in self._asking if each[0].about and issubclass(cls, each[0].about)
            ]
        noted = len(self.failures)
        for rule, ask in self._by_class[cls]:
            self._ask(rule, ask, kind, rows)
        self.failures[noted:] = sorted(self.failures[noted:], key=lambda failure: failure.record or ())

    def ask_last(self, kind: str, rows: Rows) -> None:
        """Ask the rule that needs the answers of all others about some records of a kind."""
        for rule, ask in self._last:
            self.context.failed = {failure.rule for failure in self.failures}
            self.context.answered = self._names - self.context.failed
            self._ask(rule, ask, kind, rows)

    def _ask(self, rule: Rule, ask: Ask, kind: str | None, rows: Rows) -> None:
        """Ask one rule about some records, or about the register; each time it raises, note a failure."""
        self._interruption.raise_again()
        context = self.context
        for id, subject, context.cache in rows:
            try:
                try:
                    for verdict in ask(subject, context):
                        self._settle(rule, verdict, _key(kind, id))
                except Undecidable as unknown:
                    *_, named = walk_path(subject, unknown.path)
                    verdict = context.dangling(*unknown.path) if named else missing(*unknown.path)
                    self._settle(rule, verdict, _key(kind, id))
            except BaseException as error:  # noqa: BLE001 - a rule that fails hurts no other
                self._interruption.raise_again()
                name, at = describe_error(error)
                whose = self._distribution(rule)
                key = _key(kind, id)
                self.failures.append(
                    Failure(rule=rule.name, record=key, distribution=whose, error=name, at=at)
                )

    def _settle(self, rule: Rule, verdict: Verdict, key: RecordKey | None) -> None:
        """Turn a verdict into a finding, unless a level or an exemption silences the rule there."""
        context = self.context
        key = verdict.record or key
        record = context.register.get(key) if key else None
        level: Any = find_set_level(rule.name, record, context) or rule.level
        programme = context.programme_of(record) if record else None
        places: tuple[Path, ...] = verdict.paths or (verdict.path,)
        if key and record:
            places = tuple(
                [path for path in places if not self._is_exempt(verdict, key, record, path, rule.name)]
            )
        if places and level != "off":
            if places[0] is not verdict.path:
                verdict = verdict._replace(path=places[0])
            parameters: tuple[UsedParameter, ...] = ()
            cited = None
            if programme and rule.parameters:
                parts = list(walk_path(record, verdict.path))
                parameters = find_parameters(rule, verdict, parts, programme, context.on)
                cited = find_source(parameters, programme)
            level = "warning" if verdict.is_warning else level
            self.findings.append(rule.finding(verdict, key, level=level, parameters=parameters, cited=cited))

    def _is_exempt(self, verdict: Verdict, key: RecordKey, record: Entry, path: Path, rule: str) -> bool:
        is_exempt = False
        parts = list(walk_path(record, path))
        for depth, part in enumerate(parts):
            reason = part.exempt.get(rule) if isinstance(part, Entry) else None
            for used in find_used_keys(reason, find_concerned_days(verdict.facts, parts)) if reason else ():
                self.context.exemptions_used[key, path[:depth]].add((rule, used))
                is_exempt = True
        return is_exempt
