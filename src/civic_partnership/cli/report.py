"""The report of a check as text for people."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import attrs
from rich.cells import cell_len
from rich.text import Text

from civic_partnership.errors import PathError
from civic_partnership.findings import (
    UNREADABLE_FILE,
    Finding,
    Level,
    Location,
    Rule,
    citation,
    format_fact,
    mask_path,
    remove_control_characters,
    sanitize,
)
from civic_partnership.model import KINDS, LeftOut, Municipality, RecordKey, Register
from civic_partnership.rules import counts
from civic_partnership.storage import Reading
from civic_partnership.values import Label, Language

from .excerpts import print_excerpt
from .screen import Screen, screen

_LISTED = 100
"""Findings that are listed as text, the worst of them; every other format holds them all."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "undecided": "bold cyan"}
LEVELS: dict[Level, tuple[Label, Label]] = {
    "error": (Label("fejl", "error"), Label("fejl", "errors")),
    "warning": (Label("advarsel", "warning"), Label("advarsler", "warnings")),
    "undecided": (Label("uafklaret", "undecided"), Label("uafklarede", "undecided")),
}


class Checked(NamedTuple):
    """One register, read and checked.

    Attributes:
        reading: what was read.
        findings: what is wrong with the shape of its files, and with its records.

    """

    reading: Reading
    findings: tuple[Finding, ...]


def unread(path: str, error: PathError) -> Checked:
    """What is found at a path where nothing can be read."""
    da, en = remove_control_characters(error.da), remove_control_characters(error.en)
    finding = Finding(
        rule=UNREADABLE_FILE.name,
        level=UNREADABLE_FILE.level,
        message=Label(da, en),
        remedy=Label(da.rpartition(". ")[2], en.rpartition(". ")[2]),  # what to do is the last sentence
        source=UNREADABLE_FILE.source,
        file=path,
    )
    reading = Reading(
        register=Register(left_out=frozenset({LeftOut(None, None)})),
        findings=(finding,),
        locate=lambda _: Location(file=path),
        excerpt=lambda _: None,
    )
    return Checked(reading, reading.findings)


def as_text(
    checked: Sequence[Checked], day: datetime.date, rules: Sequence[Rule], lang: Language, *, undecided: bool
) -> None:
    """Write the findings to standard output for people, and a summary by rule with exact counts."""
    console = screen()
    everything = [finding for each in checked for finding in each.findings]
    listable = [finding for finding in everything if undecided or finding.level != "undecided"]
    worst = {id(finding) for finding in sorted(listable, key=_seriousness)[:_LISTED]}
    for reading, findings in checked:
        for finding in by_place(reading, [each for each in findings if id(each) in worst]):
            _print_finding(console, reading, finding, lang)
    if len(listable) > _LISTED:
        console.say(_more(len(listable) - _LISTED).in_language(lang))
        console.print()
    records = sum(sum(1 for _ in each.reading.register) for each in checked)
    left_out = any(each.reading.register.left_out for each in checked)
    summary = _summary(everything, records, day, lang, hidden=not undecided, left_out=left_out)
    _print_counts(console, everything, rules, lang)
    console.say(summary)


def _seriousness(finding: Finding) -> int:
    return [*LEVELS].index(finding.level)


def by_place(reading: Reading, findings: Sequence[Finding]) -> list[Finding]:
    """Findings in the order of files and lines."""

    def place(finding: Finding) -> Any:
        location = reading.locate(finding)
        return (location.file, location.line or 0, location.column or 0) if location else ("", 0, 0)

    return sorted(findings, key=place)


def _print_finding(console: Screen, reading: Reading, finding: Finding, lang: Language) -> None:
    """Print what is wrong; where; the line itself; what to do; which rule of which source."""
    style = _STYLES[finding.level]
    whole, remedy = finding.message.in_language(lang), finding.remedy.in_language(lang)
    level = Text(f"{LEVELS[finding.level][0].in_language(lang)}: ", style)
    console.say(whole.removesuffix(remedy).strip(), level, "  ", "bold")
    location = located(reading, finding)
    where = [remove_control_characters(str(location)) if location else "", about(finding.record, lang)]
    _print_place(console, [part for part in where if part])
    if excerpt := reading.excerpt(finding):
        print_excerpt(console, excerpt, style)
    console.say(remedy, "  → ", "    ")
    source = citation(finding.source).in_language(lang)
    console.say(f"{Label('regel', 'rule').in_language(lang)} {finding.rule} · {source}", "  ", "    ", "dim")
    console.print()


def _print_place(console: Screen, parts: Sequence[str]) -> None:
    """Print a place and whose it is: on one line where both fit, else each on its own, neither broken."""
    together = " · ".join(parts)
    fits = not console.wraps or cell_len(together) + 2 <= console.width
    for line in [together] if fits else parts:
        console.print(Text(f"  {line}", "blue"), soft_wrap=True)


def located(reading: Reading, finding: Finding) -> Location | None:
    """Where a finding is, with stars for what looks personal in the name of the file."""
    location = reading.locate(finding)
    return location and attrs.evolve(location, file=mask_path(location.file))


def about(record: RecordKey | None, lang: Language) -> str:
    """The record as people call it: its kind, and its id."""
    if record is None:
        return ""
    label = KINDS[record.kind].LABEL if record.kind in KINDS else Municipality.LABEL
    return " ".join(filter(None, [label.in_language(lang), sanitize(record.id or "")]))


def _more(number: int) -> Label:
    return Label(
        f"… og {number} meldinger til; --format json har dem alle.",
        f"… and {number} more findings; --format json holds them all.",
    )


def _print_counts(
    console: Screen, findings: Sequence[Finding], rules: Sequence[Rule], lang: Language
) -> None:
    """Print how many findings each rule has at each level, in the order of the rules."""
    number = Counter((finding.level, finding.rule) for finding in findings)
    for level, (label, _) in LEVELS.items():
        for rule in rules:
            if number[level, rule.name]:
                counted = f"  {number[level, rule.name]:>5}  "
                first = Text.assemble((f"{label.in_language(lang):>9}", _STYLES[level]), counted)
                console.say(rule.name, first, " " * first.cell_len)


def _summary(
    findings: Sequence[Finding],
    records: int,
    day: datetime.date,
    lang: Language,
    *,
    hidden: bool,
    left_out: bool,
) -> Text:
    total = counts(findings)
    text = Text()
    parts = [f"{total[level]} {LEVELS[level][total[level] != 1].in_language(lang)}" for level in total]
    last = Label("og", "and").in_language(lang)
    told = f"{parts[0]}, {parts[1]} {last} {parts[2]}"
    checked = Label(
        f"{records} {'post' if records == 1 else 'poster'} kontrolleret pr. {format_fact(day, 'da')}",
        f"{records} {'record' if records == 1 else 'records'} checked as of {format_fact(day, 'en')}",
    )
    text.append(f"{told}; {checked.in_language(lang)}.", "bold green" if not total["error"] else "bold")
    if left_out:
        unread = Label(
            "Noget kunne ikke læses og er ikke kontrolleret.",
            "Something could not be read and was not checked.",
        )
        text.append(f" {unread.in_language(lang)}", "bold red")
    if hidden and total["undecided"]:
        hint = Label("Se det uafklarede med --undecided.", "List the undecided with --undecided.")
        text.append(f" {hint.in_language(lang)}")
    return text
