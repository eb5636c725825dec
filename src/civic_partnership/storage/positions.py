"""Where a finding stands in the file it came from, found only when it is shown.

The files are parsed a second time, by tree-sitter, which keeps positions. Without the extra `cli`
that brings it, findings still name file, record and path, but no line.
"""

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import NamedTuple, cast, get_args

from attrs import frozen

from civic_partnership.findings import Finding, Location, Path
from civic_partnership.model import RecordKey

from .csv_positions import CsvPositions
from .discovery import read_bytes
from .parsing import Format, InputFile, Unreadable, compute_digest, decode_text
from .syntax_tree import SyntaxTree

_WIDTH = 100
_INDENT = re.compile(r"\s*")


class Origin(NamedTuple):
    """Where a record came from.

    Attributes:
        document: the document.
        line: the line of NDJSON; None where it shares the document with others.

    """

    document: InputFile
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
    """Finds places in the documents of a reading."""

    def __init__(self, documents: Mapping[str, InputFile], origins: Mapping[RecordKey, Origin]) -> None:
        self._documents = documents
        self._origins = origins
        self._outlines: dict[tuple[str, int | None], SyntaxTree | None] = {}
        self._lines: dict[str, list[str] | None] = {}
        self._tables = CsvPositions(_text)

    def locate(self, finding: Finding) -> Location | None:
        """File, line and column of a finding; None where it is about nothing that was read.

        Line and column are None where the file has changed since it was read, or where the
        extra that finds them is not installed.
        """
        file = self._file(finding)
        if file is None:
            return None
        if finding.at is not None:
            return Location(file=file, line=finding.at[0], column=finding.at[1])
        document = self._documents.get(file)
        if document is not None and document.format == "csv" and finding.record is not None:
            return self._tables.locate(document, finding.record, finding.path)
        line = self._line(finding)
        outline = self._outline(file, line)
        spot = outline.nearest(_target(finding)) if outline else None
        if outline is None or spot is None:
            return Location(file=file)
        row, byte = spot.node.start_point
        return Location(file=file, line=row + (line or 1), column=outline.column(row, byte) + 1)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """The line that a finding is about; None where it is not known or cannot be shown."""
        file = self._file(finding)
        number = self._line(finding)
        outline = self._outline(file, number) if file is not None and finding.at is None else None
        spot = outline.nearest(_target(finding)) if outline else None
        if outline is None or spot is None:
            return None
        row, byte = spot.node.start_point
        end_row, end_byte = spot.header.end_point
        line = outline.line(row)
        start = outline.column(row, byte)
        end = outline.column(row, end_byte) if end_row == row else len(line)
        return _cut(row + (number or 1), line, start, end)

    def _file(self, finding: Finding) -> str | None:
        if finding.file is not None:
            return finding.file
        origin = self._origins.get(finding.record) if finding.record else None
        return origin.document.name if origin else None

    def _line(self, finding: Finding) -> int | None:
        """The line of NDJSON that holds the record of a finding; None of other files."""
        origin = self._origins.get(finding.record) if finding.record else None
        return origin.line if origin else None

    def _outline(self, file: str, line: int | None) -> SyntaxTree | None:
        """The tree of a file, or of the one line of NDJSON, so that no other line is taken for it."""
        if (file, line) not in self._outlines:
            self._outlines[file, line] = None
            document = self._documents.get(file)
            if document is not None and document.format in get_args(Format):
                text = _text(document) if line is None else self._text_of_line(document, line)
                if text is not None:
                    with contextlib.suppress(ImportError):
                        self._outlines[file, line] = SyntaxTree(text, cast("Format", document.format))
        return self._outlines[file, line]

    def _text_of_line(self, document: InputFile, line: int) -> str | None:
        if document.name not in self._lines:
            text = _text(document)
            self._lines[document.name] = None if text is None else text.split("\n")
        lines = self._lines[document.name]
        return None if lines is None else lines[line - 1]


def _cut(number: int, line: str, start: int, end: int) -> Excerpt:
    """The part of a line that fits on a screen and shows what stands from start to end."""
    first = indent = len(_INDENT.match(line)[0])  # type: ignore[index] # it always matches
    if end - first > _WIDTH:
        first = max(first, start - _WIDTH // 5)
    text = f"{'…' if first > indent else ''}{line[first : first + _WIDTH]}"
    moved = first - text.startswith("…")
    text += "…" if len(line) > first + _WIDTH else ""
    return Excerpt(
        line=number,
        text=text,
        start=start - moved,
        length=max(1, min(end - moved, len(text)) - start + moved),
    )


def _text(document: InputFile) -> str | None:
    """The text that a document was read from, if it is still the same."""
    if document.text is not None:
        return document.text
    try:
        data = read_bytes(FilePath(document.name), document.size)
    except Unreadable:
        return None
    return decode_text(data) if compute_digest(data) == document.digest else None


def _target(finding: Finding) -> Path:
    kind, id = finding.record or (None, None)
    return (*(step for step in (kind, id) if step is not None), *finding.path)
