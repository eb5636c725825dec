"""The syntax tree of one file, in which records and fields are found.

tree-sitter parses the file, because it keeps positions.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from civic_partnership.findings import Path

from .parsing import Format

if TYPE_CHECKING:
    from tree_sitter import Node

_CONSTANT = re.compile(r'("(?:[^"\\]|\\.)*")|-?(?:NaN|Infinity)')
"""A text in quotation marks, or a number that Python reads although JSON does not have it."""
_CONTINUATION = re.compile(rb"[\x80-\xbf]")
"""Any byte of a character but the first."""
HEADERS = ("table", "table_array_element")
"""The types of nodes that are a TOML table with a header."""
NAMED = (*HEADERS, "pair")
"""The types of nodes that begin with a key."""


class Span(NamedTuple):
    """A part of one line: the line, its first character, and the character after its last; all from 0."""

    row: int
    start: int
    end: int


class SyntaxTree:
    """The syntax tree of one file; without tree-sitter an ImportError is raised.

    Attributes:
        document: the root of the tree.
        lines: the lines of the file.
        paths: the id of each node at the top of a TOML file -> its path.
    """

    def __init__(self, text: str, format: Format) -> None:
        self.lines = text.encode().split(b"\n")
        if format != "toml":
            text = _CONSTANT.sub(lambda match: match[1] or "1" * len(match[0]), text)
        self.document = _parser(format).parse(text.encode()).root_node
        self._root = _Branch(self.document)
        self.paths: dict[int, Path] = {}
        if format == "toml":
            for path, node in _toml_entries(self.document):
                self._root.add(path, node)
                self.paths[node.id] = path
        else:
            for node in self.document.named_children:
                self._root.add((), node)
        self._continuations = cache(self._find_continuations)

    def find(self, path: Path) -> Span | None:
        """Return the place (in its first line) that a path leads to, or else that of its nearest parent."""
        branch = self._root
        for step in path:
            below = branch.child(step)
            if below is None:
                break
            branch = below
        if branch is self._root:
            return None
        last = node = branch.node
        if node.type in HEADERS:
            last = next(child for child in node.children if child.type in ("]", "]]"))
        row, start = node.start_point
        end_row, end = last.end_point
        end = end if end_row == row else len(self.lines[row])
        return Span(row, self.column(row, start), self.column(row, end))

    def has_errors(self) -> bool:
        """Tell whether tree-sitter could not parse a part of the file."""
        return bool(self.document.has_error)

    def node(self, path: Path) -> "Node | None":
        """Return the node that a path leads to; None if no node of its own stands there."""
        branch = self._branch(path)
        return None if branch is None or branch.is_implied else branch.node

    def is_inline(self, path: Path) -> bool:
        """Tell whether a value stands behind `=` or in a list, and not below a header of its own."""
        node = self.node(path)
        return node is not None and node.type not in HEADERS

    def nodes(self, path: Path) -> Iterator["Node"]:
        """Yield all nodes that a path leads to or into; a table may stand in several places of a file."""
        branches = [branch] if (branch := self._branch(path)) else []
        while branches:
            branch = branches.pop()
            branches.extend(branch.branches.values())
            if not branch.is_implied:
                yield branch.node

    def comments(self) -> Iterator[bytes]:
        """Yield all comments of the file in their order."""
        nodes = [self.document]
        while nodes:
            node = nodes.pop()
            if node.type == "comment":
                yield node.text or b""
            nodes.extend(reversed(node.children))

    def _branch(self, path: Path) -> "_Branch | None":
        branch: _Branch | None = self._root
        for step in path:
            branch = branch and branch.child(step)
        return branch

    def column(self, row: int, byte: int) -> int:
        """Return the number of the character in a line that a byte belongs to, both counted from 0."""
        return byte - bisect_left(self._continuations(row), byte)

    def _find_continuations(self, row: int) -> list[int]:
        return [match.start() for match in _CONTINUATION.finditer(self.lines[row])]


class _Branch:
    """A table, a pair of key and value, or a row of a list; its content is read when first asked for."""

    __slots__ = ("branches", "is_implied", "node", "unread")

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.is_implied = True  # as `b` is by `a.b.c = 1`
        self.branches: dict[str | int, _Branch] = {}
        self.unread: list[Node] = []

    def child(self, step: str | int) -> "_Branch | None":
        """Return the branch below it with a name or a number."""
        while self.unread:
            value = value_node(self.unread.pop())
            if value.type == "array":
                rows = (row for row in value.named_children if row.type != "comment")
                for number, row in enumerate(rows):
                    self.add((number,), row)
            else:
                for pair in value.named_children:
                    if pair.type == "pair":
                        self.add(key_names(pair), pair)
        return self.branches.get(step)

    def add(self, path: Path, node: "Node") -> None:
        """Add a node at a path; the branches on the path begin with the first node below them."""
        branch = self
        for step in path:
            below = branch.branches.setdefault(step, _Branch(node))
            if below.is_implied and node.start_byte < below.node.start_byte:
                below.node = node
            branch = below
        branch.node, branch.is_implied = node, False
        branch.unread.append(node)


@cache
def _parser(format: Format) -> Any:
    from tree_sitter import Language, Parser  # noqa: PLC0415 - an extra, and not needed where all is well

    if format == "toml":
        import tree_sitter_toml as grammar  # noqa: PLC0415
    else:
        import tree_sitter_json as grammar  # type: ignore[no-redef]  # noqa: PLC0415
    return Parser(Language(grammar.language()))


def _toml_entries(document: "Node") -> Iterator[tuple[Path, "Node"]]:
    """Yield the tables and pairs at the top of a TOML file, each with its path."""
    counts: dict[Path, int] = {}
    for node in document.named_children:
        if node.type == "comment":
            continue
        path: Path = ()
        *steps, last = key_names(node)
        for step in steps:
            path += (step,)
            if path in counts:
                path += (counts[path],)
        path += (last,)
        if node.type == "table_array_element":
            counts[path] = counts.get(path, -1) + 1
            path += (counts[path],)
        yield path, node


def value_node(node: "Node") -> "Node":
    """Return the value node of a key-value pair; return any other node unchanged."""
    return node.named_children[1] if node.type == "pair" else node


def key_names(node: "Node") -> Path:
    """Return the names in the key of a pair or in the header of a table: `a.b` has two."""
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
