"""The place of a finding in the file it came from, looked up only when it is shown.

The file is read a second time for that: tree-sitter parses a text and keeps positions, and a CSV table is
searched for the row. Without tree-sitter, which the extra `cli` installs, findings still name file,
record and path, but no line.
"""

import contextlib
from collections.abc import Iterable, Mapping
from functools import cache
from operator import itemgetter
from pathlib import Path as FilePath
from typing import NamedTuple, cast, get_args

from civic_partnership.findings import Finding, Location, Path
from civic_partnership.model import RecordKey

from .csv_text import CellPositions, Line, read_lines
from .discovery import read_bytes
from .excerpts import Excerpt, cut_excerpt, mask_line
from .parsing import Format, InputFile, Unreadable, compute_digest, decode_text
from .syntax_tree import Span, SyntaxTree
from .table_layout import TableLayout, table_layouts
from .table_rows import read_keys

_Keys = tuple[str | int | None, ...]
"""The keys of a row, from its record on; None for a row that is not there."""


class Origin(NamedTuple):
    """The file of a record, and the line of it in a file of NDJSON."""

    file: InputFile
    line: int | None


class _TablePositions:
    """The places of the rows and cells of a CSV table; none if the file has changed since it was read."""

    def __init__(self, file: InputFile) -> None:
        text = _read_again(file) or ""
        self._cells = CellPositions(text)
        (_, header), *lines = read_lines(text) or [Line(1, [])]
        self._columns = {column: place for place, column in enumerate(header)}
        self._lines: dict[_Keys, dict[str | int | None, int]] = {}
        key_columns = table_layouts()[_table_name(file)].keys
        places = [self._columns[key.name] for key in key_columns] if header else []
        for number, cells in lines:
            if all(place < len(cells) for place in places):
                keys = read_keys(key_columns, [cells[place] for place in places])
                self._lines.setdefault(keys[:-1], {}).setdefault(keys[-1] if keys else "", number)
        self._numbers = {
            parent: sorted(key for key in rows if isinstance(key, int))
            for parent, rows in self._lines.items()
        }

    def last_key(self, parent: _Keys, step: str | int) -> str | int | None:
        """Return the last key of a row: its name, or for a place in a list the number in the file."""
        if isinstance(step, str):
            return step if step in self._lines.get(parent, {}) else None
        numbers = self._numbers.get(parent, [])
        return numbers[step] if step < len(numbers) else None

    def find(self, keys: _Keys, columns: Iterable[str]) -> tuple[int, int] | None:
        """Return line and column of a row's cell in the first of these columns, or of its first cell."""
        line = self._lines.get(keys[:-1], {}).get(keys[-1] if keys else "")
        place = next((self._columns[name] for name in columns if name in self._columns), 0)
        return None if line is None else self._cells.find(line, place)


class Locator:
    """Finds the places of findings in the files of a register."""

    def __init__(self, files: Mapping[str, InputFile], origins: Mapping[RecordKey, Origin]) -> None:
        self._files = files
        self._origins = origins
        self._read_lines = cache(_read_lines_again)
        self._parse_again = cache(self._parse)
        self._read_table = cache(_TablePositions)
        self._mask_line = cache(mask_line)

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
        _, span, line = self._find(finding)
        if span is None:
            return Location(file=name)
        return Location(file=name, line=line, column=span.start + 1)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """Return the line that a finding is about; None if it is not known or cannot be shown."""
        if finding.at is not None:
            return None
        tree, span, line = self._find(finding)
        return (
            None if tree is None or span is None else cut_excerpt(self._mask_line(tree, span.row), span, line)
        )

    def _file_name(self, finding: Finding) -> str | None:
        origin = self._origins.get(finding.record) if finding.record else None
        return origin.file.name if finding.file is None and origin else finding.file

    def _find(self, finding: Finding) -> tuple[SyntaxTree | None, Span | None, int]:
        """Return the syntax tree of the file of a finding, where the finding is in the tree, and its line.

        Tree and place are None if the file is a table or is not known, if it has changed since it was read,
        or without tree-sitter. The place alone is None if the tree does not hold it.
        """
        file = self._files.get(self._file_name(finding) or "")
        if file is None or file.format not in get_args(Format):
            return None, None, 1
        origin = self._origins.get(finding.record) if finding.record else None
        first_line = origin.line if origin and file.format == "ndjson" else None
        tree = self._parse_again(file, first_line)
        key = (step for step in finding.record or () if step is not None)
        span = tree.find((*key, *finding.path)) if tree else None
        return tree, span, (first_line or 1) + (span.row if span else 0)

    def _parse(self, file: InputFile, line: int | None) -> SyntaxTree | None:
        """Parse a file, or only one line of it, so that no other line of NDJSON is taken for that line."""
        lines = self._read_lines(file)
        text = "\n".join(lines[line - 1 : line] if line else lines)
        with contextlib.suppress(ImportError):
            return SyntaxTree(text, cast("Format", file.format)) if lines else None
        return None

    def _locate_in_tables(self, file: InputFile, record: RecordKey, path: Path) -> Location:
        """Return the place of the cell that a path in a record leads to, or else of the row."""
        files = {_table_name(each): each for each in (file, *file.nested)}
        layout = table_layouts()[record.kind]
        keys: _Keys = (record.id or "",) if layout.keys else ()
        while (nested := _nested_layout(layout, path)) and nested.name in files:
            layout, depth = nested, len(nested.list_path)
            keys = (*keys, self._read_table(files[layout.name]).last_key(keys, path[depth]))
            path = path[depth + 1 :]
        file = files[layout.name]
        line, column = self._read_table(file).find(keys, _columns_at(layout, path)) or (None, None)
        return Location(file=file.name, line=line, column=column)


def _table_name(file: InputFile) -> str:
    return FilePath(file.name).stem


def _nested_layout(layout: TableLayout, path: Path) -> TableLayout | None:
    """Return the table of the list that a path leads into."""
    for each in table_layouts().values():
        depth = len(each.list_path)
        if each.parent is layout and path[:depth] == each.list_path and len(path) > depth:
            return each
    return None


def _columns_at(layout: TableLayout, path: Path) -> list[str]:
    """Return the columns on a path or below it, those first that share most of the path."""
    matches = []
    for column in layout.columns:
        shared = min(len(path), len(column.path)) if path else len(column.path)
        if path[:shared] == column.path[:shared]:
            matches.append((-shared, column.name))
    return [name for _, name in sorted(matches, key=itemgetter(0))]


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
