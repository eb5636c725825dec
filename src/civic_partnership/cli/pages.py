"""The rules and their pages."""

import re
import sys
from collections.abc import Sequence
from itertools import groupby

from rich.markdown import Markdown
from rich.table import Table as Grid

from civic_partnership.findings import Rule, cited
from civic_partnership.values import Label, Language

from .screen import screen

_LEVELS = {"error": Label("fejl", "error"), "warning": Label("advarsel", "warning")}


def list_rules(rules: Sequence[Rule], lang: Language) -> None:
    """Print every rule with its level and what must hold, subject by subject."""
    console = screen()
    for subject, of_subject in groupby(rules, key=lambda rule: rule.subject):
        grid = Grid(box=None, pad_edge=False, show_header=False)
        for rule in of_subject:
            grid.add_row(f"  {rule.name}", _LEVELS[rule.level].said(lang), rule.title)
        console.print(subject, style="bold")
        console.print(grid, "", sep="\n")


def explain(rule: Rule, lang: Language) -> None:
    """Print the page of a rule: as it is in a pipe, set for reading on a terminal."""
    said, remedy = (re.sub(r"\{[^}]*\}", "…", each.said(lang)) for each in (rule.sentence, rule.remedy))
    head = Label(
        f"# {rule.name}\n\n{_LEVELS[rule.level].da} · {cited(rule.source).da}\n\n> {said} {remedy}\n",
        f"# {rule.name}\n\n{_LEVELS[rule.level].en} · {cited(rule.source).en}\n\n> {said} {remedy}\n",
    )
    page = f"{head.said(lang)}\n{rule.page}\n"
    if sys.stdout.isatty():
        screen().print(Markdown(page))
    else:
        sys.stdout.write(page)
