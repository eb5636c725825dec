"""The rules and their pages."""

import re
import sys
from collections.abc import Sequence

from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Table as Grid

from civic_partnership.findings import Rule, cited
from civic_partnership.values import Label, Language

from .screen import screen

_WIDE = 72
"""From this width on a rule stands on one line."""
_LEVELS = {"error": Label("fejl", "error"), "warning": Label("advarsel", "warning")}


def list_rules(rules: Sequence[Rule], lang: Language) -> None:
    """Print every rule with its level and what must hold, subject by subject; no name is ever cut."""
    console = screen()
    subjects: dict[str, list[Rule]] = {}
    for rule in rules:
        subjects.setdefault(rule.subject, []).append(rule)
    for subject, of_subject in subjects.items():
        console.print(subject, style="bold", soft_wrap=True)
        grid = Grid(box=None, pad_edge=False, show_header=False)
        grid.add_column(no_wrap=True)
        for rule in of_subject:
            level, title = _LEVELS[rule.level].said(lang), rule.title.said(lang)
            if console.width >= _WIDE:
                grid.add_row(f"  {rule.name}", level, title)
            else:
                console.print(f"  {rule.name} ({level})", soft_wrap=True)
                console.print(Padding(title, (0, 0, 0, 4), expand=False))
        console.print(grid, "", sep="\n")


def explain(rule: Rule, lang: Language) -> None:
    """Print the page of a rule: as it is in a pipe, set for reading on a terminal."""
    said, remedy = (re.sub(r"\{[^}]*\}", "…", each.said(lang)) for each in (rule.sentence, rule.remedy))
    head = Label(
        f"# {rule.name}\n\n{rule.title.da}\n\n{_LEVELS[rule.level].da} · {cited(rule.source).da}\n\n"
        f"> {said} {remedy}\n",
        f"# {rule.name}\n\n{_LEVELS[rule.level].en} · {cited(rule.source).en}\n\n> {said} {remedy}\n",
    )
    page = f"{head.said(lang)}\n{rule.page}\n"
    if sys.stdout.isatty():
        screen().print(Markdown(page))
    else:
        sys.stdout.write(page)
