"""The changes from one plain table to another, each with its place in the file that is edited."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

from attrs import field, frozen

from civic_partnership.findings import Path
from civic_partnership.storage.syntax_tree import SyntaxTree

Place = tuple[Path, Any]
"""A path in a file, and the plain value that belongs there."""


@frozen
class Changes:
    """The changes of one file.

    They are made in this order: first all values are removed, then the new ones are added one by one, and
    then values are replaced.

    Attributes:
        removed: the paths of removed values, as the file is before.
        added: new values. The paths are those of the finished file; when a value is added to a list, all
            rows before it are there.
        replaced: values that are written anew where they stand. The paths are those of the finished file.
    """

    removed: list[Path] = field(factory=list)
    added: list[Place] = field(factory=list)
    replaced: list[Place] = field(factory=list)


class Comparison:
    """Compares plain values and collects the changes.

    A file may write a value in another way than the program: it may give a default, or one value in place
    of a table of dates. So there are three sides: `raw` is the value as the file has it, `old` the same as
    the program would write it, `new` the value that is meant.

    Args:
        tree: the syntax tree of the file.
    """

    def __init__(self, tree: SyntaxTree) -> None:
        self.changes = Changes()
        self._tree = tree

    def compare(self, raw: Any, old: Any, new: Any, before: Path, after: Path) -> None:
        """Collect the changes of one value, which has these paths before and after."""
        if old == new:
            return
        if not self._is_comparable(raw, old, new, before):
            self._rewrite(new, before, after)
        elif isinstance(new, dict):
            self._compare_tables(raw, old, new, before, after)
        else:
            self._compare_lists(raw, old, new, before, after)

    def remove(self, before: Path) -> None:
        """Collect the removal of a value."""
        self.changes.removed.append(before)

    def add(self, value: Any, after: Path) -> None:
        """Collect a new value."""
        self.changes.added.append((after, value))

    def _rewrite(self, new: Any, before: Path, after: Path) -> None:
        if self._tree.is_inline(before):
            self.changes.replaced.append((after, new))
        else:
            self.remove(before)
            self.add(new, after)

    def _is_comparable(self, raw: Any, old: Any, new: Any, before: Path) -> bool:
        """Tell whether the parts of three values can be compared one by one.

        A list without rows, or a table without values, must be written anew if it is nothing but its parts.
        """
        if isinstance(new, dict) and isinstance(raw, dict) and isinstance(old, dict):
            return old.keys() <= raw.keys() and (bool(new) or self._tree.node(before) is not None)
        return bool(new) and all(type(each) is list for each in (raw, old, new)) and len(raw) == len(old)

    def _compare_tables(
        self, raw: dict[str, Any], old: dict[str, Any], new: dict[str, Any], before: Path, after: Path
    ) -> None:
        for key in old:
            if key not in new:
                self.remove((*before, key))
        for key, value in new.items():
            if key in old:
                self.compare(raw[key], old[key], value, (*before, key), (*after, key))
            elif key in raw:  # a default that the file writes out
                self._rewrite(value, (*before, key), (*after, key))
            else:
                self.add(value, (*after, key))

    def _compare_lists(
        self, raw: list[Any], old: list[Any], new: list[Any], before: Path, after: Path
    ) -> None:
        pairs = [*_align(old, new)]
        for i in sorted({*range(len(old))} - {i for i, _ in pairs}):
            self.remove((*before, i))
        for j in sorted({*range(len(new))} - {j for _, j in pairs}):
            self.add(new[j], (*after, j))
        for i, j in pairs:
            self.compare(raw[i], old[i], new[j], (*before, i), (*after, j))


def _align(old: list[Any], new: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the rows of two lists that belong together: equal ones, and those in the same place between.

    Equal rows at both ends come first, so that a change of one row is always found as such.
    """
    first = _count_equal(zip(old, new, strict=False))
    last = _count_equal(zip(reversed(old[first:]), reversed(new[first:]), strict=False))
    yield from zip(range(first), range(first), strict=True)
    texts, other_texts = ([repr(row) for row in rows[first : len(rows) - last]] for rows in (old, new))
    matcher = SequenceMatcher(None, texts, other_texts, autojunk=False)
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        yield from zip(
            range(first + start, first + end), range(first + other_start, first + other_end), strict=False
        )
    yield from zip(range(len(old) - last, len(old)), range(len(new) - last, len(new)), strict=True)


def _count_equal(pairs: Iterable[tuple[Any, Any]]) -> int:
    """Return the number of pairs before the first one of two different values."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
