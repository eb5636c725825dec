"""The findings of a check, by partnership, with what to fill in."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.checking import (
    LEVELS,
    format_missing,
    format_record,
    format_rule,
    is_listed,
    split_message,
)
from civic_partnership.findings import Finding, Level, format_fact, join_names
from civic_partnership.model import RecordKey
from civic_partnership.values import Label, Language

from .figures import name_partnership

_OTHERS = Label("Andre oplysninger", "Other records")


@frozen
class ShownFinding:
    """A finding in words: its level, where it is, what is wrong, what to do, and the rule with its source."""

    level: Level
    level_name: str
    record: str
    problem: str
    remedy: str
    rule: str


@frozen
class ShownFact:
    """A fact that is not recorded, its record, and the rules that ask for it."""

    record: str
    fact: str
    rules: tuple[str, ...]


@frozen
class FindingGroup:
    """The findings about one partnership, or about all that belongs to none.

    Attributes:
        name: the name of the partnership.
        id: its id; None for what belongs to no partnership.
        counts: the name of each level, and how many findings it has.
        findings: the findings, worst first.
        facts: what is not recorded, most rules first.
    """

    name: str
    id: str | None
    counts: tuple[tuple[Level, str], ...]
    findings: tuple[ShownFinding, ...]
    facts: tuple[ShownFact, ...] = field(default=())


def group_findings(
    register: Register, findings: Iterable[Finding], on: date, language: Language
) -> Iterator[FindingGroup]:
    """Yield the findings by partnership, the worst groups first, and at last those of no partnership."""
    groups: dict[str | None, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_partnership_of(finding.record, register), []).append(finding)
    levels = [*LEVELS]

    def badness(group: tuple[str | None, list[Finding]]) -> tuple[object, ...]:
        id, several = group
        return id is None, *(-sum(each.level == level for each in several) for level in levels), id or ""

    for id, several in sorted(groups.items(), key=badness):
        name = _OTHERS.in_language(language)
        if id is not None:
            name = name_partnership(register, register.partnerships[id], on)
        counts = [(level, sum(each.level == level for each in several)) for level in levels]
        yield FindingGroup(
            name=name,
            id=id,
            counts=tuple(
                (level, count_findings(level, number, language)) for level, number in counts if number
            ),
            findings=tuple(
                _show(each, language)
                for level in levels
                for each in several
                if each.level == level and is_listed(each, undecided=True)
            ),
            facts=tuple(_list_facts(several, language)),
        )


def count_findings(level: Level, number: int, language: Language) -> str:
    """Return how many findings of a level there are, in words: `1 uafklaret`."""
    return f"{format_fact(number, language, grouped=True)} {LEVELS[level][number != 1].in_language(language)}"


def _partnership_of(key: RecordKey | None, register: Register) -> str | None:
    """Return the id of the partnership that a record is, or that a meeting belongs to."""
    if key is None:
        return None
    id = key.id if key.kind == "partnerships" else getattr(register.get(key), "partnership", None)
    return id if id in register.partnerships else None


def _show(finding: Finding, language: Language) -> ShownFinding:
    problem, remedy = split_message(finding, language)
    return ShownFinding(
        finding.level,
        LEVELS[finding.level][0].in_language(language),
        format_record(finding.record, language),
        problem,
        remedy,
        format_rule(finding, language),
    )


def _list_facts(findings: Iterable[Finding], language: Language) -> Iterator[ShownFact]:
    """Yield each fact that a record lacks, with the rules that ask for it, most first."""
    groups: dict[tuple[RecordKey | None, str], list[Finding]] = {}
    for finding in findings:
        if finding.missing is not None:
            groups.setdefault((finding.record, join_names(finding.missing)), []).append(finding)
    for (record, _), several in sorted(groups.items(), key=lambda group: -len(group[1])):
        rules = tuple(sorted({each.rule for each in several}))
        yield ShownFact(format_record(record, language), format_missing(several[0], language), rules)
