"""Commands and options whose help stands in Danish and English, and is shown in one of them."""

from collections.abc import Iterable, Sequence
from copy import copy
from functools import partial
from typing import Any, Self

import click

from civic_partnership._version import __version__
from civic_partnership.values import Label, Language

from .invocation import invocation
from .language import LANGUAGES, VARIABLE


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
        """Return nothing: the label says what is required, and what is used otherwise."""
        return {}


option = partial(click.option, cls=Option)
"""Declares an option of a command, as `click.option` does."""


class Command(click.Command):
    """A command whose help stands in two languages, with `--help`."""

    def __init__(
        self, name: str | None, *, label: Label, params: Iterable[click.Parameter] = (), **settings: Any
    ) -> None:
        super().__init__(name, params=[*params, HELP], **settings)
        self.label = label

    def in_language(self, lang: Language) -> Self:
        """Return the same command with the help of it and its options in one language."""
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


def _current_language() -> Language:
    return invocation().lang


def _show_help(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click hands it in
    if asked and not context.resilient_parsing:
        click.echo(context.get_help(), file=invocation(context).answer)
        context.exit()


def _show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click hands it in
    if asked and not context.resilient_parsing:
        click.echo(f"{context.info_name}, version {__version__}", file=invocation(context).answer)
        context.exit()


HELP = Option(
    ["-h", "--help"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_help,
    label=Label("Vis denne hjælp.", "Show this message and exit."),
)
VERSION = option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    label=Label("Vis programmets version.", "Show the version and exit."),
)
LANG = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=_current_language,
    label=Label(
        f"Sprog; ellers det i {VARIABLE}, ellers dansk. Kan også stå før kommandoen.",
        f"Language; else that in {VARIABLE}, else Danish. It may stand before the command too.",
    ),
)
LANG_OF_ALL = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    envvar=VARIABLE,
    expose_value=False,
    label=Label(
        f"Sprog; ellers det i {VARIABLE}, ellers dansk.", f"Language; else that in {VARIABLE}, else Danish."
    ),
)
