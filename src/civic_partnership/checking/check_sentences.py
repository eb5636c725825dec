"""The sentences of a check for people: of a finding, of missing facts, and of what all findings add up to."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from civic_partnership.findings import (
    Finding,
    Rule,
    citation,
    format_fact,
    join_names,
    remove_control_characters,
)
from civic_partnership.values import Label, Language

from .check_result import (
    LEVELS,
    CheckedRegister,
    CheckResult,
    Tally,
    format_missing,
    format_parameter,
    format_record,
)

FILL_IN = Label("Udfyld:", "Fill in:")
"""The heading above the kinds of facts that are missing."""
UNREAD = Label(
    "Noget kunne ikke læses og er ikke kontrolleret.", "Something could not be read and was not checked."
)
"""The sentence of a check of which something is missing."""


def is_listed(finding: Finding, *, undecided: bool) -> bool:
    """Tell whether a finding is listed by itself; a missing fact is listed once for all that ask for it."""
    return finding.missing is None and (undecided or finding.level != "undecided")


def list_worst(
    result: CheckResult, most: int, *, undecided: bool
) -> tuple[list[tuple[CheckedRegister, Finding]], int]:
    """Return the worst findings that are listed by themselves, by place, and how many others there are."""
    levels = [*LEVELS]
    listable = [finding for finding in result.findings if is_listed(finding, undecided=undecided)]
    worst_first = sorted(listable, key=lambda finding: levels.index(finding.level))
    listed = {id(finding) for finding in worst_first[:most]}
    worst = [
        (register, finding)
        for register in result.registers
        for finding in register.sort_by_place([each for each in register.findings if id(each) in listed])
    ]
    return worst, len(listable) - len(worst)


def list_places(register: CheckedRegister, finding: Finding, lang: Language) -> list[str]:
    """Return the place of a finding and its record, as far as they are known."""
    location = register.locate(finding)
    place = remove_control_characters(str(location)) if location else ""
    return [*filter(None, [place, format_record(finding.record, lang)])]


def format_rule(finding: Finding, lang: Language) -> str:
    """Return the rule of a finding, its source, and the values that the rule has asked for."""
    rule = f"{Label('regel', 'rule').in_language(lang)} {finding.rule}"
    return " · ".join([rule, citation(finding.source).in_language(lang), *_format_values(finding, lang)])


def _format_values(finding: Finding, lang: Language) -> Iterator[str]:
    """Yield each value that the rule has asked for, with the date since when it is in force."""
    for parameter in finding.parameters:
        text = format_parameter(parameter, lang)
        if parameter.since:
            since = format_fact(parameter.since, lang)
            text += Label(f", gælder siden {since}", f", in force since {since}").in_language(lang)
        yield text


def group_missing(result: CheckResult, lang: Language) -> list[tuple[CheckedRegister, Finding, str]]:
    """Return each missing fact of a record, those first that settle most questions.

    Returns:
        for each, the register, a finding that asks for the fact, and how many rules the fact settles.
    """
    findings: dict[tuple[int, Any], list[Finding]] = defaultdict(list)
    for number, register in enumerate(result.registers):
        for finding in register.findings:
            if finding.missing is not None:
                findings[number, (finding.record, join_names(finding.missing))].append(finding)
    groups = []
    for (number, _), missing in sorted(findings.items(), key=lambda group: -len(group[1])):
        rules = len({each.rule for each in missing})
        fact = format_missing(missing[0], lang)
        words = Label(
            f"{fact} er ikke registreret: afklarer {rules} {'regel' if rules == 1 else 'regler'}",
            f"{fact} not recorded: settles {rules} {'rule' if rules == 1 else 'rules'}",
        )
        groups.append((result.registers[number], missing[0], words.in_language(lang)))
    return groups


def count_rules(
    tally: Tally, rules: Sequence[Rule], lang: Language, *, undecided: bool
) -> Iterator[tuple[str, str, int, str]]:
    """Yield level, its name, number and rule of the findings at each listed level, in the order of rules."""
    number = tally.by_rule
    for level, (label, _) in LEVELS.items():
        for rule in rules if undecided or level != "undecided" else ():
            if number[level, rule.name]:
                yield level, label.in_language(lang), number[level, rule.name], rule.name


def summarize(tally: Tally, records: int, day: datetime.date) -> Label:
    """Return a sentence with the number of findings at each level, and the number of records."""
    total = tally.counts
    da, en = (
        [f"{total[level]} {LEVELS[level][total[level] != 1].in_language(lang)}" for level in total]
        for lang in ("da", "en")
    )
    return Label(
        f"{da[0]}, {da[1]} og {da[2]}; {records} {'post' if records == 1 else 'poster'} "
        f"kontrolleret pr. {format_fact(day, 'da')}.",
        f"{en[0]}, {en[1]} and {en[2]}; {records} {'record' if records == 1 else 'records'} "
        f"checked as of {format_fact(day, 'en')}.",
    )
