"""The edit of one TOML text: values are removed, added and replaced, and every other byte stays."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import tomli
import tomli_w

from civic_partnership.findings import Path
from civic_partnership.storage.syntax_tree import SyntaxTree, value_node

from .changes import Changes, Place
from .removal import ByteRange, removed_ranges


class ImpossibleEditError(Exception):
    """The error that a text cannot be edited so that every other byte stays."""


class TomlEditor:
    """A TOML text that can be edited.

    Removed and replaced values are cut out of the bytes where the syntax tree finds them. Only `tomlrt` adds
    values, because it knows where lines and commas belong; it would remove comments with a value.

    Attributes:
        text: the text, without a byte order mark.
        tables: its plain tables.
        tree: its syntax tree.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tables: dict[str, Any] = tomli.loads(text, parse_float=Decimal)
        self.tree = parse_tree(text)

    def edit(self, changes: Changes, new_tables: Mapping[str, Any]) -> str:
        """Return the text with these changes, and with new tables at its end.

        Raises:
            ImpossibleEditError: a change cannot be made without a change of other bytes.
        """
        text, tree = self.text, self.tree
        if changes.removed:
            data = text.encode()
            text = _splice(data, ((each, b"") for each in removed_ranges(data, tree, changes.removed)))
        exact: list[Place] = []
        if changes.added:
            text = _add(text, changes.added)
            exact.extend(each for path, value in changes.added for each in _decimals(path, value))
        if replaced := [*exact, *changes.replaced]:
            tree = parse_tree(text)
            text = _splice(
                text.encode(),
                ((_value_range(tree, path), inline(value).encode()) for path, value in replaced),
            )
        return _append(text, new_tables) if new_tables else text


def inline(value: Any) -> str:
    """Write a plain value as TOML on one line."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(key)} = {inline(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")


def _key(key: str) -> str:
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


def parse_tree(text: str) -> SyntaxTree:
    """Return the syntax tree of a TOML text; raise `ImpossibleEditError` if a part of it is not parsed."""
    tree = SyntaxTree(text, "toml")
    if tree.has_errors():
        raise ImpossibleEditError
    return tree


def _splice(data: bytes, parts: Iterable[tuple[ByteRange, bytes]]) -> str:
    """Return a text with some of its parts replaced; the parts do not overlap."""
    pieces, place = [], 0
    for (start, end), new in sorted(parts):
        pieces += [data[place:start], new]
        place = end
    return b"".join([*pieces, data[place:]]).decode()


def _value_range(tree: SyntaxTree, path: Path) -> ByteRange:
    """Return the bytes of the value that a path leads to."""
    value = value_node(next(tree.nodes(path)))
    return value.start_byte, value.end_byte


def _add(text: str, places: Iterable[Place]) -> str:
    """Return a text with values added; make sure that nothing else is different."""
    import tomlrt  # noqa: PLC0415 - an extra, and not needed for other edits

    try:
        document = tomlrt.loads(text)
        for path, value in places:
            _put(document, path, _without_decimals(value))
        longer = document.render()
    except (tomlrt.TOMLError, LookupError, TypeError, ValueError):
        raise ImpossibleEditError from None
    if not _has_all(longer, text) or [*parse_tree(text).comments()] != [*parse_tree(longer).comments()]:
        raise ImpossibleEditError
    return longer


def _append(text: str, tables: Mapping[str, Any]) -> str:
    """Return a text with new tables below it, after an empty line."""
    newline = "\r\n" if "\r\n" in text else "\n"
    ending = "" if not text or text.endswith("\n") else newline
    space = newline if text else ""
    new = tomli_w.dumps(tables).replace("\n", newline)
    return f"{text}{ending}{space}{new}"


def _put(container: Any, path: Path, value: Any) -> None:
    """Put a value into a document of `tomlrt`; a list of several tables gets a line for each."""
    *steps, last = path
    for step in steps:
        if isinstance(step, str) and step not in container:
            container[step] = {}  # its only value was removed
        container = container[step]
    if isinstance(last, int):
        container.insert(last, value)
        return
    container[last] = value
    if isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict) and not container.is_inline:
        container[last].set_multiline(multiline=True)


def _has_all(longer: str, text: str) -> bool:
    """Tell whether all letters of a text are in a longer one in the same order."""
    letters = iter(longer)
    return all(letter in letters for letter in text)


def _without_decimals(value: Any) -> Any:
    """Return a value with a float for each decimal number, because `tomlrt` does not know these."""
    if isinstance(value, dict):
        return {key: _without_decimals(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_decimals(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


def _decimals(path: Path, value: Any) -> Iterator[Place]:
    """Yield the decimal numbers in a value, each with its path."""
    if isinstance(value, dict | list):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _decimals((*path, step), each)
    elif isinstance(value, Decimal):
        yield path, value
