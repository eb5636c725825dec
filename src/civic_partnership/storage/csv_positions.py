"""The place of a finding in the tables of a folder, looked up only when it is shown."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from pathlib import Path as FilePath

from civic_partnership.findings import Location, Path
from civic_partnership.model import RecordKey

from .csv_text import CellPositions, read_lines
from .parsing import InputFile
from .table_layout import TableLayout, table_layouts
from .table_source import Keys, read_keys


class _TablePositions:
    """The rows of one table by what they belong to, and the places of their cells."""

    def __init__(self, layout: TableLayout, text: str) -> None:
        self._cells = CellPositions(text)
        (_, header), *lines = read_lines(text)
        self._columns = {column: place for place, column in enumerate(header)}
        self._lines: dict[Keys, dict[str | int, int]] = {}
        places = [self._columns[key.name] for key in layout.keys]
        for number, cells in lines:
            if all(place < len(cells) for place in places):
                keys = read_keys(layout.keys, [cells[place] for place in places])
                self._lines.setdefault(keys[:-1], {}).setdefault(keys[-1] if keys else "", number)
        self._numbers = {
            parent: sorted(key for key in rows if isinstance(key, int))
            for parent, rows in self._lines.items()
        }

    def last_key(self, parent: Keys, step: str | int) -> str | int | None:
        """Return the last key of a row: a name itself, or the number of the row in this place of a list."""
        if isinstance(step, str):
            return step if step in self._lines.get(parent, {}) else None
        numbers = self._numbers.get(parent, [])
        return numbers[step] if step < len(numbers) else None

    def find(self, keys: Keys, columns: Iterable[str]) -> tuple[int, int] | None:
        """Return line and column of a row's cell in the first of these columns, or of its first cell."""
        line = self._lines.get(keys[:-1], {}).get(keys[-1] if keys else "")
        place = next((self._columns[name] for name in columns if name in self._columns), 0)
        return None if line is None else self._cells.find(line, place)


class CsvPositions:
    """Finds places in the tables of a reading.

    Args:
        read_again: returns the text of a file; None where it is no longer the same.

    """

    def __init__(self, read_again: Callable[[InputFile], str | None]) -> None:
        self._read_again = read_again
        self._known: dict[str, _TablePositions | None] = {}

    def locate(self, file: InputFile, record: RecordKey, path: Path) -> Location:
        """Return file, line and column of the cell, or else of the row, that a path in a record leads to."""
        files = {FilePath(each.name).stem: each for each in (file, *file.nested)}
        layout = table_layouts()[record.kind]
        keys: Keys | None = (record.id or "",) if layout.keys else ()
        while (nested := _nested_layout(layout, path)) and nested.name in files:
            depth = len(nested.list_path)
            step, path = path[depth], path[depth + 1 :]
            layout = nested
            positions = self._positions(layout, files[layout.name])
            key = positions.last_key(keys, step) if positions and keys is not None else None
            keys = None if keys is None or key is None else (*keys, key)
        positions = self._positions(layout, files[layout.name])
        at = positions.find(keys, _columns_at(layout, path)) if positions and keys is not None else None
        line, column = at or (None, None)
        return Location(file=files[layout.name].name, line=line, column=column)

    def _positions(self, layout: TableLayout, file: InputFile) -> _TablePositions | None:
        if file.name not in self._known:
            text = self._read_again(file)
            self._known[file.name] = None if text is None else _TablePositions(layout, text)
        return self._known[file.name]


def _nested_layout(layout: TableLayout, path: Path) -> TableLayout | None:
    """Return the table of the list that a path leads into."""
    for each in table_layouts().values():
        depth = len(each.list_path)
        if each.parent is layout and path[:depth] == each.list_path and len(path) > depth:
            return each
    return None


def _columns_at(layout: TableLayout, path: Path) -> list[str]:
    """Return the names of the columns that a path leads into, or that hold parts of what it leads to.

    Those that share most of the path come first.
    """
    found = []
    for column in layout.columns:
        shared = min(len(path), len(column.path)) if path else len(column.path)
        if path[:shared] == column.path[:shared]:
            found.append((-shared, column.name))
    return [name for _, name in sorted(found, key=itemgetter(0))]
