"""Tables in which no word is cut: rows of columns where they fit, else a list for each row."""

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.measure import Measurement
from rich.table import Table as Grid

from .screen import Screen

_GAP = 3
"""The most that stands between two columns."""


def print_table(
    screen: Screen,
    rows: Sequence[Sequence[str]],
    *,
    headings: Sequence[str] = (),
    whole: Sequence[bool],
) -> None:
    """Print rows as a table, or where that is far too wide each as a list under its first cell.

    Args:
        screen: where it is printed.
        rows: the cells of each row.
        headings: what stands above the columns, if anything does.
        whole: of each column whether its cells are never broken, not even at blanks.

    """
    grid = Grid(box=box.SIMPLE_HEAD if headings else None, pad_edge=False, show_header=bool(headings))
    least = 0
    for place, is_whole in enumerate(whole):
        heading = headings[place] if headings else ""
        cells = [row[place] for row in rows]
        longest = max(
            map(cell_len, (heading, *cells) if is_whole else " ".join((heading, *cells)).split()), default=0
        )
        grid.add_column(heading, overflow="fold", no_wrap=is_whole, min_width=longest)
        least += longest + _GAP
    for row in rows:
        grid.add_row(*row)
    unlimited = screen.options.update(max_width=10_000)
    wide = Measurement.get(screen, unlimited, grid).maximum > screen.width * 1.5
    if least <= screen.width and not wide:
        screen.print(grid)
        return
    for row in rows:
        _print_list(screen, row, headings)


def _print_list(screen: Screen, row: Sequence[str], headings: Sequence[str]) -> None:
    """Print the cells of a row below each other, each behind its heading."""
    first, *others = row
    screen.say(first, style="bold")
    widest = max(map(cell_len, headings[1:]), default=0)
    for heading, cell in zip(headings[1:] or [""] * len(others), others, strict=True):
        if not cell:
            continue
        gap = " " * (widest - cell_len(heading) + 2) if widest else ""
        if widest > screen.width // 2:  # beside such headings no cell has room
            screen.say(heading, "  ", "  ")
            screen.say(cell, "    ", "    ")
        else:
            screen.say(cell, f"  {heading}{gap}", " " * (widest + 4 if widest else 4))
    screen.print()
