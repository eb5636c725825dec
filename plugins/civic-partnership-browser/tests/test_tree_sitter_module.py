"""The module that stands for tree-sitter in the page gives what tree-sitter gives."""

from collections.abc import Iterator
from typing import Any

import pytest
import tree_sitter
import tree_sitter_json
import tree_sitter_toml
from example_registers import EXAMPLES
from module_loading import load_page_module

FILES = sorted(EXAMPLES.glob("*/*.toml"))
TEXTS = [
    *(path.read_text(encoding="utf-8") for path in FILES),
    'a = "æøå"  # ½\n[b."ç d"]\nc = { e = [1, 2, "😀"], f = 3 }\n',
    "a = [\n  1, # one\n  2\n]\r\nb = ]\n",
    "",
]
JSON = '{"associations": {"ø": {"name": "Å", "networks": ["a", "b"]}}, "x": [1, {"y": null}]}'

MODULE = load_page_module("tree_sitter")


def flatten(text: bytes, root: tree_sitter.Node) -> Any:
    """Return a tree in the form in which `worker.js` gives it."""
    types: dict[str, int] = {}
    numbers: list[int] = []

    def add(node: tree_sitter.Node, parent: int) -> None:
        number = len(numbers) // 10
        flags = node.is_named | (2 * (node.is_missing or node.is_error))
        place = (*node.start_point, *node.end_point)
        numbers.extend([types.setdefault(node.type, len(types)), flags, node.start_byte, node.end_byte])
        numbers.extend([*place, parent, 0])
        for child in node.children:
            add(child, number)
        numbers[number * 10 + 9] = len(numbers) // 10

    add(root, -1)
    return MODULE.Tree(text, [*types], numbers).root_node


def walk(node: Any) -> Iterator[Any]:
    """Yield a node and all below it."""
    yield node
    for child in node.children:
        yield from walk(child)


def describe(node: Any) -> tuple[Any, ...]:
    """Return all that the core asks of a node."""
    following = node.next_sibling
    return (
        node.type,
        node.is_named,
        node.has_error,
        (node.start_byte, node.end_byte),
        (tuple(node.start_point), tuple(node.end_point)),
        node.text,
        node.named_child_count,
        [child.type for child in node.named_children],
        node.parent and node.parent.type,
        following and (following.type, following.start_byte),
    )


def list_children(node: Any, row: int) -> list[tuple[str, int]]:
    """Return the children of a node that have a part in a row, as the core finds them by a cursor."""
    cursor = node.walk()
    found: list[tuple[str, int]] = []
    is_there = cursor.goto_first_child_for_point((row, 0)) is not None
    while is_there and cursor.node.start_point[0] <= row:
        found.append((cursor.node.type, cursor.node.start_byte))
        is_there = cursor.goto_next_sibling()
    return found


@pytest.mark.parametrize("text", [*TEXTS, JSON], ids=range(len(TEXTS) + 1))
def test_nodes_are_those_of_tree_sitter(text: str) -> None:
    """Types, places, texts, relations, errors."""
    grammar = tree_sitter_json if text == JSON else tree_sitter_toml
    parser = tree_sitter.Parser(tree_sitter.Language(grammar.language()))
    expected = parser.parse(text.encode()).root_node
    root = flatten(text.encode(), expected)

    assert [*map(describe, walk(expected))] == [*map(describe, walk(root))]
    assert len({node.id for node in walk(root)}) == len([*walk(root)])
    assert root == root.children[0].parent if root.children else root.parent is None


@pytest.mark.parametrize("row", range(9))
def test_a_cursor_finds_the_children_in_a_row(row: int) -> None:
    """As tree-sitter does."""
    text = "a = 1\nb = 2\n\n[c]\nd = [\n  1,\n  2,\n]\n"
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    expected = parser.parse(text.encode()).root_node
    root = flatten(text.encode(), expected)

    assert list_children(expected, row) == list_children(root, row)
    assert list_children(expected.children[-1], row) == list_children(root.children[-1], row)


def test_a_parser_asks_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text goes there, numbers come back."""

    class Numbers(list[Any]):
        def to_py(self) -> list[Any]:
            return [*self]

    class Page:
        types = Numbers(["document"])
        numbers = Numbers([0, 1, 0, 2, 0, 0, 1, 0, -1, 1])

        @classmethod
        def parse(cls, name: str, text: str) -> type["Page"]:
            assert ("toml", "ø") == (name, text)
            return cls

    monkeypatch.setitem(__import__("sys").modules, "_web_tree_sitter", Page)
    root = MODULE.Parser(MODULE.Language("toml")).parse("ø".encode()).root_node
    assert ("document", "ø".encode(), {root}) == (root.type, root.text, {root})
