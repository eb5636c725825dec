"""The result of `diff` as text for people."""

import datetime
from collections.abc import Iterable, Sequence

from rich.text import Text

from civic_partnership.checking import LEVELS, format_record
from civic_partnership.findings import Finding, format_fact
from civic_partnership.merging import Change, ChangedRecord
from civic_partnership.model import Register
from civic_partnership.values import Label, Language

from .diff_result import DiffResult
from .difference_words import describe_record, format_change
from .screen import Screen, open_screen

_MAX_LISTED = 100
"""The number of findings that are listed at most of each list; `--format json` holds them all."""

_CHANGES: dict[Change, tuple[Label, str]] = {
    "added": (Label("Tilføjet", "Added"), "bold green"),
    "removed": (Label("Fjernet", "Removed"), "bold red"),
    "changed": (Label("Ændret", "Changed"), "bold yellow"),
}


def print_text(result: DiffResult, day: datetime.date, lang: Language) -> None:
    """Print the records that differ, field by field, the findings that come and go, and all their numbers."""
    screen = open_screen()
    for changed in result.comparison.records:
        print_record(screen, result.old.register, changed, lang)
    date = format_fact(day, lang)
    appeared = Label(f"Nye meldinger pr. {date}", f"New findings as of {date}")
    gone = Label(f"Meldinger, der er væk pr. {date}", f"Findings gone as of {date}")
    _print_findings(screen, appeared.in_language(lang), result.findings.appeared, lang)
    _print_findings(screen, gone.in_language(lang), result.findings.gone, lang)
    for remark in result.remarks:
        screen.print_wrapped(remark.in_language(lang))
    screen.print_wrapped(_summarize(result, date, lang), style="bold")


def print_record(screen: Screen, old: Register, changed: ChangedRecord, lang: Language) -> None:
    """Print the name of a record and its changes; of a record that is gone, only the name."""
    label, style = _CHANGES[changed.change]
    heading = Text(f"{label.in_language(lang)}: ", style)
    screen.print_wrapped(format_record(changed.record, lang), heading, "  ", "bold")
    lines: Iterable[str] = ()
    if changed.change == "added":
        lines = describe_record(changed.differences[0].new, lang)
    elif changed.change == "changed":
        record = old.get(changed.record)
        lines = (format_change(each, record, lang) for each in changed.differences)
    for line in lines:
        screen.print_wrapped(line, "  ", "    ")
    screen.print()


def _print_findings(screen: Screen, heading: str, findings: Sequence[Finding], lang: Language) -> None:
    """Print findings, the worst first, with the record and the rule of each."""
    if not findings:
        return
    screen.print_wrapped(f"{heading} ({len(findings)}):", style="bold")
    levels = [*LEVELS]
    for finding in sorted(findings, key=lambda each: levels.index(each.level))[:_MAX_LISTED]:
        level = LEVELS[finding.level][0].in_language(lang)
        where = " · ".join(filter(None, [format_record(finding.record, lang), finding.rule]))
        screen.print_wrapped(f"{level}: {finding.message.in_language(lang)} [{where}]", "  ", "    ")
    if (number := len(findings) - _MAX_LISTED) > 0:
        more = Label(
            f"… og {number} til; --format json har dem alle.",
            f"… and {number} more; --format json holds them all.",
        )
        screen.print_wrapped(more.in_language(lang), "  ", "  ")
    screen.print()


def _summarize(result: DiffResult, date: str, lang: Language) -> str:
    """Return a sentence with the number of records of each change, and of findings that come and go."""
    appeared, gone = len(result.findings.appeared), len(result.findings.gone)
    if not result.is_different:
        same = Label("Registrene indeholder det samme.", "The registers hold the same.")
        readable = Label("Det, der kunne læses, er det samme.", "What could be read is the same.")
        return (readable if result.is_unread else same).in_language(lang)
    added, removed, changed = (
        sum(each.change == change for each in result.comparison.records) for change in _CHANGES
    )
    return Label(
        f"{added} {_count(added, 'post', 'poster')} tilføjet, {removed} fjernet og {changed} ændret; "
        f"{appeared} {_count(appeared, 'ny melding', 'nye meldinger')} og {gone} væk pr. {date}.",
        f"{added} {_count(added, 'record', 'records')} added, {removed} removed and {changed} changed; "
        f"{appeared} new {_count(appeared, 'finding', 'findings')} and {gone} gone as of {date}.",
    ).in_language(lang)


def _count(number: int, one: str, several: str) -> str:
    return one if number == 1 else several
