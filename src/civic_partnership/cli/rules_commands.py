"""The commands `rules` and `explain`."""

from typing import TYPE_CHECKING

import click

from civic_partnership.values import Label, Language

from .bilingual_commands import command
from .completion import complete_rule
from .invocation import get_invocation
from .shared_arguments import LANG, parse_rule

if TYPE_CHECKING:
    from civic_partnership.findings import Rule


@command("rules", label=Label("Vis alle regler efter emne.", "List all rules by subject."))
@LANG
def rules_command(lang: Language) -> int:
    """List the rules; return the exit status."""
    from .rule_pages import list_rules

    list_rules(get_invocation().rules, lang)
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
    """Show the page of a rule; return the exit status."""
    from .rule_pages import explain

    explain(rule, lang)
    return 0
