"""Excerpts: the lines of files that findings are about, with stars for what is personal or unknown."""

import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from civic_partnership.findings import Path, holds_civil_registration_number, holds_phone_number, mask
from civic_partnership.model import KINDS, Municipality, field_at, info, item_type

from .syntax_tree import HEADERS, NAMED, Span, SyntaxTree, key_names, value_node

if TYPE_CHECKING:
    from tree_sitter import Node

_WIDTH = 100
"""The most characters of an excerpt."""
_INDENT = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\[nrt]")
"""A character that a text of TOML or JSON writes as an escape."""


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


def cut_excerpt(line: str, span: Span, number: int) -> Excerpt:
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


def mask_line(tree: SyntaxTree, row: int) -> str:
    """Return a line of a file without its comments, with stars for values that are personal or unknown."""
    letters = list(tree.lines[row].decode())
    for node, cover in _hidden(tree, tree.document, (), row):
        first = tree.column(row, node.start_point[1]) if node.start_point[0] == row else 0
        last = tree.column(row, node.end_point[1]) if node.end_point[0] == row else len(letters)
        letters[first:last] = cover * (last - first)
    shown = mask("".join(letter if letter.isprintable() else " " for letter in letters)).rstrip()
    if "\\" in shown and holds_civil_registration_number(_unescape(shown)):
        return "*" * len(shown)
    return shown


def _hidden(
    tree: SyntaxTree, node: "Node", path: Path, row: int, *, unknown: bool = False
) -> Iterator[tuple["Node", str]]:
    """Yield the nodes in a line that must not be shown, each with the character to show instead."""
    for child in _children_in_row(node, row):
        if child.type == "comment":
            yield child, " "
        elif child.type in NAMED or (node.type == "array" and child.is_named):
            step = key_names(child) if child.type in NAMED else (0,)
            child_path = tree.paths.get(child.id, (*path, *step))
            value = value_node(child)
            hide = unknown or _must_hide(child_path, value)
            if hide and value.type not in HEADERS:
                yield value, "*"
                comments = (each for each in _children_in_row(child, row) if each.type == "comment")
                yield from ((each, " ") for each in comments)
            else:
                yield from _hidden(tree, child, child_path, row, unknown=hide)
        elif child.named_child_count:
            yield from _hidden(tree, child, path, row, unknown=unknown)


def _children_in_row(node: "Node", row: int) -> Iterator["Node"]:
    """Yield the children of a node that have a part in a line; a cursor finds them fast among very many."""
    cursor = node.walk()
    if cursor.goto_first_child_for_point((row, 0)) is None:
        return
    while (child := cursor.node) and child.start_point[0] <= row:
        yield child
        if not cursor.goto_next_sibling():
            return


def _must_hide(path: Path, value: "Node") -> bool:
    """Tell whether a value may be personal, or belongs to no known field."""
    cls, inner = _class_at(path)
    field = field_at(cls, inner)
    if field is None:
        return bool(inner) or value.type not in (*HEADERS, "inline_table", "object")
    if info(field).personal:
        return True
    if value.type in HEADERS:
        return False
    text = (value.text or b"").decode()
    item = item_type(field.type)
    if value.type == "string" and attrs.has(item):  # a text where a part belongs may be a person's name
        return True
    if value.type == "string" and "\n" in text and holds_civil_registration_number(_unescape(text)):
        return True  # the number may go on in the next line
    return item is str and holds_phone_number(text)


def _class_at(path: Path) -> tuple[Any, Path]:
    """Return the class of the record that a path from the top of a file leads into, and the path in it."""
    kind = path[0]
    if kind == "municipality":
        return Municipality, path[1:]
    return KINDS.get(str(kind)), path[2:] if kind in KINDS else path


def _unescape(text: str) -> str:
    """Replace the escapes in a text of TOML or JSON by their characters."""

    def replace(match: re.Match[str]) -> str:
        number = match[1] or match[2]
        return chr(min(int(number, 16), sys.maxunicode)) if number else " "

    return _ESCAPE.sub(replace, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
