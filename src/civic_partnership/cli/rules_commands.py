"""The commands `rules` and `explain`: the list of rules, and the page of one rule."""

import re
from typing import TYPE_CHECKING

import click

from civic_partnership.values import Label, Language

from .bilingual_commands import command
from .completion import complete_rule
from .invocation import get_invocation
from .shared_arguments import LANG, parse_rule

if TYPE_CHECKING:
    from civic_partnership.findings import Rule

_MIN_TITLE_WIDTH = 32
"""If less room than this is left beside the name of a rule, the title of the rule goes below the name."""


@command("rules", label=Label("Vis alle regler efter emne.", "List all rules by subject."))
@LANG
def rules_command(lang: Language) -> int:
    """Print every rule with its level and title, subject by subject; return the exit status."""
    from civic_partnership.checking import LEVELS
    from civic_partnership.rules import find_subject

    from .screen import open_screen

    screen = open_screen()
    subjects: dict[Label, list[Rule]] = {}
    for rule in get_invocation().rules:
        subjects.setdefault(find_subject(rule), []).append(rule)
    levels = {level: label.in_language(lang) for level, (label, _) in LEVELS.items()}
    level_width = max(map(len, levels.values()))
    for subject, rules in subjects.items():
        screen.print_wrapped(subject.in_language(lang), style="bold")
        name_width = max(len(rule.name) for rule in rules)
        for rule in rules:
            title = rule.title.in_language(lang)
            first = f"  {rule.name:<{name_width}}  {levels[rule.level]:<{level_width}}  "
            if screen.width - len(first) >= _MIN_TITLE_WIDTH:
                screen.print_wrapped(title, first, " " * len(first))
            else:
                screen.print_wrapped(f"{rule.name} ({levels[rule.level]})", "  ", "  ")
                screen.print_wrapped(title, "    ", "    ")
        screen.print()
    return 0


@command(
    "explain",
    label=Label(
        "Vis en regels side: hvad den kontrollerer, hvorfor, og eksempler.",
        "Show the page of a rule: what it checks, why, and examples.",
    ),
)
@click.argument("rule", type=parse_rule, metavar="RULE", shell_complete=complete_rule)
@LANG
def explain_command(rule: "Rule", lang: Language) -> int:
    """Print the page of a rule: as Markdown in a pipe, laid out on a terminal; return the exit status."""
    from rich.markdown import Markdown

    from civic_partnership.checking import LEVELS
    from civic_partnership.findings import citation
    from civic_partnership.rules import format_page

    from .screen import open_screen

    message = f"{rule.sentence.in_language(lang)} {rule.remedy.in_language(lang)}"
    level, source = LEVELS[rule.level][0].in_language(lang), citation(rule.source).in_language(lang)
    page = (
        f"# {rule.name}\n\n{level} · {source}\n\n> {re.sub(r'{[^}]*}', '…', message)}\n\n"
        f"{format_page(rule, lang)}\n"
    )
    screen = open_screen()
    if screen.wraps:
        screen.print(Markdown(page))
    else:
        get_invocation().answer.write(page)
    return 0
