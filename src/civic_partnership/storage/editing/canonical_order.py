"""The canonical order of a TOML file that people wrote: fields stand in the order of their class.

Records stay in the order in which people put them. What is written behind `=` stays as it is, but for blanks
and for the order of fields in rows. A comment goes with what it is about: the line below it, the line on
which it stands, or, if an empty line follows, the table in which it stands.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, reduce
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs
import tomli
from attrs import define, field

from civic_partnership.findings import Path
from civic_partnership.model import Entry, Register, unwrap_type
from civic_partnership.storage.syntax_tree import HEADERS, SyntaxTree, key_names, value_node
from civic_partnership.values import Table

from .toml_editor import ImpossibleEditError, parse_tree

if TYPE_CHECKING:
    from tree_sitter import Node

_BLANK = ""
_SHARED = frozenset(attrs.fields_dict(Entry))
"""The fields that every entry has; they are written after its own."""


@define
class _Pair:
    """A field with its value, and the lines above: comments and empty lines."""

    names: Path
    text: str
    above: list[str]


@define
class _Section:
    """A table with its header, its fields, and the tables in it; the top of the file is one without header.

    Attributes:
        names: the names in the header.
        text: the header, and the comment behind it.
        above: the comments and empty lines above the header.
        below: the comments directly below the header that an empty line parts from the first field.
        pairs: the fields.
        tail: the comments directly below the last field.
        sections: the tables in it.
        row: the line of the header.
    """

    names: Path = ()
    text: str = ""
    above: list[str] = field(factory=list)
    below: list[str] = field(factory=list)
    pairs: list[_Pair] = field(factory=list)
    tail: list[str] = field(factory=list)
    sections: "list[_Section]" = field(factory=list)
    row: int = -1


def format_text(text: str) -> str:
    """Return a TOML text of a register in canonical order; formatting it again changes nothing.

    Raises:
        ImpossibleEditError: a part of the text cannot be put in order so that it means the same.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    tree = parse_tree(text)
    top, footer = _read(tree.document)
    new = "".join(f"{line}\n" for line in _join([*_write(top), *footer]))
    if _meaning(new) != _meaning(text) or _comments(parse_tree(new)) != _comments(tree):
        raise ImpossibleEditError
    return new.replace("\n", newline)


def _meaning(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=Decimal)


def _comments(tree: SyntaxTree) -> list[bytes]:
    return sorted(comment.rstrip() for comment in tree.comments())


def _read(document: "Node") -> tuple[_Section, list[str]]:
    """Return the top of a file with all tables in it, and the comments at its end."""
    top = section = _Section()
    latest: dict[Path, _Section] = {}
    pending: list[str] = []
    last_row = 0
    for node in _flatten(document):
        row = node.start_point[0]
        pending += [_BLANK] if row > last_row + 1 else []
        last_row = _end_row(node)
        if node.type == "comment" and row == section.row:
            section.text += f"  {_text(node).rstrip()}"
        elif node.type == "comment":
            pending.append(_text(node).rstrip())
        elif node.type == "pair":
            if section is not top and not section.pairs:
                section.below, pending = _split_below(pending)
            text = _format_pair(node, _type_at(section.names))
            section.pairs.append(_Pair(key_names(node), text, pending))
            pending = []
        else:
            section.tail, above = _split_tail(pending)
            section = _Section(key_names(node), _format_header(node), above)
            section.row = last_row
            _add(section, top, latest, is_row=node.type != "table")
            pending = []
    section.tail, footer = _split_tail([*pending, _BLANK])
    return top, footer


def _flatten(document: "Node") -> Iterator["Node"]:
    """Yield the headers, fields and comments of a file from top to bottom."""
    for node in document.named_children:
        yield node
        if node.type in HEADERS:
            yield from (child for child in node.named_children if child.type in ("pair", "comment"))


def _end_row(node: "Node") -> int:
    """Return the last line of a field or comment, or the line of a header."""
    end = node.named_children[0] if node.type in HEADERS else node
    return int(end.end_point[0])


def _add(section: _Section, top: _Section, latest: dict[Path, _Section], *, is_row: bool) -> None:
    """Add a table to the table in which it stands, which is the latest with the beginning of its name."""
    names = section.names
    parents = (latest[names[:number]] for number in range(len(names) - 1, 0, -1) if names[:number] in latest)
    next(parents, top).sections.append(section)
    if is_row:
        for other in [each for each in latest if each[: len(names)] == names]:
            del latest[other]
    latest[names] = section


