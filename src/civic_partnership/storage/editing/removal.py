"""The bytes of a TOML file that go when values are removed; comments outside these values stay."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from civic_partnership.findings import Path
from civic_partnership.storage.syntax_tree import HEADERS, SyntaxTree, value_node

if TYPE_CHECKING:
    from tree_sitter import Node

ByteRange = tuple[int, int]
"""The first byte of a part of a file, and the byte after its last."""

_LINE_END = re.compile(rb"[ \t]*\r?(\n|\Z)")


def removed_ranges(data: bytes, tree: SyntaxTree, paths: Iterable[Path]) -> list[ByteRange]:
    """Return the ranges of bytes to cut out, in order, so that the values at these paths are gone.

    A line is cut out as a whole if nothing but blanks is left of it.
    """
    ranges: list[ByteRange] = []
    inside: dict[int, tuple[Node, list[Node]]] = {}
    for path in paths:
        for node in tree.nodes(path):
            parent = node.parent
            if parent is not None and parent.type in ("array", "inline_table"):
                inside.setdefault(parent.id, (parent, []))[1].append(node)
            else:
                ranges.append((node.start_byte, _end(node)))
    for parent, nodes in inside.values():
        ranges.extend(_ranges_inside(data, parent, {node.id for node in nodes}))
    return _merge(_whole_line(data, each) for each in _merge(ranges))


def _end(node: "Node") -> int:
    """Return the byte after a value, or after the last value of a table with a header."""
    if node.type not in HEADERS:
        return value_node(node).end_byte
    last = next(child for child in reversed(node.children) if child.type in ("pair", "]", "]]"))
    return _end(last)


def _ranges_inside(data: bytes, parent: "Node", removed: set[int]) -> Iterator[ByteRange]:
    """Yield the ranges for rows of an array or pairs of an inline table, with the commas that go too."""
    children = [child for child in parent.named_children if child.type != "comment"]
    kept = [child for child in children if child.id not in removed]
    if parent.type == "array" and b"\n" in data[children[0].start_byte : children[-1].end_byte]:
        for child in children:
            if child.id in removed:
                yield from _range_in_lines(child)
    elif not kept:
        yield parent.start_byte + 1, parent.end_byte - 1
    else:
        for child in children:
            if child.id in removed:
                after = next((each for each in kept if each.start_byte > child.start_byte), None)
                if after is None:
                    yield kept[-1].end_byte, child.end_byte
                else:
                    yield child.start_byte, after.start_byte


def _range_in_lines(row: "Node") -> Iterator[ByteRange]:
    """Yield the ranges for a row of an array with several lines, whose comments stay."""
    yield row.start_byte, row.end_byte
    comma = row.next_sibling
    while comma is not None and comma.type == "comment":
        comma = comma.next_sibling
    if comma is not None and comma.type == ",":
        after = comma.next_sibling
        is_beside = after is not None and after.is_named and after.start_point[0] == comma.start_point[0]
        end = after if after is not None and is_beside and after.type != "comment" else None
        yield comma.start_byte, comma.end_byte if end is None else end.start_byte


def _whole_line(data: bytes, cut: ByteRange) -> ByteRange:
    """Return a range with the rest of its lines if nothing but blanks is there."""
    first = data.rfind(b"\n", 0, cut[0]) + 1
    end = _LINE_END.match(data, cut[1])
    return (first, end.end()) if end and not data[first : cut[0]].strip() else cut


def _merge(ranges: Iterable[ByteRange]) -> list[ByteRange]:
    """Return ranges in order, those that touch each other as one."""
    merged: list[ByteRange] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
