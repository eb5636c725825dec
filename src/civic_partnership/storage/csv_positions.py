"""Where in the tables of a folder a finding stands, found only when it is shown."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from pathlib import Path as FilePath

from civic_partnership.findings import Location, Path
from civic_partnership.model import RecordKey

from .csv_text import CellPositions, read_lines
from .parsing import InputFile
from .table_file import Keys, keys_of
from .table_layout import TableLayout, table_layouts

TextOf = Callable[[InputFile], str | None]
"""Reads the text of a document again; None where it is no longer the same."""


class _Places:
    """The rows of one table by what they belong to, and the places of their cells."""

    def __init__(self, sheet: TableLayout, text: str) -> None:
        self._cells = CellPositions(text)
        (_, header), *lines = read_lines(text)
        self._columns = {column: place for place, column in enumerate(header)}
        self._lines: dict[Keys, dict[str | int, int]] = {}
        self._numbers: dict[Keys, list[int]] = {}
        for number, cells in lines:
            of_keys = [cells[place] for key in sheet.keys if (place := self._columns[key.name]) < len(cells)]
            if len(of_keys) == len(sheet.keys):
                keys = keys_of(sheet.keys, of_keys)
                self._lines.setdefault(keys[:-1], {}).setdefault(keys[-1] if keys else "", number)

    def key(self, above: Keys, step: str | int) -> str | int | None:
        """The last key of a row: a name itself, or the number of the row in this place of a list."""
        rows = self._lines.get(above, {})
        if isinstance(step, str):
            return step if step in rows else None
        if above not in self._numbers:
            self._numbers[above] = sorted(key for key in rows if isinstance(key, int))
        numbers = self._numbers[above]
        return numbers[step] if step < len(numbers) else None

    def at(self, keys: Keys, columns: Iterable[str]) -> tuple[int, int] | None:
        """Line and column of a row's cell in the first of these columns, or of its first cell."""
        line = self._lines.get(keys[:-1], {}).get(keys[-1] if keys else "")
        place = next((self._columns[name] for name in columns if name in self._columns), 0)
        return None if line is None else self._cells.at(line, place)


class CsvPositions:
    """Finds places in the tables of a reading."""

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of
        self._known: dict[str, _Places | None] = {}

    def locate(self, document: InputFile, record: RecordKey, path: Path) -> Location:
        """File, line and column of what a path in a record leads to, or of the row that it leads into."""
        documents = {FilePath(each.name).stem: each for each in (document, *document.nested)}
        sheet = table_layouts()[record.kind]
        keys: Keys | None = (record.id or "",) if sheet.keys else ()
        while (below := _below(sheet, path)) and below.name in documents:
            step, path = path[len(below.way)], path[len(below.way) + 1 :]
            sheet = below
            places = self._places(sheet, documents[sheet.name])
            key = places.key(keys, step) if places and keys is not None else None
            keys = None if keys is None or key is None else (*keys, key)
        places = self._places(sheet, documents[sheet.name])
        at = places.at(keys, _columns(sheet, path)) if places and keys is not None else None
        line, column = at or (None, None)
        return Location(file=documents[sheet.name].name, line=line, column=column)

    def _places(self, sheet: TableLayout, document: InputFile) -> _Places | None:
        if document.name not in self._known:
            text = self._text_of(document)
            self._known[document.name] = None if text is None else _Places(sheet, text)
        return self._known[document.name]


def _below(sheet: TableLayout, path: Path) -> TableLayout | None:
    """The table of the list that a path leads into."""
    for each in table_layouts().values():
        if each.parent is sheet and path[: len(each.way)] == each.way and len(path) > len(each.way):
            return each
    return None


def _columns(sheet: TableLayout, path: Path) -> list[str]:
    """The names of the columns that a path leads into, or that stand for parts of what it leads to.

    Those that share most of the way come first.
    """
    found = []
    for column in sheet.columns:
        shared = min(len(path), len(column.path)) if path else len(column.path)
        if path[:shared] == column.path[:shared]:
            found.append((-shared, column.name))
    return [name for _, name in sorted(found, key=itemgetter(0))]