def _split_below(lines: list[str]) -> tuple[list[str], list[str]]:
    """Split the lines below a header into those about the table, and those about its first field."""
    lines = _strip(lines)
    place = len(lines) - lines[::-1].index(_BLANK) if _BLANK in lines else 0
    return lines[:place], lines[place:]


def _split_tail(lines: list[str]) -> tuple[list[str], list[str]]:
    """Split the lines before a header into the comments about the table above, and the rest."""
    place = lines.index(_BLANK) if _BLANK in lines else 0
    return lines[:place], lines[place:]


def _write(section: _Section) -> Iterator[str]:
    """Yield the lines of a table without its header, and of all tables in it; empty lines may be doubled."""
    kind = _type_at(section.names)
    yield from section.below
    for number, pair in enumerate(sorted(section.pairs, key=lambda pair: _rank(kind, pair.names[0]))):
        yield from pair.above if number or not section.text else _strip(pair.above)
        yield pair.text
    yield from section.tail
    is_parted = bool(section.tail)
    depth = len(section.names)
    for each in sorted(section.sections, key=lambda each: _rank(kind, each.names[depth])):
        yield from [_BLANK] if is_parted or _is_record(each.names) else []
        yield from each.above
        yield each.text
        yield from _write(each)
        is_parted = bool(_last(each).tail)


def _join(lines: Iterable[str]) -> list[str]:
    """Return lines with one empty line where several stand, and none at both ends."""
    joined: list[str] = []
    for line in lines:
        if line or joined[-1:] not in ([], [_BLANK]):
            joined.append(line)
    return joined[:-1] if joined[-1:] == [_BLANK] else joined


def _strip(lines: list[str]) -> list[str]:
    """Return lines without the empty ones before them."""
    return lines[next((place for place, line in enumerate(lines) if line), len(lines)) :]


def _format_header(node: "Node") -> str:
    start, end = ("[", "]") if node.type == "table" else ("[[", "]]")
    return f"{start}{_text(node.named_children[0])}{end}"


def _format_pair(node: "Node", kind: Any) -> str:
    """Return a field with its value, and the comment behind it."""
    comments = [f"  {_text(each).rstrip()}" for each in node.named_children[2:]]
    inner = reduce(_step, key_names(node), kind)
    value = _format_value(value_node(node), inner)
    return "".join([f"{_text(node.named_children[0])} = {value}", *comments])


def _format_value(node: "Node", kind: Any) -> str:
    """Return a value of a type; an array in several lines keeps them."""
    text = _text(node)
    if node.type == "inline_table":
        pairs = sorted(node.named_children, key=lambda pair: _rank(kind, key_names(pair)[0]))
        return f"{{ {', '.join(_format_pair(pair, kind) for pair in pairs)} }}" if pairs else "{}"
    if node.type != "array":
        return text
    rows = [child for child in node.named_children if child.type != "comment"]
    if "\n" not in text:
        return f"[{', '.join(_format_value(row, kind) for row in rows)}]"
    data, pieces, place = node.text or b"", [], 0
    for row in rows:
        pieces += [data[place : row.start_byte - node.start_byte].decode(), _format_value(row, kind)]
        place = row.end_byte - node.start_byte
    return "".join([*pieces, data[place:].decode()])


def _text(node: "Node") -> str:
    return (node.text or b"").decode()


def _type_at(names: Path) -> Any:
    """Return the type of what the names in a header lead to; None for the top of a file."""
    return reduce(_step, names, Register) if names else None


def _step(kind: Any, name: object) -> Any:
    """Return the type of a field, or of a value of a table; None if it is not known."""
    inner = unwrap_type(kind)
    if get_origin(inner) is tuple:
        inner = get_args(inner)[0]
    if get_origin(inner) is Table:
        return get_args(inner)[0]
    return _types(inner).get(str(name)) if attrs.has(inner) else None


def _rank(kind: Any, name: object) -> int:
    """Return the place of a field in the order of its class; 0 for names that are no fields."""
    inner = unwrap_type(kind)
    if get_origin(inner) is tuple:
        inner = get_args(inner)[0]
    return [*_types(inner), name].index(name) if attrs.has(inner) else 0


@cache
def _types(cls: Any) -> dict[object, Any]:
    """Return the types of the fields of a class, in the order in which the program writes them."""
    fields = sorted(attrs.fields(cls), key=lambda field: field.name in _SHARED)
    return {field.name: field.type for field in fields}


def _is_record(names: Path) -> bool:
    """Tell whether a header is that of a record."""
    return len(names) == (1 if names[0] == "municipality" else 2)


def _last(section: _Section) -> _Section:
    """Return the table that stands last in a table."""
    return _last(section.sections[-1]) if section.sections else section
