"""The rules and their pages."""

import re
from collections.abc import Sequence

from rich.markdown import Markdown

from civic_partnership.findings import Rule, citation
from civic_partnership.values import Label, Language

from .invocation import get_invocation
from .screen import open_screen

_ROOM = 32
"""So much room is left for a title beside the name of its rule; else it stands below."""
_LEVELS = {"error": Label("fejl", "error"), "warning": Label("advarsel", "warning")}


def list_rules(rules: Sequence[Rule], lang: Language) -> None:
    """Print every rule with its level and what must hold, subject by subject; no word is ever cut."""
    console = open_screen()
    subjects: dict[str, list[Rule]] = {}
    for rule in rules:
        subjects.setdefault(rule.subject, []).append(rule)
    levels = {level: label.in_language(lang) for level, label in _LEVELS.items()}
    level_width = max(map(len, levels.values()))
    for subject, of_subject in subjects.items():
        console.print_wrapped(subject, style="bold")
        name_width = max(len(rule.name) for rule in of_subject)
        for rule in of_subject:
            title = rule.title.in_language(lang)
            first = f"  {rule.name:<{name_width}}  {levels[rule.level]:<{level_width}}  "
            if console.width - len(first) >= _ROOM:
                console.print_wrapped(title, first, " " * len(first))
            else:
                console.print_wrapped(f"{rule.name} ({levels[rule.level]})", "  ", "  ")
                console.print_wrapped(title, "    ", "    ")
        console.print()


def explain(rule: Rule, lang: Language) -> None:
    """Print the page of a rule: as it is in a pipe, set for reading on a terminal."""
    said, remedy = (
        re.sub(r"\{[^}]*\}", "…", each.in_language(lang)) for each in (rule.sentence, rule.remedy)
    )
    head = Label(
        f"# {rule.name}\n\n{rule.title.da}\n\n{_LEVELS[rule.level].da} · {citation(rule.source).da}\n\n"
        f"> {said} {remedy}\n",
        f"# {rule.name}\n\n{_LEVELS[rule.level].en} · {citation(rule.source).en}\n\n> {said} {remedy}\n",
    )
    page = f"{head.in_language(lang)}\n{rule.page}\n"
    console = open_screen()
    if console.wraps:
        console.print(Markdown(page))
    else:
        get_invocation().answer.write(page)
