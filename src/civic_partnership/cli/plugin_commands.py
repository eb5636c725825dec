"""Commands of other distributions, found by the entry points of the group `civic_partnership.commands`."""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, NoReturn

import click

from civic_partnership.errors import CivicPartnershipError, PluginError
from civic_partnership.hosting import InstalledEntry, find_entries
from civic_partnership.values import Label

from .bilingual_commands import Command, CommandGroup
from .failures import WrongUse
from .invocation import get_invocation
from .streams import print_to_stderr

GROUP = "civic_partnership.commands"
"""The group of entry points: the name of a command -> a click command, as `package.module:object`."""

PUBLISHED = {"browser": "civic-partnership-browser"}
"""Commands that come with a distribution of this repository -> that distribution."""


def load_command(entry: InstalledEntry) -> click.Command:
    """Import a command.

    Raises:
        PluginError: it cannot be imported, or is no command of click.
    """
    try:
        command = entry.load()
    except Exception as error:  # noqa: BLE001 - foreign code may raise anything
        _fail(entry, error)
    if not isinstance(command, click.Command):
        name = _name(entry)
        raise PluginError(
            f"{name.da} er ingen kommando af click. Sig det til den, der har lavet pakken.",
            f"{name.en} is no command of click. Tell whoever made the package.",
            entry.distribution,
        )
    guarded = copy(command)
    guarded.invoke = _guard(entry, command.invoke)  # type: ignore[assignment, method-assign] # of this copy
    return guarded


def _guard(entry: InstalledEntry, invoke: Callable[[click.Context], Any]) -> Callable[[click.Context], Any]:
    """Return a function that runs a command, and tells in a sentence that it failed."""

    def run(context: click.Context) -> Any:
        try:
            return invoke(context) or 0
        except click.Abort:  # Ctrl-C, or the end of the input, at a question
            raise KeyboardInterrupt from None
        except (click.exceptions.Exit, click.ClickException, CivicPartnershipError, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - foreign code may raise anything
            _fail(entry, error)

    return run


def _name(entry: InstalledEntry) -> Label:
    return Label(
        f"Kommandoen {entry.name} fra {entry.distribution}",
        f"The command {entry.name} from {entry.distribution}",
    )


def _fail(entry: InstalledEntry, error: Exception) -> NoReturn:
    from civic_partnership.isolation import describe_error

    name, reason = _name(entry), ", ".join(describe_error(error))
    raise PluginError(
        f"{name.da} fejlede ({reason}). Opdatér pakken, eller afinstallér den.",
        f"{name.en} failed ({reason}). Update the package, or uninstall it.",
        entry.distribution,
    ) from error


class RootGroup(CommandGroup):
    """The group of all commands: those of the package, and behind them those of other distributions."""

    @cached_property
    def _found(self) -> dict[str, InstalledEntry]:
        return {each.name: each for each in reversed(find_entries(GROUP)) if each.name not in self.commands}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(ctx), *self._found])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with a name; None, and a sentence, for one that cannot be loaded."""
        if cmd_name in self.commands or cmd_name not in self._found:
            return super().get_command(ctx, cmd_name)
        lang = get_invocation(ctx).lang
        try:
            command = load_command(self._found[cmd_name])
        except PluginError as error:
            print_to_stderr(error.in_language(lang))
            return None
        return command.in_language(lang) if isinstance(command, Command) else command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command that the first argument names; refuse one that is unknown or cannot be used."""
        name = args[0]
        if name not in self.commands and not ctx.resilient_parsing:
            if name in self._found:
                load_command(self._found[name])  # what fails is raised, and not only told
            elif name in PUBLISHED:
                raise WrongUse(
                    f"Kommandoen {name} kommer med en pakke for sig. Installér {PUBLISHED[name]}.",
                    f"The command {name} comes with a package of its own. Install {PUBLISHED[name]}.",
                    ctx,
                )
        return super().resolve_command(ctx, args)
