"""The result of a check as values that JSON can hold, in the words that the command line prints."""

from datetime import date
from typing import Any

from attrs import asdict

from civic_partnership.checking import (
    FILL_IN,
    LEVELS,
    UNREAD,
    CheckedRegister,
    CheckResult,
    count_findings,
    count_rules,
    format_rule,
    group_missing,
    list_places,
    list_worst,
    split_message,
    summarize,
)
from civic_partnership.findings import Finding, citation
from civic_partnership.values import Language


def list_result(result: CheckResult, day: date, lang: Language, most: int) -> dict[str, Any]:
    """Return the findings by place, how many there are of each rule, and what to fill in.

    Args:
        result: the registers with all their findings.
        day: the day as of which they were checked.
        lang: the language of the texts.
        most: how many findings are listed, the worst first.
    """
    worst, others = list_worst(result, most, undecided=True)
    tally = count_findings(result)
    return {
        "findings": [_list_finding(register, finding, lang) for register, finding in worst],
        "more": others,
        "missing": [
            {"words": words, "level_name": LEVELS["undecided"][0].in_language(lang)}
            | _list_place(register, finding, lang)
            for register, finding, words in group_missing(result, lang)
        ],
        "counts": [
            {"level": level, "level_name": name, "number": number, "rule": rule}
            for level, name, number, rule in count_rules(tally, result.rules, lang, undecided=True)
        ],
        "totals": tally.counts,
        "records": result.number_of_records,
        "summary": summarize(tally, result.number_of_records, day).in_language(lang),
        "unread": UNREAD.in_language(lang) if result.is_unread else None,
        "fill_in": FILL_IN.in_language(lang),
        "to_fill_in": [fact.label.in_language(lang) for fact in tally.missing_facts.list()],
        "problems": [problem.in_language(lang) for problem in result.problems],
    }


def _list_finding(register: CheckedRegister, finding: Finding, lang: Language) -> dict[str, Any]:
    problem, remedy = split_message(finding, lang)
    excerpt = register.reading.excerpt(finding)
    return {
        "level": finding.level,
        "level_name": LEVELS[finding.level][0].in_language(lang),
        "problem": problem,
        "remedy": remedy,
        "excerpt": excerpt and asdict(excerpt),
        "rule": finding.rule,
        "source": citation(finding.source).in_language(lang),
        "rule_line": format_rule(finding, lang),
    } | _list_place(register, finding, lang)


def _list_place(register: CheckedRegister, finding: Finding, lang: Language) -> dict[str, Any]:
    """Return the texts of a place, as `file:line:column` and the record, and its parts."""
    location = register.locate(finding)
    return {
        "places": list_places(register, finding, lang),
        "file": location and location.file,
        "line": location and location.line,
        "column": location and location.column,
    }
