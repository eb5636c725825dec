"""Where a finding stands in the file it came from, found only when it is shown.

The files are parsed a second time, by tree-sitter, which keeps positions. Without the extra `cli`
that brings it, findings still name file, record and path, but no line.
"""

import contextlib
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from civic_partnership.findings import Finding, Location, Path, starred
from civic_partnership.model import KINDS, Municipality, RecordKey, field_at, info

from .csv_positions import CsvPlaces
from .documents import Document, Format, Unreadable, digest_of, text_of
from .folder import content

if TYPE_CHECKING:
    from tree_sitter import Node

_WIDTH = 100
_CONSTANT = re.compile(r'("(?:[^"\\]|\\.)*")|-?(?:NaN|Infinity)')
"""What Python reads though it is no JSON, outside of texts: its place is found as that of a number."""


class Origin(NamedTuple):
    """Where a record came from.

    Attributes:
        document: the document.
        line: the line of NDJSON; None where it shares the document with others.

    """

    document: Document
    line: int | None


class Spot(NamedTuple):
    """A named place in a file: a pair of key and value, a table with its header, or a row of a list.

    Attributes:
        path: the way to it from the top of the file.
        node: what stands there.

    """

    path: Path
    node: "Node"


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


class _Outline:
    """The tree of one file, entered by record."""

    def __init__(self, text: str, format: Format) -> None:
        self.lines = text.encode().split(b"\n")
        if format != "toml":
            text = _CONSTANT.sub(lambda found: found[1] or "1" * len(found[0]), text)
        root = _parser(format).parse(text.encode()).root_node
        self.entries = list(_toml_entries(root) if format == "toml" else _json_entries(root))
        self._shown: dict[int, str] = {}
        self.spots: dict[Path, list[Spot]] = defaultdict(list)
        for entry in self.entries:
            for spot in _with_rows(entry):
                for way in {spot.path[:1], spot.path[:2]}:
                    self.spots[way].append(spot)

    def nearest(self, target: Path) -> Spot | None:
        """The spot of a path, or of the nearest thing around it."""
        return _nearest(self.spots.get(target[:2]) or self.spots.get(target[:1]) or [], target)

    def line(self, row: int) -> str:
        """A line fit to be shown: without comments, and with stars for what is personal or unknown."""
        if row not in self._shown:
            self._shown[row] = self._fit_to_be_shown(row)
        return self._shown[row]

    def _fit_to_be_shown(self, row: int) -> str:
        letters = list(self.lines[row].decode())
        for entry in self.entries:
            for node, cover in _covered(entry, row):
                first = self.column(row, node.start_point[1]) if node.start_point[0] == row else 0
                last = self.column(row, node.end_point[1]) if node.end_point[0] == row else len(letters)
                letters[first:last] = cover * (last - first)
        return starred("".join(letter if letter.isprintable() else " " for letter in letters)).rstrip()

    def column(self, row: int, byte: int) -> int:
        """From bytes to characters, counted from 0."""
        return len(self.lines[row][:byte].decode(errors="replace"))


class Locator:
    """Finds places in the documents of a reading."""

    def __init__(self, documents: Mapping[str, Document], origins: Mapping[RecordKey, Origin]) -> None:
        self._documents = documents
        self._origins = origins
        self._outlines: dict[str, _Outline | None] = {}
        self._tables = CsvPlaces(_text)

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
        outline = self._outline(file)
        spot = outline.nearest(_target(finding)) if outline else None
        if outline is None or spot is None:
            return Location(file=file)
        row, byte = spot.node.start_point
        return Location(file=file, line=row + 1, column=outline.column(row, byte) + 1)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """The line that a finding is about; None where it is not known or cannot be shown."""
        file = self._file(finding)
        outline = self._outline(file) if file is not None and finding.at is None else None
        spot = outline.nearest(_target(finding)) if outline else None
        if outline is None or spot is None:
            return None
        row, byte = spot.node.start_point
        end_row, end_byte = _header(spot.node).end_point
        line = outline.line(row)
        start = outline.column(row, byte)
        end = outline.column(row, end_byte) if end_row == row else len(line)
        return _cut(row + 1, line, start, end)

    def _file(self, finding: Finding) -> str | None:
        if finding.file is not None:
            return finding.file
        origin = self._origins.get(finding.record) if finding.record else None
        return origin.document.name if origin else None

    def _outline(self, file: str) -> _Outline | None:
        if file not in self._outlines:
            self._outlines[file] = None
            document = self._documents.get(file)
            if document is not None and document.format != "csv" and (text := _text(document)) is not None:
                with contextlib.suppress(ImportError):
                    self._outlines[file] = _Outline(text, document.format)
        return self._outlines[file]


