"""The group `civic-partnership` with all its commands."""

import click

from civic_partnership.values import Label

from .bilingual_commands import CommandGroup
from .check_command import check_command
from .export_command import export_command
from .formats_command import formats_command
from .import_command import import_command
from .rules_commands import explain_command, rules_command
from .schema_command import schema_command
from .shared_arguments import GROUP_LANG, VERSION
from .show_command import show_command
from .usage_errors import WrongUse


@click.group(
    cls=CommandGroup,
    commands=[
        check_command,
        explain_command,
        export_command,
        formats_command,
        import_command,
        rules_command,
        schema_command,
        show_command,
    ],
    invoke_without_command=True,
    no_args_is_help=True,
    label=Label(
        "Kommunale partnerskaber med foreninger i almindelige filer.",
        "Municipal partnerships with voluntary associations in plain files.",
    ),
)
@GROUP_LANG
@VERSION
def cli() -> None:
    """Take the options that stand before the command, which must follow."""
    if click.get_current_context().invoked_subcommand is None:
        raise WrongUse("Kommandoen mangler.", "The command is missing.")
