"""Standard output, which carries the answer, and standard error, which carries what is said beside it."""

import contextlib
import io
import os
import sys
from collections.abc import Iterable
from typing import TextIO


def prepare() -> None:
    """Give the streams that the shell closed something to stand for them, and let both write any letter."""
    if sys.stdout is None:
        # a file that may only be read: an answer that nobody can receive fails as on a full disk
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_utf8(answer: TextIO, texts: Iterable[str]) -> None:
    r"""Write an answer that programs read: UTF-8, lines that end with `\n`, whatever the locale is.

    Half a surrogate pair, as in the name of a file that is no UTF-8, is written `\udc80`, which JSON
    reads back.
    """
    if isinstance(answer, io.TextIOWrapper):
        answer.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    answer.writelines(texts)


def say_beside(text: str) -> None:
    """Say something on standard error, on a terminal in lines that fit.

    Where nobody can receive it, it is left unsaid.
    """
    if sys.stderr.isatty():
        with contextlib.suppress(ImportError):  # an extra, and it may be what this is about
            from .screen import Screen, indented

            shown = Screen(sys.stderr)
            text = "\n".join(shown.fitted(*indented(line)).plain for line in text.splitlines())
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Let what a stream still holds, and all that follows, go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
