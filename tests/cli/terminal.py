"""A terminal of any width in this process, and what the command shows on it."""

import contextlib
import io
import re
from unittest import mock

import pytest

from civic_partnership.cli import main

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def shown(columns: int | None, *arguments: object) -> str:
    """What the command answers on a terminal of so many columns, without colours, or in a pipe."""
    out = io.StringIO() if columns is None else Terminal()
    environment = {"TERM": "xterm", "COLUMNS": str(columns)}
    with (
        mock.patch.dict("os.environ", environment),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
        pytest.raises(SystemExit),
    ):
        main([str(argument) for argument in arguments])
    return plain(out)


def plain(out: io.StringIO) -> str:
    """What was written to a stream, without colours."""
    return _CONTROL.sub("", out.getvalue())
