"""Completion by a shell: commands, options, rules, formats and paths."""

import contextlib
import os
from collections.abc import Mapping

import click
from click.shell_completion import CompletionItem, get_completion_class

from civic_partnership.values import Label

from .invocation import Invocation, get_invocation
from .streams import write_utf8

Items = list["CompletionItem[str]"]
"""Names with their meaning, or a word that tells the shell to look for files."""

VARIABLE = "_CIVIC_PARTNERSHIP_COMPLETE"
"""The environment variable by which a shell asks: `bash_source`, `bash_complete`, and so for zsh and fish."""


def complete(cli: click.Command, instruction: str, invocation: Invocation) -> int:
    """Answer a shell that asks for completions, or for the script that asks; return the exit status.

    Where there is no answer nothing is printed: whoever types sees no message.
    """
    shell, _, question = instruction.partition("_")
    completion_class = get_completion_class(shell)
    if completion_class is None or question not in ("source", "complete"):
        return 1
    completion = completion_class(cli, {"obj": invocation}, "civic-partnership", VARIABLE)
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


def complete_file(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """Leave a file or folder to the shell."""
    return [CompletionItem(incomplete, type="file")]


def complete_folder(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """Leave a folder to the shell."""
    return [CompletionItem(incomplete, type="dir")]


def complete_rule(context: click.Context, _: click.Parameter, incomplete: str) -> Items:
    """Return the rules whose name begins so."""
    return _items({rule.name: rule.title for rule in get_invocation(context).rules}, context, incomplete)


def complete_exporter(context: click.Context, _: click.Parameter, incomplete: str) -> Items:
    """Return the formats for export whose name begins so."""
    exporters = get_invocation(context).host.exporters
    return _items({name: each.format.title for name, each in exporters.items()}, context, incomplete)


def complete_importer(context: click.Context, _: click.Parameter, incomplete: str) -> Items:
    """Return the formats for import whose name begins so."""
    importers = get_invocation(context).host.importers
    return _items({name: each.format.title for name, each in importers.items()}, context, incomplete)


def complete_format(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """Return all formats whose name begins so."""
    items = [
        *complete_exporter(context, parameter, incomplete),
        *complete_importer(context, parameter, incomplete),
    ]
    return list({item.value: item for item in items}.values())


def _items(labels: Mapping[str, Label], context: click.Context, incomplete: str) -> Items:
    """Return the names that begin so, each with its label on one line."""
    lang = get_invocation(context).lang
    return [
        CompletionItem(name, help=" ".join(label.in_language(lang).split()))
        for name, label in labels.items()
        if name.startswith(incomplete)
    ]
