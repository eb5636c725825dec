"""The findings of a check, by partnership, with what to fill in."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from civic_partnership import Register
from civic_partnership.checking import (
    LEVELS,
    format_missing,
    format_record,
    format_rule,
    is_listed,
    split_message,
)
from civic_partnership.findings import Finding, Level, join_names
from civic_partnership.model import RecordKey
from civic_partnership.values import Label

from .view import View

_OTHERS = Label("Andre oplysninger", "Other records")


class ShownFinding(NamedTuple):
    """A finding in words: its level, where it is, what is wrong, what to do, and the rule with its source."""

    level: Level
    level_name: str
    record: str
    problem: str
    remedy: str
    rule: str


class ShownFact(NamedTuple):
    """A fact that is not recorded, its record, and the rules that ask for it."""

    record: str
    fact: str
    rules: list[str]


class FindingGroup(NamedTuple):
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
    counts: list[tuple[Level, str]]
    findings: list[ShownFinding]
    facts: list[ShownFact]


def group_findings(view: View, findings: Iterable[Finding]) -> Iterator[FindingGroup]:
    """Yield the findings by partnership, the worst groups first, and at last those of no partnership."""
    register = view.register
    groups: dict[str | None, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_partnership_of(finding.record, register), []).append(finding)

    def badness(group: tuple[str | None, list[Finding]]) -> tuple[object, ...]:
        id, several = group
        return id is None, *(-sum(each.level == level for each in several) for level in LEVELS), id or ""

    for id, several in sorted(groups.items(), key=badness):
        counts = Counter(each.level for each in several)
        yield FindingGroup(
            view.say(_OTHERS) if id is None else view.name(register.partnerships[id]),
            id,
            [(level, count_findings(view, level, counts[level])) for level in LEVELS if counts[level]],
            [
                _show(view, each)
                for level in LEVELS
                for each in several
                if each.level == level and is_listed(each, undecided=True)
            ],
            [*_list_facts(view, several)],
        )


def count_findings(view: View, level: Level, number: int) -> str:
    """Return how many findings of a level there are, in words: `1 uafklaret`."""
    return f"{view.count(number)} {view.say(LEVELS[level][number != 1])}"


def _partnership_of(key: RecordKey | None, register: Register) -> str | None:
    """Return the id of the partnership that a record is, or that a meeting belongs to."""
    if key is None:
        return None
    id = key.id if key.kind == "partnerships" else getattr(register.get(key), "partnership", None)
    return id if id in register.partnerships else None


def _show(view: View, finding: Finding) -> ShownFinding:
    return ShownFinding(
        finding.level,
        view.say(LEVELS[finding.level][0]),
        format_record(finding.record, view.language),
        *split_message(finding, view.language),
        format_rule(finding, view.language),
    )


def _list_facts(view: View, findings: Iterable[Finding]) -> Iterator[ShownFact]:
    """Yield each fact that a record lacks, with the rules that ask for it, most first."""
    groups: dict[tuple[RecordKey | None, str], list[Finding]] = {}
    for finding in findings:
        if finding.missing is not None:
            groups.setdefault((finding.record, join_names(finding.missing)), []).append(finding)
    for (record, _), several in sorted(groups.items(), key=lambda group: -len(group[1])):
        rules = sorted({each.rule for each in several})
        language = view.language
        yield ShownFact(format_record(record, language), format_missing(several[0], language), rules)
