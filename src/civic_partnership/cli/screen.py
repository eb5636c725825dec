"""The screen that people read, a terminal or a pipe: wrapped lines, tables and progress."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from civic_partnership.findings import format_path
from civic_partnership.values import Label, Language

from .invocation import get_invocation

_PIPE_WIDTH = 160
_GAP = 3
"""The number of blank columns on the screen between two columns of a table, and at its edges."""


class Screen(Console):
    """A terminal, which gets lines that fit its width, or a pipe, which gets each line whole."""

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
        """Print a text in lines that fit, with other texts before its first line and before the rest.

        Only a word longer than a line sticks out. The style is one of `rich`.
        """
        self.print(self.wrap(body, first, rest, style), soft_wrap=True)

    def wrap(self, body: str | Text, first: str | Text = "", rest: str = "", style: str = "") -> Text:
        """Return the lines that `print_wrapped` prints."""
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

    def wrap_lines(self, text: str) -> Text:
        """Return each line of a text in lines that fit, which continue two blanks further in."""
        lines = []
        for line in text.splitlines():
            body = line.lstrip(" ")
            indent = line[: len(line) - len(body)]
            lines.append(self.wrap(body, indent, f"{indent}  "))
        return Text("\n").join(lines)

    def print_lines(self, text: str) -> None:
        """Print each line of a text in lines that fit, which continue two blanks further in."""
        self.print(self.wrap_lines(text), soft_wrap=True)

    def print_table(
        self, rows: Sequence[Sequence[str]], *, headings: Sequence[str] = (), unbroken: Sequence[bool]
    ) -> None:
        """Print a table in which no word is cut; print each row as a list if the table is far too wide.

        For each column, `unbroken` says whether its texts stay on one line.
        """
        from rich import box
        from rich.table import Table

        grid = Table(box=box.SIMPLE_HEAD if headings else None, pad_edge=False, show_header=bool(headings))
        columns = list(zip(*([headings] if headings else []), *rows, strict=True))
        most = [max(map(cell_len, column)) for column in columns]
        least = [
            longest if is_unbroken else max(map(cell_len, " ".join(column).split()), default=0)
            for column, longest, is_unbroken in zip(columns, most, unbroken, strict=True)
        ]
        room = self.width - _GAP * len(columns) - 1
        if sum(least) > room or sum(most) > self.width * 1.5:
            for row in rows:
                self._print_list(row, headings)
            return
        widths = _distribute(least, most, room)
        for heading, width in zip(headings or [""] * len(columns), widths, strict=True):
            grid.add_column(heading, width=width)
        for row in rows:
            grid.add_row(*row)
        self.print(grid)

    def _print_list(self, row: Sequence[str], headings: Sequence[str]) -> None:
        """Print the texts of a row below each other, each after its heading."""
        first, *others = row
        self.print_wrapped(first, style="bold")
        widest = max(map(cell_len, headings[1:]), default=-2)
        indent = " " * (widest + 4)
        for heading, text in zip(headings[1:] or [""] * len(others), others, strict=True):
            if not text:
                continue
            gap = " " * (widest - cell_len(heading) + 2)
            if all(cell_len(indent + word) <= self.width for word in text.split()):
                self.print_wrapped(text, f"  {heading}{gap}", indent)
            else:  # there is no room beside the heading
                self.print_wrapped(heading, "  ", "  ")
                self.print_wrapped(text, "    ", "    ")
        self.print()


def _distribute(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns: as wide as needed if all fit, else the widest columns get narrower."""
    needs = [wanted - width for width, wanted in zip(least, most, strict=True)]
    spare = room - sum(least)
    widths = list(least)
    for number, column in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        more = min(needs[column], spare // (len(needs) - number))
        widths[column] += more
        spare -= more
    return widths


def open_screen() -> Screen:
    """Return the screen that shows the answer of this run."""
    return Screen(get_invocation().answer)


@contextlib.contextmanager
def show_progress(path: str, lang: Language) -> Iterator[Callable[[str], None] | None]:
    """Show on a terminal that a path is being read; show nothing in a pipe.

    Yields:
        a function that shows another text, or None in a pipe.
    """
    screen = Screen(sys.stderr)
    if not screen.is_terminal:
        yield None
        return
    name = format_path(path)
    label = Label(f"Læser og kontrollerer {name}", f"Reading and checking {name}")
    with screen.status(Text(label.in_language(lang))) as status:
        yield lambda text: status.update(Text(text))
