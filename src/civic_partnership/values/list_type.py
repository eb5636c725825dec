"""The value type of lists."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from .value_type import (
    Cell,
    Check,
    ContainerType,
    Dialect,
    Hook,
    Misfit,
    Path,
    Schema,
    Structuring,
    ValueType,
    WrongType,
)


class ListType(ContainerType[tuple[Any, ...]]):
    """The value type of lists of values of one type: a tuple in Python, a list in files."""

    in_python = ("en tuple som (a, b) eller (a,)", "a tuple such as (a, b) or (a,)")
    python_types = (tuple,)

    def __init__(self, inner: Any, held: ValueType[Any] | None) -> None:
        super().__init__(inner, held)
        self.hint = f"{held.hint if held else self.hint} …"

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads a list item by item, and refuses anything but a list."""
        read_item = structuring.hook(self.item)

        def read(raw: Any, _: Any) -> tuple[Any, ...]:
            if type(raw) is not list:
                raise WrongType("en liste i [ ]", "a list in [ ]")
            try:
                return tuple([read_item(item, self.item) for item in raw])
            except Exception:  # noqa: BLE001 - raised below, together with all others
                items = list(enumerate(raw))
                return tuple(structuring.collect(items, lambda _, item: read_item(item, self.item)))

        return read

    def writer(self, hook: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
        """Return the function that writes a tuple as a list, item by item."""
        write = hook(self.item)
        return lambda values: [write(value) for value in values]

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of an array of the items."""
        return {"type": "array", "items": of(self.item)}

    def cell(self, dialect: Dialect) -> Cell:
        r"""Return the functions that write and read a list in one table cell: `a|b`.

        A backslash stands before each `|` and before each backslash inside an item. The whole cell, not each
        item, is protected against spreadsheets.
        """
        if self.held is None:
            return super().cell(dialect)
        inner = self.held.cell(dialect)
        write, read = (str, str) if str in self.held.python_types else (inner.write or str, inner.read)
        split = re.compile(r"((?:\\[\\|]|[^|])*)\|").findall

        def join(values: tuple[Any, ...]) -> str:
            return dialect.guard("|".join(re.sub(r"[\\|]", r"\\\g<0>", write(each)) for each in values))

        def divide(cell: str) -> list[Any]:
            items = split(f"{dialect.unguard(cell)}|")
            return [read(re.sub(r"\\([\\|])", r"\1", each)) for each in items]

        return Cell("string", join, divide)

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Check each item; yield everything that no file can hold, with its path."""
        check_item = check(self.item)
        for place, item in enumerate(value):
            yield from check_item(item, (*path, place))

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for lists of up to three items."""
        return st.lists(of(self.item), max_size=3).map(tuple)
