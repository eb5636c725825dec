"""The screen that people read: a terminal, or a pipe."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from civic_partnership.findings import format_path
from civic_partnership.values import Label, Language

from .invocation import get_invocation

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

    def print_wrapped(
        self, body: str | Text, first: str | Text = "", rest: str = "", style: str = ""
    ) -> None:
        """Print a text in lines that fit.

        Args:
            body: the text, which is broken at its blanks; a word longer than a line stays whole.
            first: what stands before it on the first line.
            rest: what stands before it on the other lines.
            style: how the text looks.

        """
        self.print(self.wrap(body, first, rest, style), soft_wrap=True)

    def wrap(self, body: str | Text, first: str | Text = "", rest: str = "", style: str = "") -> Text:
        """Return what `print_wrapped` prints."""
        text, start = (Text(each) if isinstance(each, str) else each for each in (body, first))
        text = text.copy()
        text.stylize(style)
        if not self.wraps:
            return Text.assemble(start, text)
        text.overflow = "ignore"
        width = self.width - max(start.cell_len, cell_len(rest))
        lines = []
        for number, line in enumerate(text.wrap(self, max(width, 1))):
            line.rstrip()
            lines.append(Text.assemble(rest if number else start, line))
        return Text("\n").join(lines)

    def print_lines(self, text: str) -> None:
        """Print each line of a text; indent what does not fit on it below."""
        for line in text.splitlines():
            self.print_wrapped(*split_indent(line))


def split_indent(line: str) -> tuple[str, str, str]:
    """Return a line without its indent, the indent, and the indent of lines that continue it."""
    body = line.lstrip(" ")
    indent = line[: len(line) - len(body)]
    return body, indent, f"{indent}  "


def open_screen() -> Screen:
    """Return the screen that shows the answer of this run."""
    return Screen(get_invocation().answer)


@contextlib.contextmanager
def show_progress(path: str, lang: Language) -> Iterator[Callable[[str], None] | None]:
    """Show on a terminal that a path is being read; show nothing in a pipe.

    Yields:
        what shows another text, or None in a pipe.

    """
    screen = Screen(sys.stderr)
    if not screen.is_terminal:
        yield None
        return
    name = format_path(path)
    label = Label(f"Læser og kontrollerer {name}", f"Reading and checking {name}")
    with screen.status(Text(label.in_language(lang))) as status:
        yield lambda text: status.update(Text(text))
