"""The named places of one file, and the way from a record and a path to the nearest of them.

The file is parsed by tree-sitter, which keeps positions.
"""

import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
import tomli

from civic_partnership.findings import Path, holds_civil_registration_number, holds_phone_number, mask
from civic_partnership.model import KINDS, Municipality, field_at, info, item_type

from .parsing import Format

if TYPE_CHECKING:
    from tree_sitter import Node

_CONSTANT = re.compile(r'("(?:[^"\\]|\\.)*")|-?(?:NaN|Infinity)')
"""What Python reads though it is no JSON, outside of texts: its place is found as that of a number."""
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\[nrt]")
"""How a letter may be written in a text by another."""
_CONTINUES = re.compile(rb"[\x80-\xbf]")
"""The bytes of a letter after its first."""
_KEPT = 256
"""Indexes that are kept: those of one record and its rows, for findings come record by record."""


class Spot(NamedTuple):
    """A named place in a file: a pair of key and value, a table with its header, or a row of a list.

    Attributes:
        path: the way to it from the top of the file.
        node: what stands there.

    """

    path: Path
    node: "Node"

    @property
    def header(self) -> "Node":
        """What is marked of it: of a table its header, of all else the whole."""
        if self.node.type in ("table", "table_array_element"):
            return next(child for child in self.node.children if child.type in ("]", "]]"))
        return self.node


