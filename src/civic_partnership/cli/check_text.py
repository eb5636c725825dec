"""The result of `check` as text for people."""

import datetime
from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from civic_partnership.findings import Finding, citation, format_fact, remove_control_characters
from civic_partnership.rules import counts
from civic_partnership.values import Label, Language

from .check_result import LEVELS, CheckedRegister, CheckResult, format_record, split_message
from .excerpts import print_excerpt
from .screen import Screen, open_screen

_MOST_LISTED = 100
"""The worst findings are listed, so many; every other format holds them all."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "undecided": "bold cyan"}


def print_text(result: CheckResult, day: datetime.date, lang: Language, *, undecided: bool) -> None:
    """Print the findings by place, and a summary by rule with exact counts."""
    screen = open_screen()
    listable = [finding for finding in result.findings if undecided or finding.level != "undecided"]
    levels = [*LEVELS]
    worst_first = sorted(listable, key=lambda finding: levels.index(finding.level))
    listed = {id(finding) for finding in worst_first[:_MOST_LISTED]}
    for register in result.registers:
        for finding in register.sort_by_place([each for each in register.findings if id(each) in listed]):
            _print_finding(screen, register, finding, lang)
    if (number := len(listable) - _MOST_LISTED) > 0:
        more = Label(
            f"… og {number} meldinger til; --format json har dem alle.",
            f"… and {number} more findings; --format json holds them all.",
        )
        screen.print_wrapped(more.in_language(lang))
        screen.print()
    _print_counts(screen, result, lang)
    screen.print_wrapped(_summarize(result, day, lang, undecided=undecided))


def _print_finding(screen: Screen, register: CheckedRegister, finding: Finding, lang: Language) -> None:
    """Print what is wrong; where; the line itself; what to do; which rule of which source."""
    style = _STYLES[finding.level]
    problem, remedy = split_message(finding, lang)
    level = Text(f"{LEVELS[finding.level][0].in_language(lang)}: ", style)
    screen.print_wrapped(problem, level, "  ", "bold")
    location = register.locate(finding)
    place = [
        remove_control_characters(str(location)) if location else "",
        format_record(finding.record, lang),
    ]
    _print_place(screen, [part for part in place if part])
    if excerpt := register.reading.excerpt(finding):
        print_excerpt(screen, excerpt, style)
    screen.print_wrapped(remedy, "  → ", "    ")
    source = citation(finding.source).in_language(lang)
    rule = f"{Label('regel', 'rule').in_language(lang)} {finding.rule} · {source}"
    screen.print_wrapped(rule, "  ", "    ", "dim")
    screen.print()


def _print_place(screen: Screen, parts: Sequence[str]) -> None:
    """Print a place and its record on one line where both fit, else each on its own; break neither."""
    together = " · ".join(parts)
    fits = not screen.wraps or cell_len(together) + 2 <= screen.width
    for line in [together] if fits else parts:
        screen.print(Text(f"  {line}", "blue"), soft_wrap=True)


def _print_counts(screen: Screen, result: CheckResult, lang: Language) -> None:
    """Print how many findings each rule has at each level, in the order of the rules."""
    number = Counter((finding.level, finding.rule) for finding in result.findings)
    for level, (label, _) in LEVELS.items():
        for rule in result.rules:
            if number[level, rule.name]:
                count = f"  {number[level, rule.name]:>5}  "
                first = Text.assemble((f"{label.in_language(lang):>9}", _STYLES[level]), count)
                screen.print_wrapped(rule.name, first, " " * first.cell_len)


def _summarize(result: CheckResult, day: datetime.date, lang: Language, *, undecided: bool) -> Text:
    """Return how many findings there are at each level, in how many records."""
    total = counts(result.findings)
    records = sum(sum(1 for _ in each.reading.register) for each in result.registers)
    first, second, third = (
        f"{total[level]} {LEVELS[level][total[level] != 1].in_language(lang)}" for level in total
    )
    sentence = Label(
        f"{first}, {second} og {third}; {records} {'post' if records == 1 else 'poster'} "
        f"kontrolleret pr. {format_fact(day, 'da')}.",
        f"{first}, {second} and {third}; {records} {'record' if records == 1 else 'records'} "
        f"checked as of {format_fact(day, 'en')}.",
    )
    text = Text()
    text.append(sentence.in_language(lang), "bold" if total["error"] else "bold green")
    if any(each.reading.register.left_out for each in result.registers):
        unread = Label(
            " Noget kunne ikke læses og er ikke kontrolleret.",
            " Something could not be read and was not checked.",
        )
        text.append(unread.in_language(lang), "bold red")
    if total["undecided"] and not undecided:
        hint = Label(" Se det uafklarede med --undecided.", " List the undecided with --undecided.")
        text.append(hint.in_language(lang))
    return text