def _cut(number: int, line: str, start: int, end: int) -> Excerpt:
    """The part of a line that fits on a screen and shows what stands from start to end."""
    first = len(line) - len(line.lstrip())
    if end - first > _WIDTH:
        first = max(first, start - _WIDTH // 5)
    text = f"{'…' if line[:first].strip() else ''}{line[first : first + _WIDTH]}"
    moved = first - text.startswith("…")
    text += "…" if len(line) > first + _WIDTH else ""
    return Excerpt(
        line=number,
        text=text,
        start=start - moved,
        length=max(1, min(end - moved, len(text)) - start + moved),
    )


def _text(document: Document) -> str | None:
    """The text that a document was read from, if it is still the same."""
    if document.text is not None:
        return document.text
    try:
        data = content(FilePath(document.name), document.size)
    except Unreadable:
        return None
    return text_of(data) if digest_of(data) == document.digest else None


def _target(finding: Finding) -> Path:
    kind, id = finding.record or (None, None)
    return (*(step for step in (kind, id) if step is not None), *finding.path)


@cache
def _parser(format: Format) -> Any:
    from tree_sitter import Language, Parser  # noqa: PLC0415 - an extra, and not needed where all is well

    if format == "toml":
        import tree_sitter_toml as grammar  # noqa: PLC0415
    else:
        import tree_sitter_json as grammar  # type: ignore[no-redef]  # noqa: PLC0415
    return Parser(Language(grammar.language()))


# From trees to spots


def _json_entries(root: "Node") -> Iterator[Spot]:
    for top in root.named_children:
        yield from _below(Spot((), top))


def _toml_entries(root: "Node") -> Iterator[Spot]:
    counts: dict[Path, int] = {}
    for node in root.named_children:
        if node.type == "comment":
            continue
        path: Path = ()
        *steps, last = _key(node)
        for step in steps:
            path += (step,)
            if path in counts:
                path += (counts[path],)
        path += (last,)
        if node.type == "table_array_element":
            counts[path] = counts.get(path, -1) + 1
            path += (counts[path],)
        yield Spot(path, node)


def _with_rows(entry: Spot) -> Iterator[Spot]:
    """An entry, and the records that stand in it where it is the table of a whole kind."""
    yield entry
    if len(entry.path) == 1 and entry.path != ("municipality",):
        yield from _below(entry)


def _below(spot: Spot) -> Iterator[Spot]:
    """What stands directly in a spot."""
    node = _value(spot.node)
    if node.type == "array":
        rows = (child for child in node.named_children if child.type != "comment")
        yield from (Spot((*spot.path, i), row) for i, row in enumerate(rows))
    else:
        pairs = (child for child in node.named_children if child.type == "pair")
        yield from (Spot((*spot.path, *_key(pair)), pair) for pair in pairs)


def _value(node: "Node") -> "Node":
    """What a pair holds; all else is itself."""
    return node.named_children[1] if node.type == "pair" else node


def _key(node: "Node") -> Path:
    """The names in the key of a pair, or in the header of a table."""
    key = node.named_children[0]
    text = (key.text or b"").decode()
    if key.type == "bare_key":
        return (text,)
    if key.type == "string":
        return (json.loads(text),)
    names: Path = ()
    table = tomllib.loads(f"{text} = 0")
    while isinstance(table, dict):
        ((name, table),) = table.items()
        names += (name,)
    return names


def _nearest(spots: Iterable[Spot], target: Path) -> Spot | None:
    """The spot that shares most of its way with a target: the first, but rather one on the way itself."""
    best: Spot | None = None
    most = (0, False)
    for spot in spots:
        shared = _shared(spot.path, target)
        on_the_way = shared == len(spot.path)
        if shared and (shared, on_the_way) > most:
            best, most = spot, (shared, on_the_way)
        if on_the_way and shared < len(target) and (inner := _nearest(_below(spot), target)):
            shared = _shared(inner.path, target)
            if (shared, shared == len(inner.path)) > most:
                best, most = inner, (shared, shared == len(inner.path))
    return best


def _shared(path: Path, target: Path) -> int:
    """How many steps two paths have in common."""
    shared = 0
    for one, other in zip(path, target, strict=False):
        if one != other:
            break
        shared += 1
    return shared


def _header(node: "Node") -> "Node":
    """What is marked of a spot: of a table its header, of all else the whole."""
    if node.type in ("table", "table_array_element"):
        return next(child for child in node.children if child.type in ("]", "]]"))
    return node


def _covered(spot: Spot, row: int, *, unknown: bool = False) -> Iterator[tuple["Node", str]]:
    """What of a spot is not shown in a line, and what is shown for it."""
    if not spot.node.start_point[0] <= row <= spot.node.end_point[0]:
        return
    value = _value(spot.node)
    for child in (*spot.node.children, *value.children):
        if child.type == "comment" and child.start_point[0] == row:
            yield child, " "
    cls, path = _class_of(spot.path)
    known = field_at(cls, path)
    unknown = unknown or (info(known).personal if known else bool(path))
    if value.type not in ("table", "table_array_element") and (
        unknown or (not path and value.type not in ("inline_table", "object"))
    ):
        yield value, "*"
        return
    for inner in _below(spot):
        yield from _covered(inner, row, unknown=unknown)


def _class_of(path: Path) -> tuple[Any, Path]:
    """The class of record that a path from the top of a file leads into, and the path inside it."""
    kind = path[0]
    if kind == "municipality":
        return Municipality, path[1:]
    return KINDS.get(str(kind)), path[2:] if kind in KINDS else path
