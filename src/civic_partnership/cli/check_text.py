"""The result of `check` as text for people."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from civic_partnership.checking import (
    FILL_IN,
    LEVELS,
    UNREAD,
    CheckedRegister,
    CheckResult,
    Tally,
    count_findings,
    count_rules,
    format_rule,
    group_missing,
    is_listed,
    list_places,
    list_worst,
    split_message,
    summarize,
)
from civic_partnership.findings import OPEN_CONFLICT, SHAPE_RULES, Finding, Rule
from civic_partnership.storage import Excerpt
from civic_partnership.values import Label, Language

from .screen import Screen, open_screen

if TYPE_CHECKING:
    from civic_partnership.streaming import StreamCheck

_MAX_LISTED = 100
"""The number of findings that are listed at most, the worst first; every other format holds all findings."""

_MAX_MISSING = 15
"""The number of lines about missing facts at most, those that settle most questions first."""

_MIN_EXCERPT_WIDTH = 12
"""The width of a line of a file on the narrowest screen."""

_UNREAD = frozenset(rule.name for rule in SHAPE_RULES if rule is not OPEN_CONFLICT)
"""The rules whose findings say that a record could not be read."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "undecided": "bold cyan"}


def print_text(result: CheckResult, day: datetime.date, lang: Language, *, undecided: bool) -> None:
    """Print the findings by place, how many there are of each rule, and what to fill in.

    If `undecided` is true, undecided findings are listed too.
    """
    screen = open_screen()
    worst, others = list_worst(result, _MAX_LISTED, undecided=undecided)
    for register, finding in worst:
        _print_finding(screen, register, finding, lang)
    _print_more(screen, others, lang)
    if undecided:
        _print_missing(screen, result, lang)
    tally = count_findings(result)
    _print_counts(screen, tally, result.rules, lang, undecided=undecided)
    summary = summarize(tally, result.number_of_records, day)
    _print_summary(screen, tally, summary, lang, is_unread=result.is_unread, undecided=undecided)


def print_stream_text(
    stream: "StreamCheck", result: CheckResult, day: datetime.date, lang: Language, *, undecided: bool
) -> None:
    """Print the first findings of a stream as they come; at the end what `print_text` prints there."""
    screen = open_screen()
    register, tally = result.registers[0], result.tally
    listable = 0
    is_unread = result.is_unread
    for finding in register.findings:
        tally.add(finding, 0)
        is_unread = is_unread or finding.rule in _UNREAD
        if is_listed(finding, undecided=undecided):
            listable += 1
            if listable <= _MAX_LISTED:
                _print_finding(screen, register, finding, lang)
    _print_more(screen, listable - _MAX_LISTED, lang)
    _print_counts(screen, tally, result.rules, lang, undecided=undecided)
    summary = summarize(tally, result.number_of_records + stream.records, day)
    _print_summary(screen, tally, summary, lang, is_unread=is_unread, undecided=undecided)


def _print_more(screen: Screen, number: int, lang: Language) -> None:
    """Print how many findings are not listed, if there are any."""
    if number > 0:
        more = Label(
            f"… og {number} meldinger til; --format json har dem alle.",
            f"… and {number} more findings; --format json holds them all.",
        )
        screen.print_wrapped(more.in_language(lang))
        screen.print()


def _print_finding(screen: Screen, register: CheckedRegister, finding: Finding, lang: Language) -> None:
    """Print the problem, its place, the line of the file, the remedy, and the rule with its source."""
    style = _STYLES[finding.level]
    problem, remedy = split_message(finding, lang)
    level = Text(f"{LEVELS[finding.level][0].in_language(lang)}: ", style)
    screen.print_wrapped(problem, level, "  ", "bold")
    _print_place(screen, list_places(register, finding, lang))
    if excerpt := register.reading.excerpt(finding):
        _print_excerpt(screen, excerpt, style)
    screen.print_wrapped(remedy, "  → ", "    ")
    screen.print_wrapped(format_rule(finding, lang), "  ", "    ", "dim")
    screen.print()


def _print_missing(screen: Screen, result: CheckResult, lang: Language) -> None:
    """Print a line for each missing fact of a record, with its place and the number of rules it settles."""
    groups = group_missing(result, lang)
    for register, finding, words in groups[:_MAX_MISSING]:
        level = Text(f"{LEVELS['undecided'][0].in_language(lang)}: ", _STYLES["undecided"])
        screen.print_wrapped(words, level, "  ")
        _print_place(screen, list_places(register, finding, lang))
    if (others := len(groups) - _MAX_MISSING) > 0:
        screen.print_wrapped(_count_others(others).in_language(lang))
    if groups:
        screen.print()


