"""The place of a finding in the file it came from, looked up only when it is shown.

tree-sitter parses the file a second time, because it keeps positions. Without the extra `cli` that
brings it, findings still name file, record and path, but no line.
"""

import contextlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import NamedTuple, cast, get_args

from attrs import frozen

from civic_partnership.findings import Finding, Location, Path
from civic_partnership.model import RecordKey

from .csv_positions import CsvPositions
from .discovery import read_bytes
from .parsing import Format, InputFile, Unreadable, compute_digest, decode_text
from .syntax_tree import Span, SyntaxTree

_WIDTH = 100
"""The most characters of an excerpt."""
_INDENT = re.compile(r"\s*")


class Origin(NamedTuple):
    """Where a record came from.

    Attributes:
        file: the file.
        line: the line of NDJSON; None where the record shares the file with others.

    """

    file: InputFile
    line: int | None


@frozen(kw_only=True)
class Excerpt:
    """The line of a file that a finding is about, fit to be shown.

    What is personal in it is covered, and so is what no field is known for.

    Attributes:
        line: its number, counted from 1.
        text: the line, cut to what fits on a screen.
        start: where in the text the finding stands, counted from 0.
        length: how many characters it covers there.

    """

    line: int
    text: str
    start: int
    length: int


class Locator:
    """Finds the places of findings in the files of a reading."""

    def __init__(self, files: Mapping[str, InputFile], origins: Mapping[RecordKey, Origin]) -> None:
        self._files = files
        self._origins = origins
        self._trees: dict[tuple[str, int | None], SyntaxTree | None] = {}
        self._read_lines = cache(_read_lines_again)
        self._tables = CsvPositions(_read_again)

    def locate(self, finding: Finding) -> Location | None:
        """Return file, line and column of a finding; None where it is about nothing that was read.

        Line and column are None where the file has changed since it was read, or where the
        extra that finds them is not installed.
        """
        name = self._file_name(finding)
        if name is None:
            return None
        if finding.at is not None:
            return Location(file=name, line=finding.at[0], column=finding.at[1])
        file = self._files.get(name)
        if file is not None and file.format == "csv" and finding.record is not None:
            return self._tables.locate(file, finding.record, finding.path)
        tree, line = self._tree(finding)
        span = tree.find(_path_in_file(finding)) if tree else None
        if span is None:
            return Location(file=name)
        return Location(file=name, line=line + span.row, column=span.start + 1)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """Return the line that a finding is about; None where it is not known or cannot be shown."""
        tree, line = self._tree(finding) if finding.at is None else (None, 1)
        span = tree.find(_path_in_file(finding)) if tree else None
        return None if tree is None or span is None else _cut(tree.line(span.row), span, line + span.row)

    def _file_name(self, finding: Finding) -> str | None:
        origin = self._origins.get(finding.record) if finding.record else None
        return origin.file.name if finding.file is None and origin else finding.file

    def _tree(self, finding: Finding) -> tuple[SyntaxTree | None, int]:
        """Return the tree in which a finding stands, and the line that the tree begins in.

        The tree of NDJSON holds one line, so that no other line is taken for it.
        """
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


def _path_in_file(finding: Finding) -> Path:
    return (*(step for step in finding.record or () if step is not None), *finding.path)


def _cut(line: str, span: Span, number: int) -> Excerpt:
    """Cut the part out of a line that fits on a screen and shows a span of it."""
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
    """Return the text that was read from a file; None where it is no longer the same."""
    if file.text is not None:
        return file.text
    try:
        data = read_bytes(FilePath(file.name), file.size)
    except Unreadable:
        return None
    return decode_text(data) if compute_digest(data) == file.digest else None


def _read_lines_again(file: InputFile) -> list[str]:
    """Return the lines that were read from a file; none where it is no longer the same."""
    text = _read_again(file)
    return [] if text is None else text.split("\n")
