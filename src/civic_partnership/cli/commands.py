"""The group `civic-partnership` with all its commands."""

import click

from civic_partnership._version import __version__
from civic_partnership.values import Label

from .bilingual_commands import Option, make_answer_option
from .bundle_command import bundle_command
from .check_command import check_command
from .diff_command import diff_command
from .edit_commands import add_command, remove_command, set_command
from .export_command import export_command
from .failures import WrongUse
from .format_command import format_command
from .formats_commands import formats_command, schema_command
from .git_commands import git_group
from .import_command import import_command
from .invocation import LANGUAGE_VARIABLE, LANGUAGES
from .merge_command import merge_command
from .new_command import new_command
from .plugin_commands import RootGroup
from .resolve_command import resolve_command
from .rules_commands import explain_command, rules_command
from .shared_arguments import LANGUAGE_HELP
from .show_command import show_command
from .year_command import year_command


@click.group(
    cls=RootGroup,
    commands=[
        add_command,
        bundle_command,
        check_command,
        diff_command,
        explain_command,
        export_command,
        format_command,
        formats_command,
        git_group,
        import_command,
        merge_command,
        new_command,
        remove_command,
        resolve_command,
        rules_command,
        schema_command,
        set_command,
        show_command,
        year_command,
    ],
    params=[
        Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            envvar=LANGUAGE_VARIABLE,
            expose_value=False,
            label=LANGUAGE_HELP,
        ),
        make_answer_option(
            ["--version"],
            Label("Vis programmets version.", "Show the version and exit."),
            lambda context: f"{context.info_name}, version {__version__}",
        ),
    ],
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="COMMAND [ARGS]...",
    label=Label(
        "Kommunale partnerskaber med foreninger i almindelige filer.",
        "Municipal partnerships with voluntary associations in plain files.",
    ),
)
def cli() -> None:
    """Refuse a command line that has options but no command."""
    if click.get_current_context().invoked_subcommand is None:
        raise WrongUse("Kommandoen mangler.", "The command is missing.")
