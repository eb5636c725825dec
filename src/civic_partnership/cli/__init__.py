"""The command line: thin commands over the library."""

import _thread
import contextlib
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from .streams import discard, prepare, say_beside

USAGE, UNREADABLE, INTERRUPTED, BROKEN_PIPE = 2, 3, 130, 141
"""Exit statuses: wrong use; not read or written; Ctrl-C and a closed pipe, as shells count them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `civic-partnership` and leave with its exit status; never a traceback for what users do."""
    try:
        with _interruptible():
            prepare()
            status = _run(sys.argv[1:] if arguments is None else arguments)
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
        say_beside(f"Svaret kan ikke skrives: {told}.\nThe answer cannot be written: {told}.")
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


def _run(arguments: Sequence[str]) -> int:
    try:
        import click  # noqa: PLC0415 - told below where the extra is missing

        from .imports import cli  # noqa: PLC0415 - after Ctrl-C is looked after
    except ModuleNotFoundError as error:
        say_beside(
            f"Kommandoen kræver pakken {error.name}. Installér civic-partnership[cli].\n"
            f"The command needs the package {error.name}. Install civic-partnership[cli]."
        )
        return USAGE
    from .usage import tell  # noqa: PLC0415 - it needs click

    try:
        with cli.make_context("civic-partnership", list(arguments)) as context:
            status = cli.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        tell(error)
        return USAGE
    return int(status)
