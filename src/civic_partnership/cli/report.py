"""The report of a check as text for people."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import attrs
from rich.text import Text

from civic_partnership.errors import PathError
from civic_partnership.findings import (
    UNREADABLE_FILE,
    Finding,
    Location,
    Rule,
    cited,
    harmless,
    printable,
    say,
    starred_path,
)
from civic_partnership.model import KINDS, LeftOut, Municipality, RecordKey, Register
from civic_partnership.rules import Failure, counts
from civic_partnership.storage import Reading
from civic_partnership.values import Label, Language

from .screen import screen

_LISTED = 100
"""Findings that are listed as text, the worst of them; every other format holds them all."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "undecided": "bold cyan"}
LEVELS = {
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
    da, en = printable(error.da), printable(error.en)
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
            console.print(_paragraph(reading, finding, lang).append("\n"), soft_wrap=True)
    if len(listable) > _LISTED:
        console.print(_more(len(listable) - _LISTED).said(lang), end="\n\n")
    records = sum(sum(1 for _ in each.reading.register) for each in checked)
    left_out = any(each.reading.register.left_out for each in checked)
    summary = _summary(everything, records, day, lang, hidden=not undecided, left_out=left_out)
    console.print(_by_rule(everything, rules, lang).append_text(summary), soft_wrap=True)


def told_failure(failure: Failure) -> Label:
    """Which rule failed, and where; all others were asked."""
    where = Label("hele registeret", "the whole register")
    if failure.record:
        path = harmless("/".join(filter(None, failure.record)))
        where = Label(path, path)
    return Label(
        f"Reglen {failure.rule} gik i stykker ved {where.da} ({failure.error}, {failure.at}); "
        f"de andre regler er spurgt. Meld det til dem, der udgiver {failure.distribution}.",
        f"The rule {failure.rule} failed at {where.en} ({failure.error}, {failure.at}); "
        f"all other rules were asked. Report it to those who publish {failure.distribution}.",
    )


def _seriousness(finding: Finding) -> int:
    return [*LEVELS].index(finding.level)


def by_place(reading: Reading, findings: Sequence[Finding]) -> list[Finding]:
    """Findings in the order of files and lines."""

    def place(finding: Finding) -> Any:
        location = reading.locate(finding)
        return (location.file, location.line or 0, location.column or 0) if location else ("", 0, 0)

    return sorted(findings, key=place)


def _paragraph(reading: Reading, finding: Finding, lang: Language) -> Text:
    """What is wrong; where; the line itself; what to do; which rule of which source."""
    level = LEVELS[finding.level][0].said(lang)
    whole, remedy = finding.message.said(lang), finding.remedy.said(lang)
    text = Text.assemble((f"{level}: ", _STYLES[finding.level]), (whole.removesuffix(remedy).strip(), "bold"))
    location = located(reading, finding)
    whose = about(finding.record, lang)
    text.append(
        "\n  " + " · ".join(filter(None, [printable(str(location)) if location else "", whose])), "blue"
    )
    if excerpt := reading.excerpt(finding):
        number = str(excerpt.line)
        margin = " " * len(number)
        text.append(f"\n  {number} │ ", "dim").append(excerpt.text)
        text.append(f"\n  {margin} │ ", "dim")
        text.append(" " * excerpt.start + "^" * excerpt.length, _STYLES[finding.level])
    text.append(f"\n  → {remedy}")
    source = cited(finding.source).said(lang)
    text.append(f"\n  {Label('regel', 'rule').said(lang)} {finding.rule} · {source}", "dim")
    return text


def located(reading: Reading, finding: Finding) -> Location | None:
    """Where a finding is, with stars for what looks personal in the name of the file."""
    location = reading.locate(finding)
    return location and attrs.evolve(location, file=starred_path(location.file))


def about(record: RecordKey | None, lang: Language) -> str:
    """The record as people call it: its kind, and its id."""
    if record is None:
        return ""
    label = KINDS[record.kind].LABEL if record.kind in KINDS else Municipality.LABEL
    return " ".join(filter(None, [label.said(lang), harmless(record.id or "")]))


def _more(number: int) -> Label:
    return Label(
        f"… og {number} meldinger til; --format json har dem alle.",
        f"… and {number} more findings; --format json holds them all.",
    )


def _by_rule(findings: Sequence[Finding], rules: Sequence[Rule], lang: Language) -> Text:
    """How many findings each rule has at each level, in the order of the rules."""
    text = Text()
    number = Counter((finding.level, finding.rule) for finding in findings)
    for level, (label, _) in LEVELS.items():
        for rule in rules:
            if number[level, rule.name]:  # type: ignore[index] # the levels are these
                text.append(f"{label.said(lang):>9}", _STYLES[level])
                text.append(f"  {number[level, rule.name]:>5}  {rule.name}\n")  # type: ignore[index] # the same
    return text


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
    parts = [f"{total[level]} {LEVELS[level][total[level] != 1].said(lang)}" for level in total]
    last = Label("og", "and").said(lang)
    told = f"{parts[0]}, {parts[1]} {last} {parts[2]}"
    checked = Label(
        f"{records} {'post' if records == 1 else 'poster'} kontrolleret pr. {say(day, 'da')}",
        f"{records} {'record' if records == 1 else 'records'} checked as of {say(day, 'en')}",
    )
    text.append(f"{told}; {checked.said(lang)}.", "bold green" if not total["error"] else "bold")
    if left_out:
        unread = Label(
            "Noget kunne ikke læses og er ikke kontrolleret.",
            "Something could not be read and was not checked.",
        )
        text.append(f" {unread.said(lang)}", "bold red")
    if hidden and total["undecided"]:
        hint = Label("Se det uafklarede med --undecided.", "List the undecided with --undecided.")
        text.append(f" {hint.said(lang)}")
    return text
