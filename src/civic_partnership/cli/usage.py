"""Wrong use of a command, told in one language."""

import difflib
from typing import Any, Self

import click

from civic_partnership.values import Label, Language

from .help import Command
from .invocation import invocation
from .streams import say_beside


def tell(error: click.UsageError, lang: Language) -> None:
    """Say on standard error what is wrong with a command line, and where help is."""
    from civic_partnership.findings import remove_control_characters

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say_beside(error.format_message())
        return
    command = error.ctx.command_path if error.ctx else "civic-partnership"
    message = _in_danish(error) if lang == "da" else error.format_message()
    where = Label(f"Se {command} --help.", f"See {command} --help.")
    say_beside(f"{remove_control_characters(' '.join(message.split()))} {where.in_language(lang)}")


def _in_danish(error: click.UsageError) -> str:
    message = "Kommandoen kan ikke forstås."
    match error:
        case Wrong():
            message = error.da
        case click.NoSuchOption():
            near = f" Mente du {error.possibilities[0]}?" if error.possibilities else ""
            message = f"Tilvalget {error.option_name} findes ikke.{near}"
        case click.BadOptionUsage():
            message = f"Tilvalget {error.option_name} mangler en værdi, eller har en, som det ikke kan have."
        case click.MissingParameter():
            message = f"{_name(error)} mangler."
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            *most, last = map(str, choices)
            message = f"{_name(error)} skal være {', '.join(most)} eller {last}."
        case click.UsageError(message=said) if said.startswith("Got unexpected extra argument"):
            message = f"Der står for meget: {said.partition('(')[2].removesuffix(')')}."
    return message


def _name(error: click.BadParameter) -> str:
    """The option as it is typed, or the argument as the help calls it."""
    parameter = error.param
    return parameter.opts[-1] if isinstance(parameter, click.Option) else parameter.human_readable_name  # type: ignore[union-attr] # click names it


class Wrong(click.UsageError):
    """Wrong use that this program itself found.

    Attributes:
        da: the sentence in Danish.

    """

    def __init__(self, da: str, en: str, context: click.Context | None = None) -> None:
        super().__init__(en, context)
        self.da = da


class Commands(Command, click.Group):
    """A group of commands that suggests the nearest where one is misspelt."""

    command_class = Command

    def in_language(self, lang: Language) -> Self:
        """Return the same commands with all help in one language."""
        commands = super().in_language(lang)
        commands.subcommand_metavar = Label("KOMMANDO [ARGUMENTER]...", "COMMAND [ARGS]...").in_language(lang)
        return commands

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, in the language of the run."""
        command = self.commands.get(cmd_name)
        return command.in_language(invocation(ctx).lang) if isinstance(command, Command) else command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that is named first, or wrong use."""
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            near = difflib.get_close_matches(name, self.commands, n=1)
            raise Wrong(
                f"Der findes ingen kommando {name}.{f' Mente du {near[0]}?' if near else ''}",
                f"There is no command {name}.{f' Did you mean {near[0]}?' if near else ''}",
                ctx,
            )
        return super().resolve_command(ctx, args)
