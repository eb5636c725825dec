"""The command line: thin commands over the library."""

import _thread
import contextlib
import gc
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .invocation import Invocation, choose_language
from .streams import discard_output, prepare_streams, print_to_stderr

if TYPE_CHECKING:
    from civic_partnership.values import Language

USAGE, UNREADABLE, INTERRUPTED, BROKEN_PIPE = 2, 3, 130, 141
"""Exit statuses: wrong use; a file not read or written; Ctrl-C and a closed pipe, as shells number them."""
_COLLECTED = 100_000
"""So many new objects call for a collection of garbage; with the usual 700 it takes a fifth of a check."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `civic-partnership` and leave with its exit status, without a traceback for faults of users."""
    completion = os.environ.get("_CIVIC_PARTNERSHIP_COMPLETE", "")
    if completion:
        words: Sequence[str] = os.environ.get("COMP_WORDS", "").split()
    else:
        words = sys.argv[1:] if arguments is None else arguments
    lang = choose_language(words)
    try:
        with _rare_collections(), _interruptible():
            prepare_streams()
            status = _run(words, lang, completion)
            sys.stdout.flush()
    except KeyboardInterrupt:
        discard_output(sys.stdout)
        status = INTERRUPTED
    except BrokenPipeError:
        discard_output(sys.stdout)
        status = BROKEN_PIPE
    except OSError as error:
        discard_output(sys.stdout)
        reason = error.strerror or type(error).__name__
        message = "Svaret kan ikke skrives" if lang == "da" else "The answer cannot be written"
        print_to_stderr(f"{message}: {reason}.")
        status = UNREADABLE
    sys.exit(status)


@contextlib.contextmanager
def _rare_collections() -> Iterator[None]:
    """Collect garbage less often; afterwards as before, for a program that calls `main`."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the work even if Python cannot raise it, as while an object is deleted."""
    previous, is_lost = sys.unraisablehook, False

    def note_interrupt(unraisable: Any) -> None:
        nonlocal is_lost
        if unraisable.exc_type is KeyboardInterrupt:
            is_lost = True
            threading.Thread(target=interrupt_again, daemon=True).start()
        else:
            previous(unraisable)

    def interrupt_again() -> None:
        time.sleep(0.01)
        if sys.unraisablehook is note_interrupt:
            _thread.interrupt_main()

    sys.unraisablehook = note_interrupt
    try:
        yield
    finally:
        sys.unraisablehook = previous
    if is_lost:
        raise KeyboardInterrupt


def _run(words: Sequence[str], lang: "Language", completion: str) -> int:
    """Run a command, or answer a shell that completes a command line; return the exit status."""
    try:
        import click

        from .commands import cli
    except ModuleNotFoundError as error:
        print_to_stderr(
            f"Kommandoen kræver pakken {error.name}. Installér civic-partnership[cli]."
            if lang == "da"
            else f"The command needs the package {error.name}. Install civic-partnership[cli]."
        )
        return USAGE
    from civic_partnership.errors import CivicPartnershipError

    from .failures import print_error, print_usage_error

    invocation = Invocation(lang, sys.stdout)
    command = cli.in_language(lang)
    if completion:
        from .completion import complete

        return complete(command, completion, invocation)
    try:
        with (
            contextlib.redirect_stdout(sys.stderr),  # what plugins print is no part of the answer
            command.make_context("civic-partnership", list(words), obj=invocation) as context,
        ):
            status = command.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        print_usage_error(error, lang)
        return USAGE
    except CivicPartnershipError as error:
        return print_error(error, lang)
    return int(status)