def _count_others(number: int) -> Label:
    return Label(f"… og {number} {'anden' if number == 1 else 'andre'}", f"… and {number} more")


def _print_place(screen: Screen, parts: Sequence[str]) -> None:
    """Print a place and a record on one line if both fit, else on two lines; wrap neither."""
    together = " · ".join(parts)
    fits = not screen.wraps or cell_len(together) + 2 <= screen.width
    for line in [together] if fits else parts:
        screen.print(Text(f"  {line}", "blue"), soft_wrap=True)


def _print_excerpt(screen: Screen, excerpt: Excerpt, style: str) -> None:
    """Print a line of a file, cut to fit, with carets below the text that the finding is about."""
    number = str(excerpt.line)
    margin = f"  {number} │ "
    room = screen.width - cell_len(margin) if screen.wraps else cell_len(excerpt.text)
    text, start, length = clip(excerpt, max(room, _MIN_EXCERPT_WIDTH))
    screen.print(Text.assemble((margin, "dim"), text), soft_wrap=True)
    margin_below = f"  {' ' * len(number)} │ "
    screen.print(Text.assemble((margin_below, "dim"), (" " * start + "^" * length, style)), soft_wrap=True)


def clip(excerpt: Excerpt, room: int) -> tuple[str, int, int]:
    """Cut the line of an excerpt to a width; return the line with the start and length of its carets.

    `…` stands for a part that is cut. Widths are columns on the screen: a wide letter takes two of them,
    a combining letter none.
    """
    end = excerpt.start + excerpt.length
    before, marked = excerpt.text[: excerpt.start], excerpt.text[excerpt.start : end]
    if cell_len(excerpt.text) > room and cell_len(before + marked) >= room:
        before = _cut_beginning(before, room // 5)
    line = before + excerpt.text[excerpt.start :]
    text = _cut_end(line, room)
    last = cell_len(text) - (text != line)  # no caret stands under the last `…`
    start = cell_len(before)
    return text, start, max(1, min(cell_len(before + marked), last) - start)


def _cut_beginning(text: str, room: int) -> str:
    """Return the end of a text after `…`; the whole text if it fits."""
    if cell_len(text) <= room:
        return text
    while text and (cell_len(text) >= room or cell_len(text[0]) == 0):
        text = text[1:]
    return f"…{text}"


def _cut_end(text: str, room: int) -> str:
    """Return the beginning of a text before `…`; the whole text if it fits."""
    if cell_len(text) <= room:
        return text
    while cell_len(text) >= room:
        text = text[:-1]
    return f"{text}…"


def _print_counts(
    screen: Screen, tally: Tally, rules: Sequence[Rule], lang: Language, *, undecided: bool
) -> None:
    """Print the number of findings of each rule at each level that is listed, in the order of the rules."""
    for level, name, number, rule in count_rules(tally, rules, lang, undecided=undecided):
        first = Text.assemble((f"{name:>9}", _STYLES[level]), f"  {number:>5}  ")
        screen.print_wrapped(rule, first, " " * first.cell_len)


def _print_summary(
    screen: Screen, tally: Tally, summary: Label, lang: Language, *, is_unread: bool, undecided: bool
) -> None:
    """Print how many findings and records there are, then which kinds of facts are missing."""
    text = Text()
    total = tally.counts
    text.append(summary.in_language(lang), "bold" if total["error"] else "bold green")
    if is_unread:
        text.append(f" {UNREAD.in_language(lang)}", "bold red")
    if total["undecided"] and not undecided:
        hint = Label(" Se det uafklarede med --undecided.", " List the undecided with --undecided.")
        text.append(hint.in_language(lang))
    screen.print_wrapped(text)
    facts = tally.missing_facts.list()
    if not facts:
        return
    screen.print()
    screen.print_wrapped(FILL_IN.in_language(lang), style="bold")
    for fact in facts[:_MAX_MISSING]:
        screen.print_wrapped(fact.label.in_language(lang), "  ", "    ")
    if (others := len(facts) - _MAX_MISSING) > 0:
        screen.print_wrapped(_count_others(others).in_language(lang), "  ")
