"""Commands and options of click whose help is written in Danish and English, and shown in one of them."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import partial
from typing import Any, Self

import click

from civic_partnership.values import Label, Language

from .failures import refuse_name
from .invocation import get_invocation


class _DanishHelp(click.HelpFormatter):
    """A page of help with click's own words in Danish."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = "Brug: ") -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading({"Options": "Tilvalg", "Commands": "Kommandoer"}.get(heading, heading))


class _DanishContext(click.Context):
    formatter_class = _DanishHelp


class Option(click.Option):
    """An option whose help is written in two languages."""

    def __init__(self, names: Sequence[str], *, label: Label, **settings: Any) -> None:
        super().__init__(names, **settings)
        self.label = label

    def in_language(self, lang: Language) -> Self:
        """Return a copy of the option with its help in one language."""
        option = copy(self)
        option.help = self.label.in_language(lang)
        return option

    def get_help_extra(self, ctx: click.Context) -> Any:  # noqa: ARG002 - click hands it in
        """Return nothing: the label names the default and says whether the option is required."""
        return {}


def make_answer_option(names: Sequence[str], label: Label, answer: Callable[[click.Context], str]) -> Option:
    """Return an option that prints an answer and ends the run, as `--help` does."""

    def print_answer(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click hands it in
        if asked and not context.resilient_parsing:
            click.echo(answer(context), file=get_invocation(context).answer)
            context.exit()

    return Option(names, label=label, is_flag=True, is_eager=True, expose_value=False, callback=print_answer)


_HELP = make_answer_option(
    ["-h", "--help"], Label("Vis denne hjælp.", "Show this message and exit."), click.Context.get_help
)


class Command(click.Command):
    """A command with `--help`, whose help is written in two languages."""

    def __init__(
        self, name: str | None, *, label: Label, params: Iterable[click.Parameter] = (), **settings: Any
    ) -> None:
        super().__init__(name, params=[*params, _HELP], **settings)
        self.label = label

    def in_language(self, lang: Language) -> Self:
        """Return a copy of the command with its help and the help of its options in one language."""
        command = copy(self)
        command.help = self.label.in_language(lang)
        command.short_help = command.help.partition("\n")[0]
        command.params = [
            each.in_language(lang) if isinstance(each, Option) else each for each in self.params
        ]
        if lang == "da":
            command.context_class = _DanishContext
            command.options_metavar = "[TILVALG]"
            if isinstance(command, click.Group):
                command.subcommand_metavar = "KOMMANDO [ARGUMENTER]..."
        return command


class CommandGroup(Command, click.Group):
    """A group of commands that suggests the closest name if one is misspelt."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with a name, in the language of the run; None if there is none."""
        command = self.commands.get(cmd_name)
        return command.in_language(get_invocation(ctx).lang) if isinstance(command, Command) else command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command that the first argument names; refuse an unknown name in both languages."""
        name = args[0]
        is_option = name.startswith("-") or ctx.resilient_parsing
        if not is_option and name not in self.commands and name not in self.list_commands(ctx):
            refuse_name(Label("kommando", "command"), name, self.list_commands(ctx), ctx)
        return super().resolve_command(ctx, args)


command = partial(click.command, cls=Command)
"""Declares a command, as `click.command` does."""

option = partial(click.option, cls=Option)
"""Declares an option of a command, as `click.option` does."""

flag = partial(option, is_flag=True)
"""Declares an option that takes no value."""
