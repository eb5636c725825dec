"""A register as a failing test shows it: TOML of what is filled in."""

import contextlib

from hypothesis.vendor.pretty import RepresentationPrinter

from civic_partnership.errors import RecordsError
from civic_partnership.model import Register
from civic_partnership.storage import to_text

_LINES, _COLUMNS = 60, 110
"""The most that is shown of a register."""


def format_register(register: Register) -> str:
    """Return a register as TOML; shorten long lines and leave out lines beyond a limit."""
    text = "# a register without any record"
    if list(register):
        text = "# a register that cannot be written as TOML"
        with contextlib.suppress(RecordsError):
            text = to_text(register)
    lines = [line if len(line) <= _COLUMNS else f"{line[:_COLUMNS]}…" for line in text.splitlines()]
    more = [f"# … and {len(lines) - _LINES} lines more"] if len(lines) > _LINES else []
    return "\n".join([*lines[:_LINES], *more])


def print_lines(text: str, printer: RepresentationPrinter) -> None:
    """Print a text of several lines for Hypothesis, beginning on a line of its own."""
    for line in text.splitlines():
        printer.break_()
        printer.text(line)


def print_register(register: Register, printer: RepresentationPrinter, _cycle: object) -> None:
    """Print a register for Hypothesis, in place of the repr of all its records."""
    print_lines(format_register(register), printer)
