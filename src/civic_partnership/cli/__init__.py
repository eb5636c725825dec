"""The command line: thin commands over the library."""

import _thread
import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .language import chosen_language
from .streams import discard, prepare, say_beside

if TYPE_CHECKING:
    from civic_partnership.values import Language

USAGE, UNREADABLE, INTERRUPTED, BROKEN_PIPE = 2, 3, 130, 141
"""Exit statuses: wrong use; not read or written; Ctrl-C and a closed pipe, as shells count them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `civic-partnership` and leave with its exit status; never a traceback for what users do."""
    question = os.environ.get("_CIVIC_PARTNERSHIP_COMPLETE", "")
    if question:
        words: Sequence[str] = os.environ.get("COMP_WORDS", "").split()
    else:
        words = sys.argv[1:] if arguments is None else arguments
    lang = chosen_language(words)
    try:
        with _interruptible():
            prepare()
            status = _run(words, lang, question)
            sys.stdout.flush()
    except KeyboardInterrupt:
        discard(sys.stdout)
        status = INTERRUPTED
    except BrokenPipeError:
        discard(sys.stdout)
        status = BROKEN_PIPE
    except OSError as error:
        discard(sys.stdout)
        told = error.strerror or type(error).__name__
        say_beside(
            f"Svaret kan ikke skrives: {told}." if lang == "da" else f"The answer cannot be written: {told}."
        )
        status = UNREADABLE
    sys.exit(status)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Have Ctrl-C end the work even where it comes while nothing can be raised: an object is forgotten."""
    before, passed_over = sys.unraisablehook, False

    def told(unraisable: Any) -> None:
        nonlocal passed_over
        if unraisable.exc_type is KeyboardInterrupt:
            passed_over = True
            threading.Thread(target=once_more, daemon=True).start()
        else:
            before(unraisable)

    def once_more() -> None:
        time.sleep(0.01)
        if sys.unraisablehook is told:
            _thread.interrupt_main()

    sys.unraisablehook = told
    try:
        yield
    finally:
        sys.unraisablehook = before
    if passed_over:
        raise KeyboardInterrupt


def _run(words: Sequence[str], lang: "Language", question: str) -> int:
    """Run the command, or answer the question of a shell that completes one; the exit status."""
    try:
        import click

        from .imports import cli
    except ModuleNotFoundError as error:
        say_beside(
            f"Kommandoen kræver pakken {error.name}. Installér civic-partnership[cli]."
            if lang == "da"
            else f"The command needs the package {error.name}. Install civic-partnership[cli]."
        )
        return USAGE
    from .invocation import Invocation
    from .usage import tell

    run = Invocation(lang, sys.stdout)
    command = cli.in_language(lang)
    if question:
        from .completion import complete

        return complete(command, question, run)
    try:
        with (
            contextlib.redirect_stdout(sys.stderr),  # what plugins print is no part of the answer
            command.make_context("civic-partnership", list(words), obj=run) as context,
        ):
            status = command.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        tell(error, lang)
        return USAGE
    return int(status)
