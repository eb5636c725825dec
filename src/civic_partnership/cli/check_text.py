"""The result of `check` as text for people."""

import datetime
from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from civic_partnership.findings import Finding, citation, format_fact, remove_control_characters
from civic_partnership.rules import counts
from civic_partnership.storage import Excerpt
from civic_partnership.values import Label, Language

from .check_result import LEVELS, CheckedRegister, CheckResult, format_record, split_message
from .screen import Screen, open_screen

_MAX_LISTED = 100
"""The number of findings that are listed at most, the worst first; every other format holds all findings."""

_MIN_EXCERPT_WIDTH = 12
"""The width of a line of a file on the narrowest screen."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "undecided": "bold cyan"}


def print_text(result: CheckResult, day: datetime.date, lang: Language, *, undecided: bool) -> None:
    """Print the findings by place, and how many there are of each rule.

    Args:
        result: the registers with all their findings.
        day: the day as of which the registers were checked.
        lang: the language of the text.
        undecided: whether undecided findings are listed too.
    """
    screen = open_screen()
    listable = [finding for finding in result.findings if undecided or finding.level != "undecided"]
    levels = [*LEVELS]
    worst_first = sorted(listable, key=lambda finding: levels.index(finding.level))
    listed = {id(finding) for finding in worst_first[:_MAX_LISTED]}
    for register in result.registers:
        for finding in register.sort_by_place([each for each in register.findings if id(each) in listed]):
            _print_finding(screen, register, finding, lang)
    if (number := len(listable) - _MAX_LISTED) > 0:
        more = Label(
            f"… og {number} meldinger til; --format json har dem alle.",
            f"… and {number} more findings; --format json holds them all.",
        )
        screen.print_wrapped(more.in_language(lang))
        screen.print()
    _print_counts(screen, result, lang)
    screen.print_wrapped(_summarize(result, day, lang, undecided=undecided))


def _print_finding(screen: Screen, register: CheckedRegister, finding: Finding, lang: Language) -> None:
    """Print the problem, its place, the line of the file, the remedy, and the rule with its source."""
    style = _STYLES[finding.level]
    problem, remedy = split_message(finding, lang)
    level = Text(f"{LEVELS[finding.level][0].in_language(lang)}: ", style)
    screen.print_wrapped(problem, level, "  ", "bold")
    location = register.locate(finding)
    place = remove_control_characters(str(location)) if location else ""
    _print_place(screen, [*filter(None, [place, format_record(finding.record, lang)])])
    if excerpt := register.reading.excerpt(finding):
        _print_excerpt(screen, excerpt, style)
    screen.print_wrapped(remedy, "  → ", "    ")
    source = citation(finding.source).in_language(lang)
    rule = f"{Label('regel', 'rule').in_language(lang)} {finding.rule} · {source}"
    screen.print_wrapped(rule, "  ", "    ", "dim")
    screen.print()


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


def _print_counts(screen: Screen, result: CheckResult, lang: Language) -> None:
    """Print the number of findings of each rule at each level, in the order of the rules."""
    number = Counter((finding.level, finding.rule) for finding in result.findings)
    for level, (label, _) in LEVELS.items():
        for rule in result.rules:
            if number[level, rule.name]:
                count = f"  {number[level, rule.name]:>5}  "
                first = Text.assemble((f"{label.in_language(lang):>9}", _STYLES[level]), count)
                screen.print_wrapped(rule.name, first, " " * first.cell_len)


def _summarize(result: CheckResult, day: datetime.date, lang: Language, *, undecided: bool) -> Text:
    """Return a sentence with the number of findings at each level, and the number of records."""
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
