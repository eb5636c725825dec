"""Wrong use of a command, told in Danish and English."""

import difflib
from typing import Any

import click

from civic_partnership.findings import printable

from .streams import say_beside


def tell(error: click.UsageError) -> None:
    """Say on standard error what is wrong with a command line, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say_beside(error.format_message())
        return
    command = error.ctx.command_path if error.ctx else "civic-partnership"
    for said in (f"{_danish(error)} Se", f"{error.format_message()} See"):
        say_beside(f"{printable(' '.join(said.split()))} {command} --help.")


def _danish(error: click.UsageError) -> str:
    told = "Kommandoen kan ikke forstås."
    match error:
        case Wrong():
            told = error.da
        case click.NoSuchOption():
            near = f" Mente du {error.possibilities[0]}?" if error.possibilities else ""
            told = f"Tilvalget {error.option_name} findes ikke.{near}"
        case click.BadOptionUsage():
            told = f"Tilvalget {error.option_name} mangler en værdi, eller har en, som det ikke kan have."
        case click.MissingParameter():
            told = f"{_name(error)} mangler."
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            *most, last = map(str, choices)
            told = f"{_name(error)} skal være {', '.join(most)} eller {last}."
    return told


def _name(error: click.BadParameter) -> str:
    """The option as it is typed, or the argument as the help calls it."""
    parameter = error.param
    return parameter.opts[-1] if isinstance(parameter, click.Option) else parameter.human_readable_name  # type: ignore[union-attr] # click names it


class Wrong(click.UsageError):
    """Wrong use that this program itself found.

    Attributes:
        da: the sentence in Danish.

    """

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.da = da


class Commands(click.Group):
    """A group of commands that suggests the nearest where one is misspelt."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that is named first, or wrong use."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.commands, n=1)
            raise Wrong(
                f"Der findes ingen kommando {name}.{f' Mente du {near[0]}?' if near else ''}",
                f"There is no command {name}.{f' Did you mean {near[0]}?' if near else ''}",
            )
        return super().resolve_command(ctx, args)
