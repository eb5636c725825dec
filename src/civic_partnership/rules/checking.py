"""Checking a register as of a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context as DecimalContext, localcontext
from functools import cache, partial
from typing import Any

from attrs import field, frozen

from civic_partnership.findings import (
    Finding,
    Level,
    Locate,
    Path,
    Rule,
    Undecidable,
    Verdict,
    finding_sort_key,
    missing,
    sanitize,
)
from civic_partnership.isolation import Interruption, describe_error, watch_interrupts
from civic_partnership.model import Entry, RecordKey, Register, walk_path
from civic_partnership.values import Label

from .catalogue import CATALOGUE
from .context import Context
from .exemptions import unused_exemption
from .foreign_rules import ask_foreign_rule, is_own
from .rule_pages import find_distribution

_EXACT = DecimalContext(prec=100)
"""Rules compute with amounts to the last øre, whatever precision the caller works with."""


@frozen(kw_only=True)
class Failure:
    """A rule that raised instead of answering, or gave an answer that is none.

    Attributes:
        rule: its name.
        record: the record it was asked about; None for the whole register.
        distribution: the distribution that the rule comes from.
        error: the type of what it raised; not its text, which might hold anything.
        at: the file and line that raised it.

    """

    rule: str
    record: RecordKey | None
    distribution: str
    error: str
    at: str

    @property
    def message(self) -> Label:
        """A sentence that names the rule and the record."""
        where = Label("hele registeret", "the whole register")
        if self.record:
            path = sanitize("/".join(filter(None, self.record)))
            where = Label(path, path)
        return Label(
            f"Reglen {self.rule} gik i stykker ved {where.da} ({self.error}, {self.at}); "
            f"de andre regler er spurgt. Meld det til dem, der udgiver {self.distribution}.",
            f"The rule {self.rule} failed at {where.en} ({self.error}, {self.at}); "
            f"all other rules were asked. Report it to those who publish {self.distribution}.",
        )


@frozen(kw_only=True)
class Report:
    """What a check found.

    Attributes:
        on: the day as of which the register was checked.
        findings: in order of record, place and rule.
        failures: rules that raised; every other one was still asked.

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

        Args:
            locate: finds the place of each finding, as `Reading.locate` does.

        """
        messages = [failure.message for failure in self.failures]
        return {
            "findings": [finding.to_dict(locate) for finding in self.findings],
            "counts": self.counts,
            "problems": [{"da": message.da, "en": message.en} for message in messages],
        }


def counts(findings: Iterable[Finding]) -> dict[Level, int]:
    """Count the findings of each level."""
    counter = Counter(finding.level for finding in findings)
    return {"error": counter["error"], "warning": counter["warning"], "undecided": counter["undecided"]}


def check(register: Register, *, on: date, rules: Sequence[Rule] = CATALOGUE) -> Report:
    """Ask every rule about every record that it is about.

    Args:
        register: the register; findings about the shape of its files came with its reading.
        on: the day as of which duties are asked; nothing reads the clock.
        rules: what is asked; of the whole catalogue, unless told otherwise.

    Raises:
        TypeError: the register is none, or `on` is no day.

    """
    if not isinstance(register, Register):
        raise TypeError("a register is checked, such as read(path).register or load(path)")
    if type(on) is not date:
        raise TypeError("on must be a datetime.date, such as date(2025, 3, 1)")
    run = _Run(Context(register, on))
    asking = [rule for rule in rules if rule.ask is not None]
    by_class: dict[type[Entry], list[Rule]] = {}
    with watch_interrupts() as run.interruption, localcontext(_EXACT):
        for key, record in register:
            run.interruption.raise_again()
            cls = type(record)
            if cls not in by_class:
                by_class[cls] = [rule for rule in asking if rule.about and issubclass(cls, rule.about)]
            for rule in by_class[cls]:
                run.ask(rule, record, key)
        about_register = [rule for rule in asking if rule.about is Register]
        for rule in sorted(about_register, key=_is_last):
            if _is_last(rule):
                run.context.failed = {failure.rule for failure in run.failures}
                run.context.answered = {rule.name for rule in asking} - run.context.failed
            run.ask(rule, register, None)
    return Report(
        on=on, findings=tuple(sorted(run.findings, key=finding_sort_key)), failures=tuple(run.failures)
    )


def _is_last(rule: Rule) -> bool:
    return rule.name == unused_exemption.name


class _Run:
    """A check on its way: its context, and what was found so far."""

    interruption: Interruption

    def __init__(self, context: Context) -> None:
        self.context = context
        self.findings: list[Finding] = []
        self.failures: list[Failure] = []
        self._distribution = cache(find_distribution)  # all that is installed is looked through

    def ask(self, rule: Rule, subject: Any, key: RecordKey | None) -> None:
        """Ask one rule about one record, or about the register; note a failure where it raises."""
        assert rule.ask is not None  # noqa: S101 - only such rules are asked
        try:
            try:
                ask = rule.ask if is_own(rule) else partial(ask_foreign_rule, rule)
                for verdict in ask(subject, self.context):
                    self._settle(rule, verdict, key)
            except Undecidable as unknown:
                *_, named = walk_path(subject, unknown.path)
                verdict = self.context.dangling(*unknown.path) if named else missing(*unknown.path)
                self._settle(rule, verdict, key)
        except BaseException as error:  # noqa: BLE001 - a rule that fails hurts no other
            self.interruption.raise_again()
            name, at = describe_error(error)
            whose = self._distribution(rule)
            self.failures.append(Failure(rule=rule.name, record=key, distribution=whose, error=name, at=at))

    def _settle(self, rule: Rule, verdict: Verdict, key: RecordKey | None) -> None:
        """Make a verdict a finding, unless the rule is off or set aside there."""
        context = self.context
        key = verdict.record or key
        record = context.register.get(key) if key else None
        level: Any = rule.level
        for holder in (context.register.municipality, context.programme_of(record) if record else None):
            level = holder.rule_levels.get(rule.name, level) if holder else level
        places: tuple[Path, ...] = verdict.paths or (verdict.path,)
        if key and record:
            places = tuple(path for path in places if not self._is_exempt(rule, key, record, path))
        if places and level != "off":
            verdict = verdict._replace(path=places[0])
            self.findings.append(rule.finding(verdict, key, level="warning" if verdict.is_warning else level))

    def _is_exempt(self, rule: Rule, key: RecordKey, record: Entry, path: Path) -> bool:
        is_exempt = False
        for depth, part in enumerate(walk_path(record, path)):
            if isinstance(part, Entry) and rule.name in part.exempt:
                self.context.exemptions_used[key, path[:depth]].add(rule.name)
                is_exempt = True
        return is_exempt
