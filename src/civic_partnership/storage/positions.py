"""The place of a finding in the file it came from, looked up only when it is shown.

The file is read a second time for that: tree-sitter parses a text and keeps positions, and a CSV table is
searched for the row. Without tree-sitter, which the extra `cli` installs, findings still name file,
record and path, but no line.
"""

import contextlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from operator import itemgetter
from pathlib import Path as FilePath
from typing import NamedTuple, cast, get_args

from attrs import frozen

from civic_partnership.findings import Finding, Location, Path
from civic_partnership.model import RecordKey

from .csv_text import CellPositions, read_lines
from .discovery import read_bytes
from .parsing import Format, InputFile, Unreadable, compute_digest, decode_text
from .syntax_tree import Span, SyntaxTree
from .table_layout import TableLayout, table_layouts
from .table_source import Keys, read_keys

_WIDTH = 100
"""The most characters of an excerpt."""
_INDENT = re.compile(r"\s*")


class Origin(NamedTuple):
    """The file of a record, and the line of it in a file of NDJSON."""

    file: InputFile
    line: int | None


@frozen(kw_only=True)
class Excerpt:
    """The line of a file that a finding is about, with stars for values that are personal or unknown.

    Attributes:
        line: the number of the line, counted from 1.
        text: the line, cut to what fits on a screen.
        start: the first character of the text that the finding is about, counted from 0.
        length: the number of these characters.

    """

    line: int
    text: str
    start: int
    length: int


class _TablePositions:
    """The lines of the rows of one table, by the keys of each row, and the places of the cells."""

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
        """Return the last key of a row: its name, or for a place in a list the number in the file."""
        if isinstance(step, str):
            return step if step in self._lines.get(parent, {}) else None
        numbers = self._numbers.get(parent, [])
        return numbers[step] if step < len(numbers) else None

    def find(self, keys: Keys, columns: Iterable[str]) -> tuple[int, int] | None:
        """Return line and column of a row's cell in the first of these columns, or of its first cell."""
        line = self._lines.get(keys[:-1], {}).get(keys[-1] if keys else "")
        place = next((self._columns[name] for name in columns if name in self._columns), 0)
        return None if line is None else self._cells.find(line, place)


