"""Where people read: the terminal, or what stands in for it in a pipe."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from civic_partnership.findings import format_path
from civic_partnership.values import Label, Language

from .invocation import invocation

_PIPE_WIDTH = 160


class Screen(Console):
    """A terminal, where lines are broken between words to fit; or a pipe, where no line is broken."""

    def __init__(self, stream: TextIO) -> None:
        self.wraps = stream.isatty()
        width = None if self.wraps else _PIPE_WIDTH
        super().__init__(file=stream, width=width, highlight=False, emoji=False, markup=False)

    def on_broken_pipe(self) -> None:
        """Leave a closed pipe to the command, which knows its exit status."""
        raise BrokenPipeError

    def say(self, body: str | Text, first: str | Text = "", rest: str = "", style: str = "") -> None:
        """Print a text in lines that fit.

        Args:
            body: the text, which is broken at its blanks; a word longer than a line stays whole.
            first: what stands before it on the first line.
            rest: what stands before it on the other lines.
            style: how the text looks.

        """
        self.print(self.fitted(body, first, rest, style), soft_wrap=True)

    def fitted(self, body: str | Text, first: str | Text = "", rest: str = "", style: str = "") -> Text:
        """Return what `say` prints."""
        text, before = (Text(each) if isinstance(each, str) else each for each in (body, first))
        text = text.copy()
        text.stylize(style)
        if not self.wraps:
            return Text.assemble(before, text)
        text.overflow = "ignore"
        width = self.width - max(before.cell_len, cell_len(rest))
        lines = []
        for number, line in enumerate(text.wrap(self, max(width, 1))):
            line.rstrip()
            lines.append(Text.assemble(rest if number else before, line))
        return Text("\n").join(lines)

    def say_lines(self, text: str) -> None:
        """Print each line of a text, with what does not fit on it indented below."""
        for line in text.splitlines():
            self.say(*indented(line))


def indented(line: str) -> tuple[str, str, str]:
    """Return a line without the blanks it begins with, those, and the blanks of lines that continue it."""
    body = line.lstrip(" ")
    blanks = line[: len(line) - len(body)]
    return body, blanks, f"{blanks}  "


def screen() -> Screen:
    """Return where the answer of this run is shown."""
    return Screen(invocation().answer)


@contextlib.contextmanager
def working(path: str, lang: Language) -> Iterator[None]:
    """Show on a terminal that work goes on; show nothing in a pipe."""
    console = Screen(sys.stderr)
    if not console.is_terminal:
        yield
        return
    shown = format_path(path)
    told = Label(f"Læser og kontrollerer {shown}", f"Reading and checking {shown}")
    with console.status(Text(told.in_language(lang))):
        yield
