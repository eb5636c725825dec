"""One run of the command: its language, its output, and the package with the installed plugins."""

import os
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    import click

    from civic_partnership.findings import Rule
    from civic_partnership.hosting import Host
    from civic_partnership.values import Language

LANGUAGES = ("da", "en")
LANGUAGE_VARIABLE = "CIVIC_PARTNERSHIP_LANG"
"""The environment variable that chooses the language if no option `--lang` does."""


def choose_language(arguments: Sequence[str]) -> "Language":
    """Return the language of the last `--lang`, else of the environment, else Danish.

    The language is needed before click reads the arguments, because errors in them are shown in it.
    """
    languages = [os.environ.get(LANGUAGE_VARIABLE, "")]
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            languages += arguments[position + 1 : position + 2]
        elif argument.startswith("--lang="):
            languages.append(argument.removeprefix("--lang="))
    return cast("Language", next((each for each in reversed(languages) if each in LANGUAGES), "da"))


class Invocation:
    """One run of the command; the root context of click carries it as `obj`.

    Attributes:
        lang: the language of help, messages and answers.
        answer: the real standard output; what plugins print goes to standard error instead.
    """

    def __init__(self, lang: "Language", answer: TextIO) -> None:
        self.lang = lang
        self.answer = answer

    @cached_property
    def host(self) -> "Host":
        """The package with the installed plugins, made when it is first needed."""
        from civic_partnership.hosting import Host

        return Host()

    @property
    def rules(self) -> "tuple[Rule, ...]":
        """The rules about the shape of files, those of the package, and those of plugins."""
        from civic_partnership.findings import SHAPE_RULES

        return (*SHAPE_RULES, *self.host.rules)


def get_invocation(context: "click.Context | None" = None) -> Invocation:
    """Return the run that a click context belongs to; by default the current context."""
    import click

    return cast("Invocation", (context or click.get_current_context()).find_root().obj)
