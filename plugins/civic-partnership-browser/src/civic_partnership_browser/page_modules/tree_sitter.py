"""The part of the package `tree_sitter` that the core uses, over web-tree-sitter: for the page only.

One call into JavaScript parses a file and returns all nodes as numbers; a node is its place among them.
"""

from bisect import bisect_right
from typing import Any

TYPE, FLAGS, START, END, ROW, COLUMN, END_ROW, END_COLUMN, PARENT, AFTER = range(10)
SIZE = 10
_NAMED, _ERROR = 1, 2


class Language:
    """The grammar of a language."""

    def __init__(self, name: str) -> None:
        self.name = name


class Tree:
    """The syntax tree of a text.

    Attributes:
        text: the bytes of the text.
        types: the names of the types of nodes.
        numbers: ten numbers for each node, as `flatten` in `worker.js` describes them.
    """

    def __init__(self, text: bytes, types: list[str], numbers: Any) -> None:
        self.text = text
        self.types = types
        self.numbers = numbers
        self._children: dict[int, list[int]] = {}

    def children(self, number: int) -> list[int]:
        """Return the numbers of the nodes right below a node."""
        if number not in self._children:
            found, child, after = [], number + 1, self.numbers[number * SIZE + AFTER]
            while child < after:
                found.append(child)
                child = self.numbers[child * SIZE + AFTER]
            self._children[number] = found
        return self._children[number]

    @property
    def root_node(self) -> "Node":
        """The node of the whole text."""
        return Node(self, 0)


class Parser:
    """A parser of texts in a language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def parse(self, text: bytes) -> Tree:
        """Parse a text in UTF-8."""
        import _web_tree_sitter  # noqa: PLC0415 - only the page has it

        parsed = _web_tree_sitter.parse(self._language.name, text.decode())
        return Tree(text, parsed.types.to_py(), parsed.numbers.to_py())


class Node:
    """One node of a syntax tree.

    Attributes:
        id: its number in the tree, parents before children.
    """

    __slots__ = ("_place", "_tree", "id")

    def __init__(self, tree: Tree, number: int) -> None:
        self._tree = tree
        self._place = number * SIZE
        self.id = number

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and (self._tree, self.id) == (other._tree, other.id)

    def __hash__(self) -> int:
        return self.id

    def _number(self, which: int) -> int:
        return int(self._tree.numbers[self._place + which])

    @property
    def type(self) -> str:
        """The name of its type."""
        return self._tree.types[self._number(TYPE)]

    @property
    def is_named(self) -> bool:
        """Whether the grammar gives it a name."""
        return bool(self._number(FLAGS) & _NAMED)

    @property
    def has_error(self) -> bool:
        """Whether it, or anything below it, could not be parsed."""
        return any(
            self._tree.numbers[number * SIZE + FLAGS] & _ERROR
            for number in range(self.id, self._number(AFTER))
        )

    @property
    def start_byte(self) -> int:
        """The place of its first byte."""
        return self._number(START)

    @property
    def end_byte(self) -> int:
        """The place behind its last byte."""
        return self._number(END)

    @property
    def start_point(self) -> tuple[int, int]:
        """Row and column, in bytes, of its first byte."""
        return self._number(ROW), self._number(COLUMN)

    @property
    def end_point(self) -> tuple[int, int]:
        """Row and column, in bytes, behind its last byte."""
        return self._number(END_ROW), self._number(END_COLUMN)

    @property
    def text(self) -> bytes:
        """Its bytes."""
        return self._tree.text[self.start_byte : self.end_byte]

    @property
    def parent(self) -> "Node | None":
        """The node around it; None for the whole text."""
        number = self._number(PARENT)
        return None if number < 0 else Node(self._tree, number)

    @property
    def next_sibling(self) -> "Node | None":
        """The node behind it that has the same parent."""
        parent, number = self.parent, self._number(AFTER)
        return Node(self._tree, number) if parent and number < parent._number(AFTER) else None  # noqa: SLF001 - its own

    @property
    def children(self) -> list["Node"]:
        """The nodes right below it."""
        return [Node(self._tree, number) for number in self._tree.children(self.id)]

    @property
    def named_children(self) -> list["Node"]:
        """Those of them that the grammar gives a name."""
        return [child for child in self.children if child.is_named]

    @property
    def named_child_count(self) -> int:
        """How many these are."""
        return len(self.named_children)

    def walk(self) -> "TreeCursor":
        """Return a cursor that stands on the node."""
        return TreeCursor(self)


class TreeCursor:
    """A place that moves in a tree.

    Attributes:
        node: the node that it stands on.
    """

    def __init__(self, node: Node) -> None:
        self.node = node

    def goto_first_child_for_point(self, point: tuple[int, int]) -> int | None:
        """Go to the first child that ends behind a point; return its number, None if there is none."""
        children = self.node.children
        number = bisect_right(children, point, key=lambda child: child.end_point)
        if number == len(children):
            return None
        self.node = children[number]
        return number

    def goto_next_sibling(self) -> bool:
        """Go to the next child of the same parent; tell whether there is one."""
        following = self.node.next_sibling
        if following is None:
            return False
        self.node = following
        return True
