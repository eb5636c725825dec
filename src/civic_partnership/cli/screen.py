"""Where people read: the terminal, or what stands in for it in a pipe."""

import contextlib
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from civic_partnership.findings import shown_path
from civic_partnership.values import Label, Language

_PIPE_WIDTH = 160


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Leave a closed pipe to the command, which knows its exit status."""
        raise BrokenPipeError


def screen(*, stderr: bool = False) -> Console:
    """A console that shows texts as they are, as wide as the terminal, and wide enough in a pipe."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return _Screen(stderr=stderr, width=width, highlight=False, emoji=False, markup=False)


@contextlib.contextmanager
def working(path: str, lang: Language) -> Iterator[None]:
    """Show on a terminal that work goes on; show nothing in a pipe."""
    console = screen(stderr=True)
    if not console.is_terminal:
        yield
        return
    shown = shown_path(path)
    told = Label(f"Læser og kontrollerer {shown}", f"Reading and checking {shown}")
    with console.status(Text(told.said(lang))):
        yield
