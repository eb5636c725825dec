"""Answers to a shell that completes a command line: commands, options, rules, formats and paths."""

import contextlib
import os
from collections.abc import Callable, Mapping
from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class

from civic_partnership.values import Label

from .invocation import Invocation, get_invocation
from .streams import write_utf8

Completer = Callable[[click.Context, click.Parameter, str], list["CompletionItem[str]"]]
"""A function that completes the word whose beginning is its third argument."""

COMPLETION_VARIABLE = "_CIVIC_PARTNERSHIP_COMPLETE"
"""The environment variable by which a shell asks: `bash_source`, `bash_complete`, and so for zsh and fish."""


def complete(cli: click.Command, instruction: str, invocation: Invocation) -> int:
    """Answer a shell that asks for completions, or for its completion script; return the exit status.

    If there is no answer, nothing is printed, because a message would disturb whoever is typing.
    """
    shell, _, question = instruction.partition("_")
    completion_class = get_completion_class(shell)
    if completion_class is None or question not in ("source", "complete"):
        return 1
    completion = completion_class(cli, {"obj": invocation}, "civic-partnership", COMPLETION_VARIABLE)
    if question == "source":
        script = completion.source().replace('string split ","', 'string split --max 1 ","')
        write_utf8(invocation.answer, [script])  # fish would end a description at its first comma
        return 0
    with (
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123 - it is a device
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        try:
            answer = completion.complete()
        except Exception:  # noqa: BLE001 - half a command line or a plugin may raise anything
            return 1
    write_utf8(invocation.answer, [answer, "\n"])
    return 0


def _complete_from(list_names: Callable[[Invocation], Mapping[str, Label]]) -> Completer:
    """Return a completer for names, each with its label on one line."""

    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list["CompletionItem[str]"]:
        invocation = get_invocation(context)
        return [
            CompletionItem(name, help=" ".join(label.in_language(invocation.lang).split()))
            for name, label in list_names(invocation).items()
            if name.startswith(incomplete)
        ]

    return complete


def _list_titles(formats: Mapping[str, Any]) -> dict[str, Label]:
    return {name: provided.format.title for name, provided in formats.items()}


complete_rule = _complete_from(lambda run: {rule.name: rule.title for rule in run.rules})
complete_exporter = _complete_from(lambda run: _list_titles(run.host.exporters))
complete_importer = _complete_from(lambda run: _list_titles(run.host.importers))
complete_format = _complete_from(lambda run: _list_titles({**run.host.exporters, **run.host.importers}))
