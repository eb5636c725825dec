"""Standard output, which carries the answer, and standard error, which carries messages."""

import contextlib
import io
import os
import sys
from collections.abc import Iterable
from typing import TextIO


def prepare_streams() -> None:
    """Replace streams that the shell closed, and let standard output and error write any letter."""
    if sys.stdout is None:
        # a file that may only be read: an answer that nobody can receive fails as on a full disk
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_utf8(answer: TextIO, texts: Iterable[str]) -> None:
    r"""Write an answer for programs: in UTF-8 with lines that end with `\n`, in any locale.

    A byte in the name of a file that is no UTF-8 is written as an escape such as `\udc80`, which is JSON.
    """
    if isinstance(answer, io.TextIOWrapper):
        answer.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    answer.writelines(texts)


def print_to_stderr(*lines: str) -> None:
    """Print lines to standard error, without control characters; on a terminal, wrap them.

    Lines that cannot be written are dropped.
    """
    from civic_partnership.findings import remove_control_characters

    text = "\n".join(map(remove_control_characters, lines))
    if sys.stderr.isatty():
        with contextlib.suppress(ImportError):  # rich is an extra, and the message may be that it is missing
            from .screen import Screen

            text = Screen(sys.stderr).wrap_lines(text).plain
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        discard_output(sys.stderr)


def discard_output(stream: TextIO) -> None:
    """Discard the text that a stream still holds, and all later text."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
