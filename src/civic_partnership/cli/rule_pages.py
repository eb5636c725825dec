"""The rules and their pages."""

import re
from collections.abc import Sequence

from rich.markdown import Markdown

from civic_partnership.findings import Rule, citation
from civic_partnership.rules import find_subject, format_page
from civic_partnership.values import Label, Language

from .check_result import LEVELS
from .invocation import get_invocation
from .screen import open_screen

_TITLE_WIDTH = 32
"""A title that has less room than this beside the name of its rule stands below it."""


def list_rules(rules: Sequence[Rule], lang: Language) -> None:
    """Print every rule with its level and title, subject by subject; never cut a word."""
    console = open_screen()
    subjects: dict[Label, list[Rule]] = {}
    for rule in rules:
        subjects.setdefault(find_subject(rule), []).append(rule)
    levels = {level: label.in_language(lang) for level, (label, _) in LEVELS.items()}
    level_width = max(map(len, levels.values()))
    for subject, members in subjects.items():
        console.print_wrapped(subject.in_language(lang), style="bold")
        name_width = max(len(rule.name) for rule in members)
        for rule in members:
            title = rule.title.in_language(lang)
            first = f"  {rule.name:<{name_width}}  {levels[rule.level]:<{level_width}}  "
            if console.width - len(first) >= _TITLE_WIDTH:
                console.print_wrapped(title, first, " " * len(first))
            else:
                console.print_wrapped(f"{rule.name} ({levels[rule.level]})", "  ", "  ")
                console.print_wrapped(title, "    ", "    ")
        console.print()


def explain(rule: Rule, lang: Language) -> None:
    """Print the page of a rule: as Markdown in a pipe, laid out on a terminal."""
    message = f"{rule.sentence.in_language(lang)} {rule.remedy.in_language(lang)}"
    level, source = LEVELS[rule.level][0].in_language(lang), citation(rule.source).in_language(lang)
    page = (
        f"# {rule.name}\n\n{level} · {source}\n\n> {re.sub(r'{[^}]*}', '…', message)}\n\n"
        f"{format_page(rule, lang)}\n"
    )
    console = open_screen()
    if console.wraps:
        console.print(Markdown(page))
    else:
        get_invocation().answer.write(page)