class Locator:
    """Finds the places of findings in the files of a register."""

    def __init__(self, files: Mapping[str, InputFile], origins: Mapping[RecordKey, Origin]) -> None:
        self._files = files
        self._origins = origins
        self._trees: dict[tuple[str, int | None], SyntaxTree | None] = {}
        self._read_lines = cache(_read_lines_again)
        self._tables: dict[str, _TablePositions | None] = {}

    def locate(self, finding: Finding) -> Location | None:
        """Return file, line and column of a finding; None if it is about nothing that was read.

        Line and column are None if the file has changed since it was read, or without tree-sitter.
        """
        name = self._file_name(finding)
        if name is None:
            return None
        if finding.at is not None:
            return Location(file=name, line=finding.at[0], column=finding.at[1])
        file = self._files.get(name)
        if file is not None and file.format == "csv" and finding.record is not None:
            return self._locate_in_tables(file, finding.record, finding.path)
        tree, line = self._tree(finding)
        span = tree.find(_path_in_file(finding)) if tree else None
        if span is None:
            return Location(file=name)
        return Location(file=name, line=line + span.row, column=span.start + 1)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """Return the line that a finding is about; None if it is not known or cannot be shown."""
        tree, line = self._tree(finding) if finding.at is None else (None, 1)
        span = tree.find(_path_in_file(finding)) if tree else None
        return None if tree is None or span is None else _cut(tree.line(span.row), span, line + span.row)

    def _file_name(self, finding: Finding) -> str | None:
        origin = self._origins.get(finding.record) if finding.record else None
        return origin.file.name if finding.file is None and origin else finding.file

    def _tree(self, finding: Finding) -> tuple[SyntaxTree | None, int]:
        """Return the syntax tree of a finding's file, or of its line in NDJSON, and the tree's first line."""
        file = self._files.get(self._file_name(finding) or "")
        origin = self._origins.get(finding.record) if finding.record else None
        line = origin.line if origin and file and file.format == "ndjson" else None
        if file is None or file.format not in get_args(Format):
            return None, 1
        if (file.name, line) not in self._trees:
            self._trees[file.name, line] = None
            if lines := self._read_lines(file):
                text = "\n".join(lines[line - 1 : line] if line else lines)
                with contextlib.suppress(ImportError):
                    self._trees[file.name, line] = SyntaxTree(text, cast("Format", file.format))
        return self._trees[file.name, line], line or 1

    def _locate_in_tables(self, file: InputFile, record: RecordKey, path: Path) -> Location:
        """Return the place of the cell that a path in a record leads to, or else of the row."""
        files = {FilePath(each.name).stem: each for each in (file, *file.nested)}
        layout = table_layouts()[record.kind]
        keys: Keys | None = (record.id or "",) if layout.keys else ()
        while (nested := _nested_layout(layout, path)) and nested.name in files:
            depth = len(nested.list_path)
            step, path = path[depth], path[depth + 1 :]
            layout = nested
            positions = self._table_positions(layout, files[layout.name])
            key = positions.last_key(keys, step) if positions and keys is not None else None
            keys = None if keys is None or key is None else (*keys, key)
        positions = self._table_positions(layout, files[layout.name])
        at = positions.find(keys, _columns_at(layout, path)) if positions and keys is not None else None
        line, column = at or (None, None)
        return Location(file=files[layout.name].name, line=line, column=column)

    def _table_positions(self, layout: TableLayout, file: InputFile) -> _TablePositions | None:
        if file.name not in self._tables:
            text = _read_again(file)
            self._tables[file.name] = None if text is None else _TablePositions(layout, text)
        return self._tables[file.name]


def _path_in_file(finding: Finding) -> Path:
    return (*(step for step in finding.record or () if step is not None), *finding.path)


def _nested_layout(layout: TableLayout, path: Path) -> TableLayout | None:
    """Return the table of the list that a path leads into."""
    for each in table_layouts().values():
        depth = len(each.list_path)
        if each.parent is layout and path[:depth] == each.list_path and len(path) > depth:
            return each
    return None


def _columns_at(layout: TableLayout, path: Path) -> list[str]:
    """Return the columns on a path or below it, those first that share most of the path."""
    found = []
    for column in layout.columns:
        shared = min(len(path), len(column.path)) if path else len(column.path)
        if path[:shared] == column.path[:shared]:
            found.append((-shared, column.name))
    return [name for _, name in sorted(found, key=itemgetter(0))]


def _cut(line: str, span: Span, number: int) -> Excerpt:
    """Cut from a line the part around a span that fits on a screen."""
    first = indent = len(_INDENT.match(line)[0])  # type: ignore[index] # it always matches
    end = min(span.end, len(line))
    if end - first > _WIDTH:
        first = max(first, span.start - _WIDTH // 5)
    text = f"{'…' if first > indent else ''}{line[first : first + _WIDTH]}"
    start = span.start - first + text.startswith("…")
    text += "…" if len(line) > first + _WIDTH else ""
    end += start - span.start
    return Excerpt(line=number, text=text, start=start, length=max(1, min(end, len(text)) - start))


def _read_again(file: InputFile) -> str | None:
    """Return the text of a file; None if the file has changed since it was read."""
    if file.text is not None:
        return file.text
    try:
        data = read_bytes(FilePath(file.name), file.size)
    except Unreadable:
        return None
    return decode_text(data) if compute_digest(data) == file.digest else None


def _read_lines_again(file: InputFile) -> list[str]:
    text = _read_again(file)
    return [] if text is None else text.split("\n")
