"""The command line: thin commands over the library."""

import os
import sys
from collections.abc import Sequence

USAGE, UNREADABLE, INTERRUPTED, BROKEN_PIPE = 2, 3, 130, 141
"""Exit statuses: wrong use; not read or written; Ctrl-C and a closed pipe, as shells count them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `civic-partnership` and leave with its exit status; never a traceback for what users do."""
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = BROKEN_PIPE
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        told = error.strerror or type(error).__name__
        sys.stderr.write(f"Svaret kan ikke skrives: {told}.\nThe answer cannot be written: {told}.\n")
        status = UNREADABLE
    sys.exit(status)


def _run(arguments: Sequence[str]) -> int:
    try:
        import click  # noqa: PLC0415 - told below where the extra is missing

        from .commands import cli  # noqa: PLC0415 - after Ctrl-C is looked after
    except ModuleNotFoundError as error:
        sys.stderr.write(
            f"Kommandoen kræver pakken {error.name}. Installér civic-partnership[cli].\n"
            f"The command needs the package {error.name}. Install civic-partnership[cli].\n"
        )
        return USAGE
    from .usage import tell  # noqa: PLC0415 - it needs click

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # both are text files here
    try:
        with cli.make_context("civic-partnership", list(arguments)) as context:
            status = cli.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        tell(error)
        return USAGE
    return int(status)
