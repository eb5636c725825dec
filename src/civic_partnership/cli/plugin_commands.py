"""Commands of other distributions, found by the entry points of the group `civic_partnership.commands`.

The metadata of installed distributions are read here and not by `importlib.metadata`, which takes longer to
import than the whole help to show.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from copy import copy
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

import click

from civic_partnership.errors import CivicPartnershipError, PluginError
from civic_partnership.values import Label

from .bilingual_commands import Command, CommandGroup
from .failures import WrongUse
from .invocation import get_invocation
from .streams import print_to_stderr

GROUP = "civic_partnership.commands"
"""The group of entry points: the name of a command -> a click command, as `package.module:object`."""

PUBLISHED = {"browser": "civic-partnership-browser"}
"""Commands that come with a distribution of this repository -> that distribution."""

_ENTRY = re.compile(r"\s*([a-z][a-z0-9-]*)\s*=\s*([\w.]+)\s*:\s*([\w.]+)\s*")


class PluginCommand(NamedTuple):
    """A command that another distribution brings.

    Attributes:
        name: the name of the command.
        distribution: the distribution that brings it.
        module: the module that holds it.
        attribute: its name in the module.
    """

    name: str
    distribution: str
    module: str
    attribute: str

    def load(self) -> click.Command:
        """Import the command.

        Raises:
            PluginError: it cannot be imported, or is no command of click.
        """
        try:
            found: Any = import_module(self.module)
            for name in self.attribute.split("."):
                found = getattr(found, name)
        except Exception as error:  # noqa: BLE001 - foreign code may raise anything
            self._fail(error)
        if not isinstance(found, click.Command):
            raise PluginError(
                f"{self._what.da} er ingen kommando af click. Sig det til den, der har lavet pakken.",
                f"{self._what.en} is no command of click. Tell whoever made the package.",
                self.distribution,
            )
        guarded = copy(found)
        guarded.invoke = self._guard(found.invoke)  # type: ignore[assignment, method-assign] # of this copy
        return guarded

    def _guard(self, invoke: Callable[[click.Context], Any]) -> Callable[[click.Context], Any]:
        """Return a function that runs the command, and tells in a sentence that it failed."""

        def run(context: click.Context) -> Any:
            try:
                return invoke(context) or 0
            except click.Abort:  # Ctrl-C, or the end of the input, at a question
                raise KeyboardInterrupt from None
            except (click.exceptions.Exit, click.ClickException, CivicPartnershipError, BrokenPipeError):
                raise
            except Exception as error:  # noqa: BLE001 - foreign code may raise anything
                self._fail(error)

        return run

    @property
    def _what(self) -> Label:
        return Label(
            f"Kommandoen {self.name} fra {self.distribution}",
            f"The command {self.name} from {self.distribution}",
        )

    def _fail(self, error: Exception) -> NoReturn:
        from civic_partnership.isolation import describe_error

        reason = ", ".join(describe_error(error))
        raise PluginError(
            f"{self._what.da} fejlede ({reason}). Opdatér pakken, eller afinstallér den.",
            f"{self._what.en} failed ({reason}). Update the package, or uninstall it.",
            self.distribution,
        ) from error


def find_commands() -> dict[str, PluginCommand]:
    """Return name -> command of the installed distributions; of two with one name, the first one found."""
    commands: dict[str, PluginCommand] = {}
    for folder in sys.path:
        for distribution, text in _read_entry_points(folder or "."):
            for command in _parse(text, distribution):
                commands.setdefault(command.name, command)
    return commands


def _read_entry_points(folder: str) -> Iterator[tuple[str, str]]:
    """Yield each distribution in a folder of `sys.path` that has entry points, and their text."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - pathlib is slow to import
    except OSError:  # an archive, or no folder at all
        return
    for name in names:
        if name.endswith(".dist-info"):
            try:
                path = os.path.join(folder, name, "entry_points.txt")  # noqa: PTH118 - the same
                with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - the same
                    yield name.partition("-")[0].replace("_", "-"), file.read()
            except OSError:
                continue


def _parse(text: str, distribution: str) -> Iterator[PluginCommand]:
    section = ""
    for line in text.splitlines() if GROUP in text else ():
        if line.startswith("["):
            section = line.strip("[] \t")
        elif section == GROUP and (match := _ENTRY.fullmatch(line)):
            yield PluginCommand(match[1], distribution, match[2], match[3])


class RootGroup(CommandGroup):
    """The group of all commands: those of the package, and behind them those of other distributions."""

    @cached_property
    def _found(self) -> dict[str, PluginCommand]:
        return {name: each for name, each in find_commands().items() if name not in self.commands}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(ctx), *self._found])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with a name; None, and a sentence, for one that cannot be loaded."""
        if cmd_name in self.commands or cmd_name not in self._found:
            return super().get_command(ctx, cmd_name)
        lang = get_invocation(ctx).lang
        try:
            command = self._found[cmd_name].load()
        except PluginError as error:
            print_to_stderr(error.in_language(lang))
            return None
        return command.in_language(lang) if isinstance(command, Command) else command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command that the first argument names; refuse one that is unknown or cannot be used."""
        name = args[0]
        if name not in self.commands and not ctx.resilient_parsing:
            if name in self._found:
                self._found[name].load()  # what fails is raised, and not only told
            elif name in PUBLISHED:
                raise WrongUse(
                    f"Kommandoen {name} kommer med en pakke for sig. Installér {PUBLISHED[name]}.",
                    f"The command {name} comes with a package of its own. Install {PUBLISHED[name]}.",
                    ctx,
                )
        return super().resolve_command(ctx, args)
