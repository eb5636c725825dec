"""A terminal of any width in this process, and what the command shows on it."""

import contextlib
import io
import re
from collections.abc import Callable
from unittest import mock

import pytest

from civic_partnership.cli import main
from civic_partnership.cli.screen import Screen

Run = Callable[..., tuple[int, str, str]]
"""Runs the command: arguments -> exit status, standard output and standard error."""

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def open_terminal(columns: int) -> Screen:
    """Return the screen of a terminal of so many columns."""
    with mock.patch.dict("os.environ", {"TERM": "xterm", "COLUMNS": str(columns)}):
        return Screen(Terminal())


def shown(columns: int | None, *arguments: object) -> str:
    """Return what the command answers on a terminal of so many columns, without colours, or in a pipe."""
    return _CONTROL.sub("", shown_in_colours(columns, *arguments))


def shown_in_colours(columns: int | None, *arguments: object) -> str:
    """Return what the command answers on a terminal of so many columns, with the codes of its colours."""
    out = io.StringIO() if columns is None else Terminal()
    environment = {"TERM": "xterm", "COLUMNS": str(columns)}
    with (
        mock.patch.dict("os.environ", environment),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
        pytest.raises(SystemExit),
    ):
        main([str(argument) for argument in arguments])
    return out.getvalue()


def plain(out: io.StringIO) -> str:
    """Return the text that was written to a stream, without colours."""
    return _CONTROL.sub("", out.getvalue())
