"""The pictures of the README are golden files: they show what the command prints today."""

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cli.terminal import shown
from terminal_picture import COLUMNS, FOLDER, SESSION, draw_terminal

TERMINAL = FOLDER / "terminal.svg"


def test_the_picture_of_the_terminal_shows_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, examples: Path
) -> None:
    """Every word stands in it, in its order; how `rich` draws letters is its own affair."""
    monkeypatch.chdir(examples.parent)
    if "WRITE_GOLDEN" in os.environ:
        TERMINAL.write_text(draw_terminal(SESSION), encoding="utf-8")
    picture = ElementTree.parse(TERMINAL)
    texts = picture.iterfind(".//{*}g[@class='terminal-matrix']//{*}text")
    printed = f"$ civic-partnership {' '.join(SESSION)} {shown(COLUMNS, *SESSION)}"

    assert printed.split() == "".join(text.text or "" for text in texts).replace("\xa0", " ").split()
