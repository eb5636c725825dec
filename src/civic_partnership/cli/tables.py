"""Tables in which no word is cut: rows of columns where they fit, else a list for each row."""

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.table import Table as Grid

from .screen import Screen

_GAP = 3
"""Cells between two columns, and at the edges."""


def print_table(
    screen: Screen,
    rows: Sequence[Sequence[str]],
    *,
    headings: Sequence[str] = (),
    unbroken: Sequence[bool],
) -> None:
    """Print rows as a table; where that is far too wide, print each as a list under its first cell.

    Args:
        screen: the screen.
        rows: the cells of each row.
        headings: the headings of the columns; none for a table without.
        unbroken: for each column whether its cells are never broken, not even at blanks.

    """
    grid = Grid(box=box.SIMPLE_HEAD if headings else None, pad_edge=False, show_header=bool(headings))
    columns = list(zip(*([headings] if headings else []), *rows, strict=True))
    most = [max(map(cell_len, column)) for column in columns]
    least = [
        longest if is_unbroken else max(map(cell_len, " ".join(column).split()), default=0)
        for column, longest, is_unbroken in zip(columns, most, unbroken, strict=True)
    ]
    room = screen.width - _GAP * len(columns) - 1
    if sum(least) > room or sum(most) > screen.width * 1.5:
        for row in rows:
            _print_list(screen, row, headings)
        return
    for heading, width in zip(headings or [""] * len(columns), _widths(least, most, room), strict=True):
        grid.add_column(heading, width=width)
    for row in rows:
        grid.add_row(*row)
    screen.print(grid)


def _widths(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """Return the widths of the columns: what they need where that fits, else the widest give way."""
    needs = [wanted - width for width, wanted in zip(least, most, strict=True)]
    spare = room - sum(least)
    widths = list(least)
    for number, place in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        more = min(needs[place], spare // (len(needs) - number))
        widths[place] += more
        spare -= more
    return widths


def _print_list(screen: Screen, row: Sequence[str], headings: Sequence[str]) -> None:
    """Print the cells of a row below each other, each behind its heading."""
    first, *others = row
    screen.print_wrapped(first, style="bold")
    widest = max(map(cell_len, headings[1:]), default=-2)
    indent = " " * (widest + 4)
    for heading, cell in zip(headings[1:] or [""] * len(others), others, strict=True):
        if not cell:
            continue
        gap = " " * (widest - cell_len(heading) + 2)
        if all(cell_len(indent + word) <= screen.width for word in cell.split()):
            screen.print_wrapped(cell, f"  {heading}{gap}", indent)
        else:  # beside the heading the cell has no room
            screen.print_wrapped(heading, "  ", "  ")
            screen.print_wrapped(cell, "    ", "    ")
    screen.print()
