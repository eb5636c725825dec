"""The value types of true and false, and of lists."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from .label import InvalidValue, WrongType
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
    type_schema,
)

_YES = frozenset({"ja", "j", "x", "sand", "true", "yes", "1"})
_NO = frozenset({"nej", "n", "falsk", "false", "no", "0"})


class BooleanType(ValueType[bool]):
    """The value type of true and false."""

    in_python = ("True eller False", "True or False")
    hint = "true|false"
    python_types = (bool,)
    plain_schema = type_schema("boolean")

    def read(self, raw: Any, _: Any = None) -> bool:
        """Return `True` or `False`; refuse any other type."""
        if type(raw) is not bool:
            raise WrongType("true eller false", "true or false")
        return raw

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read true and false in a table cell, as two words."""
        words = {dialect.yes: True, dialect.no: False}
        return Cell(
            "boolean",
            lambda value: dialect.yes if value else dialect.no,
            lambda cell: words.get(cell, cell),
        )

    def parse(self, text: str) -> bool:
        """Read a Danish or English word for true or false, such as `ja`, `nej`, `x` or `1`.

        Raises:
            InvalidValue: the text is no such word.

        """
        folded = text.casefold()
        if folded not in _YES | _NO:
            raise InvalidValue("der skal stå ja eller nej", "it must be ja or nej")
        return folded in _YES


class ListType(ContainerType[tuple[Any, ...]]):
    """The value type of lists of values of one type: a tuple in Python, a list in files."""

    in_python = ("en tuple som (a, b) eller (a,)", "a tuple such as (a, b) or (a,)")
    python_types = (tuple,)

    def __init__(self, inner: Any, held: ValueType[Any] | None) -> None:
        super().__init__(inner, held)
        self.hint = f"{held.hint if held else self.hint} …"

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads a list item by item, and refuses anything but a list."""
        (inner,) = self.inner
        read_item = structuring.hook(inner)

        def read(raw: Any, _: Any) -> tuple[Any, ...]:
            if type(raw) is not list:
                raise WrongType("en liste i [ ]", "a list in [ ]")
            try:
                return tuple([read_item(item, inner) for item in raw])
            except Exception:  # noqa: BLE001 - raised below, together with all others
                items = list(enumerate(raw))
                return tuple(structuring.collect(items, lambda _, item: read_item(item, inner)))

        return read

    def writer(self, hook: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
        """Return the function that writes a tuple as a list, item by item."""
        write = hook(self.inner[0])
        return lambda values: [write(value) for value in values]

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of an array of the items."""
        return {"type": "array", "items": of(self.inner[0])}

    def cell(self, dialect: Dialect) -> Cell:
        r"""Return the functions that write and read a list in one table cell: `a|b`.

        A backslash stands before each `|` and before each backslash inside an item. The whole cell, not each
        item, is protected against spreadsheets.

        Raises:
            TypeError: the items are records, or values that no cell can hold.

        """
        held = self.held
        if held is None:
            return super().cell(dialect)
        inner = held.cell(dialect)
        write, read = (str, str) if str in held.python_types else (inner.write or str, inner.read)
        split = re.compile(r"((?:\\[\\|]|[^|])*)\|").findall

        def join(values: tuple[Any, ...]) -> str:
            return dialect.guard(
                "|".join(write(each).replace("\\", r"\\").replace("|", r"\|") for each in values)
            )

        def part(cell: str) -> list[Any]:
            items = split(f"{dialect.unguard(cell)}|")
            return [read(re.sub(r"\\([\\|])", r"\1", each)) for each in items]

        return Cell("string", join, part)

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Check each item; yield everything that no file can hold, with its path."""
        check_item = check(self.inner[0])
        for place, item in enumerate(value):
            yield from check_item(item, (*path, place))

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for lists of up to three items."""
        return st.lists(of(self.inner[0]), max_size=3).map(tuple)
