"""One run of the command, which the root context of click carries as its object."""

from functools import cached_property
from typing import TYPE_CHECKING, TextIO, cast

import click

from civic_partnership.values import Language

if TYPE_CHECKING:
    from civic_partnership.findings import Rule
    from civic_partnership.hosting import Host


class Invocation:
    """One run of the command.

    Attributes:
        lang: the language of help, messages and answers.
        answer: standard output, which carries the answer alone: what plugins print goes to standard error.
        host: the package with the installed plugins, made when it is first needed.

    """

    def __init__(self, lang: Language, answer: TextIO) -> None:
        self.lang = lang
        self.answer = answer

    @cached_property
    def host(self) -> "Host":
        """The package with the installed plugins."""
        from civic_partnership.hosting import Host

        return Host()

    @property
    def rules(self) -> "tuple[Rule, ...]":
        """The rules about the shape of files, those of the package, and those of plugins."""
        from civic_partnership.findings import SHAPE_RULES

        return (*SHAPE_RULES, *self.host.rules)


def get_invocation(context: click.Context | None = None) -> Invocation:
    """Return the run that a context belongs to, by default the current one."""
    return cast("Invocation", (context or click.get_current_context()).find_root().obj)


def get_host() -> "Host":
    """Return the host of the current run."""
    return get_invocation().host
