"""The language of a run: help, wrong use and answers in one of two."""

import os
from unittest import mock

import click
import pytest
from cli.terminal import shown

from civic_partnership.cli.bilingual_commands import Command, Option
from civic_partnership.cli.commands import cli
from civic_partnership.cli.invocation import choose_language
from civic_partnership.values import Label

HELPED = [(), *((name,) for name in cli.commands)]
CLICKS_OWN = {
    "Usage: ": "Brug: ",
    "[OPTIONS]": "[TILVALG]",
    "Options:": "Tilvalg:",
    "Show this message and exit.": "Vis denne hjælp.",
}
"""What click itself says in English, and what is said in Danish."""


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], "", "da"),
        ([], "en", "en"),
        ([], "de", "da"),
        (["--lang", "en"], "", "en"),
        (["--lang=en", "check"], "", "en"),
        (["check", "x", "--lang", "en"], "da", "en"),
        (["--lang", "en", "check", "--lang", "da"], "", "da"),
        (["--lang", "de"], "en", "en"),
        (["--lang"], "en", "en"),
        (["check", "--", "--lang", "en"], "", "da"),
    ],
)
def test_the_last_option_goes_before_the_environment(
    arguments: list[str], environment: str, expected: str
) -> None:
    """It may stand before or after the command; what is no language chooses none."""
    with mock.patch.dict(os.environ, {"CIVIC_PARTNERSHIP_LANG": environment}):
        assert expected == choose_language(arguments)


@pytest.mark.parametrize("command", HELPED, ids=" ".join)
def test_help_is_in_one_language(command: tuple[str, ...]) -> None:
    """All that a command says of itself and its options stands there in the language asked for, and only in it."""
    described: click.Command = cli.commands[command[0]] if command else cli
    labels = [each.label for each in (described, *described.params) if isinstance(each, Command | Option)]
    danish, english = shown(None, *command, "--help"), shown(None, "--lang", "en", *command, "--help")

    assert len(labels) == 1 + sum(isinstance(each, click.Option) for each in described.params)
    for label in labels:
        assert _flat(label).da in " ".join(danish.split())
        assert _flat(label).en in " ".join(english.split())
        assert _flat(label).en not in " ".join(danish.split())
        assert _flat(label).da not in " ".join(english.split())
    for in_english, in_danish in CLICKS_OWN.items():
        assert (True, False) == (in_danish in danish, in_english in danish)
        assert (True, False) == (in_english in english, in_danish in english)


def _flat(label: Label) -> Label:
    """Put a label on one line, without the sign that keeps lines."""
    da, en = (" ".join(each.replace("\b", "").split()) for each in (label.da, label.en))
    return Label(da, en)


def test_the_commands_are_listed_by_their_first_sentences() -> None:
    """The list of commands has a line for each, in the language of the run, cut nowhere."""
    for lang in ("da", "en"):
        text = " ".join(shown(None, "--lang", lang, "--help").split())
        for command in cli.commands.values():
            assert isinstance(command, Command)
            assert command.label.in_language("en" if lang == "en" else "da").partition("\n")[0] in text
        own = {"da": ("[TILVALG] KOMMANDO [ARGUMENTER]...", "Kommandoer:")}
        assert all(each in text for each in own.get(lang, ("[OPTIONS] COMMAND [ARGS]...", "Commands:")))


@pytest.mark.parametrize("command", [name for name in cli.commands if name not in ("schema", "git")])
def test_the_language_may_stand_on_either_side_of_the_command(command: str) -> None:
    """`--lang en check` and `check --lang en` are the same; the last one counts."""
    english, danish = shown(None, "--lang", "en", command, "--help"), shown(None, command, "--help")

    assert english == shown(None, command, "--lang", "en", "--help")
    assert danish == shown(None, "--lang", "en", command, "--help", "--lang=da") != english
