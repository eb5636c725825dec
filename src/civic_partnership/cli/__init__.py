"""The command line: thin commands over the library."""

import sys
from collections.abc import Sequence

from .streams import discard, prepare, say_beside

USAGE, UNREADABLE, INTERRUPTED, BROKEN_PIPE = 2, 3, 130, 141
"""Exit statuses: wrong use; not read or written; Ctrl-C and a closed pipe, as shells count them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `civic-partnership` and leave with its exit status; never a traceback for what users do."""
    try:
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
