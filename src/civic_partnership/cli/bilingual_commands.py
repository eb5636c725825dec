"""Commands and options of click whose help stands in Danish and English, and is shown in one of them."""

from collections.abc import Iterable, Sequence
from copy import copy
from functools import partial
from typing import Any, Self

import click

from civic_partnership.values import Label, Language

from .invocation import get_invocation
from .usage_errors import WrongUse, suggest


class _DanishHelp(click.HelpFormatter):
    """Help with click's own words in Danish."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = "Brug: ") -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading({"Options": "Tilvalg", "Commands": "Kommandoer"}.get(heading, heading))


class _DanishContext(click.Context):
    formatter_class = _DanishHelp


class Option(click.Option):
    """An option whose help stands in two languages."""

    def __init__(self, names: Sequence[str], *, label: Label, **settings: Any) -> None:
        super().__init__(names, **settings)
        self.label = label

    def in_language(self, lang: Language) -> Self:
        """Return the same option with its help in one language."""
        option = copy(self)
        option.help = self.label.in_language(lang)
        return option

    def get_help_extra(self, ctx: click.Context) -> Any:  # noqa: ARG002 - click hands it in
        """Return nothing: the label names the default and says whether the option is required."""
        return {}


def _show_help(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click hands it in
    if asked and not context.resilient_parsing:
        click.echo(context.get_help(), file=get_invocation(context).answer)
        context.exit()


_HELP = Option(
    ["-h", "--help"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_help,
    label=Label("Vis denne hjælp.", "Show this message and exit."),
)


class Command(click.Command):
    """A command whose help stands in two languages, with `--help`."""

    def __init__(
        self, name: str | None, *, label: Label, params: Iterable[click.Parameter] = (), **settings: Any
    ) -> None:
        super().__init__(name, params=[*params, _HELP], **settings)
        self.label = label

    def in_language(self, lang: Language) -> Self:
        """Return the same command with its help and that of its options in one language."""
        command = copy(self)
        command.help = self.label.in_language(lang)
        command.short_help = command.help.partition("\n")[0]
        command.params = [
            each.in_language(lang) if isinstance(each, Option) else each for each in self.params
        ]
        if lang == "da":
            command.context_class = _DanishContext
            command.options_metavar = "[TILVALG]"
        return command


class CommandGroup(Command, click.Group):
    """A group of commands that suggests the closest name where one is misspelt."""

    def in_language(self, lang: Language) -> Self:
        """Return the same commands with all help in one language."""
        group = super().in_language(lang)
        group.subcommand_metavar = Label("KOMMANDO [ARGUMENTER]...", "COMMAND [ARGS]...").in_language(lang)
        return group

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, in the language of the run."""
        command = self.commands.get(cmd_name)
        return command.in_language(get_invocation(ctx).lang) if isinstance(command, Command) else command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command that is named first, or raise a sentence in both languages."""
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            hint = suggest(name, self.commands)
            raise WrongUse(
                f"Der findes ingen kommando {name}.{hint.da}", f"There is no command {name}.{hint.en}", ctx
            )
        return super().resolve_command(ctx, args)


command = partial(click.command, cls=Command)
"""Declares a command, as `click.command` does."""

option = partial(click.option, cls=Option)
"""Declares an option of a command, as `click.option` does."""