class _Spots:
    """Spots in the order of the file, entered by their ways."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._spots = tuple(spots)
        self._at: dict[Path, list[int]] = defaultdict(list)
        self._through: dict[Path, int] = {}
        for place, spot in enumerate(self._spots):
            self._at[spot.path].append(place)
            for steps in range(1, len(spot.path) + 1):
                self._through.setdefault(spot.path[:steps], place)

    def towards(self, target: Path) -> Iterator[Spot]:
        """The spots that a target may be in, and the first of those that go as far along its way."""
        places: set[int] = set()
        for steps in range(1, len(target) + 1):
            way = target[:steps]
            if way not in self._through:
                break
            at = self._at.get(way, [])
            places.add(self._through[way])
            places.update(at if steps < len(target) else at[:1])
        return (self._spots[place] for place in sorted(places))


class SyntaxTree:
    """The tree of one file, entered by record.

    Raises:
        ImportError: the extra that keeps positions is not installed.

    """

    def __init__(self, text: str, format: Format) -> None:
        self._lines = text.encode().split(b"\n")
        if format != "toml":
            text = _CONSTANT.sub(lambda found: found[1] or "1" * len(found[0]), text)
        root = _parser(format).parse(text.encode()).root_node
        self._entries = list(_toml_entries(root) if format == "toml" else _json_entries(root))
        self._rows = [entry.node.start_point[0] for entry in self._entries]
        self._ways: dict[Path, list[Spot]] = defaultdict(list)
        for entry in self._entries:
            for spot in _with_rows(entry):
                for way in {spot.path[:1], spot.path[:2]}:
                    self._ways[way].append(spot)
        self._of_way = lru_cache(_KEPT)(lambda way: _Spots(self._ways.get(way, ())))
        self._inside = lru_cache(_KEPT)(lambda spot: _Spots(_below(spot)))
        self._covers = lru_cache(_KEPT)(lambda place: _covers(self._entries[place]))
        self._shown: dict[int, str] = {}
        self._continued: dict[int, list[int]] = {}

    def nearest(self, target: Path) -> Spot | None:
        """The spot of a path, or of the nearest thing around it."""
        way = target[:2] if target[:2] in self._ways else target[:1]
        return self._nearest(self._of_way(way), target)

    def _nearest(self, spots: _Spots, target: Path) -> Spot | None:
        """The spot that shares most of its way with a target: the first, but rather one on the way itself."""
        best: Spot | None = None
        most = (0, False)
        for spot in spots.towards(target):
            shared = _shared(spot.path, target)
            on_the_way = shared == len(spot.path)
            if (shared, on_the_way) > most:
                best, most = spot, (shared, on_the_way)
            if on_the_way and shared < len(target) and (inner := self._nearest(self._inside(spot), target)):
                shared = _shared(inner.path, target)
                if (shared, shared == len(inner.path)) > most:
                    best, most = inner, (shared, shared == len(inner.path))
        return best

    def line(self, row: int) -> str:
        """A line fit to be shown: without comments, and with stars for what is personal or unknown."""
        if row not in self._shown:
            self._shown[row] = self._fit_to_be_shown(row)
        return self._shown[row]

    def _fit_to_be_shown(self, row: int) -> str:
        letters = list(self._lines[row].decode())
        for place in range(bisect_right(self._rows, row) - 1, -1, -1):
            if self._entries[place].node.end_point[0] < row:
                break
            for node, cover in self._covers(place).get(row, ()):
                first = self.column(row, node.start_point[1]) if node.start_point[0] == row else 0
                last = self.column(row, node.end_point[1]) if node.end_point[0] == row else len(letters)
                letters[first:last] = cover * (last - first)
        shown = mask("".join(letter if letter.isprintable() else " " for letter in letters)).rstrip()
        return (
            "*" * len(shown)
            if "\\" in shown and holds_civil_registration_number(_unescaped(shown))
            else shown
        )

    def column(self, row: int, byte: int) -> int:
        """From bytes to characters, counted from 0."""
        if row not in self._continued:
            self._continued[row] = [found.start() for found in _CONTINUES.finditer(self._lines[row])]
        return byte - bisect_left(self._continued[row], byte)


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
    table = tomli.loads(f"{text} = 0")
    while isinstance(table, dict):
        ((name, table),) = table.items()
        names += (name,)
    return names


def _shared(path: Path, target: Path) -> int:
    """How many steps two paths have in common."""
    shared = 0
    for one, other in zip(path, target, strict=False):
        if one != other:
            break
        shared += 1
    return shared


def _covers(spot: Spot) -> dict[int, list[tuple["Node", str]]]:
    """Row -> what of a spot is not shown in it, and what is shown for it."""
    of_rows: dict[int, list[tuple[Node, str]]] = defaultdict(list)
    for node, cover in _covered(spot):
        for row in range(node.start_point[0], node.end_point[0] + 1):
            of_rows[row].append((node, cover))
    return of_rows


def _covered(spot: Spot, *, unknown: bool = False) -> Iterator[tuple["Node", str]]:
    """What of a spot is not shown, and what is shown for it."""
    value = _value(spot.node)
    for child in (*spot.node.children, *value.children):
        if child.type == "comment":
            yield child, " "
    cls, path = _class_of(spot.path)
    known = field_at(cls, path)
    text = (value.text or b"").decode() if value.type == "string" else ""
    unknown = unknown or (info(known).personal if known else bool(path))
    # a text where a part belongs may be a person's name; a number may go on in the next line
    unknown = unknown or bool(text and known and attrs.has(item_type(known.type)))
    unknown = unknown or ("\n" in text and holds_civil_registration_number(_unescaped(text)))
    if value.type not in ("table", "table_array_element") and (
        unknown
        or (not path and value.type not in ("inline_table", "object"))
        or (known and item_type(known.type) is str and holds_phone_number((value.text or b"").decode()))
    ):
        yield value, "*"
        return
    for inner in _below(spot):
        yield from _covered(inner, unknown=unknown)


def _unescaped(text: str) -> str:
    """Put letters in a text of TOML or JSON where it names them by number."""
    letters = _ESCAPED.sub(
        lambda found: (
            chr(min(int(found[1] or found[2], 16), sys.maxunicode)) if found[1] or found[2] else " "
        ),
        text,
    )
    return letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _class_of(path: Path) -> tuple[Any, Path]:
    """The class of record that a path from the top of a file leads into, and the path inside it."""
    kind = path[0]
    if kind == "municipality":
        return Municipality, path[1:]
    return KINDS.get(str(kind)), path[2:] if kind in KINDS else path
