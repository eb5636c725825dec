"""The value types of truths and lists."""

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
    """True or false."""

    in_python = ("True eller False", "True or False")
    hint = "true|false"
    python_types = (bool,)
    plain_schema = type_schema("boolean")

    def read(self, raw: Any, _: Any = None) -> bool:
        """Return the truth."""
        if type(raw) is not bool:
            raise WrongType("true eller false", "true or false")
        return raw

    def cell(self, dialect: Dialect) -> Cell:
        """Return the cell that holds one of two words."""
        words = {dialect.yes: True, dialect.no: False}
        return Cell(
            "boolean",
            lambda value: dialect.yes if value else dialect.no,
            lambda cell: words.get(cell, cell),
        )

    def parse(self, text: str) -> bool:
        """Return the truth of `ja`, `nej`, `x`, `sand`, `falsk`, `1`, `0`."""
        folded = text.casefold()
        if folded not in _YES | _NO:
            raise InvalidValue("der skal stå ja eller nej", "it must be ja or nej")
        return folded in _YES


class ListType(ContainerType[tuple[Any, ...]]):
    """Several values of one type, in order: a tuple in Python, a list in files."""

    in_python = ("en tuple som (a, b) eller (a,)", "a tuple such as (a, b) or (a,)")
    python_types = (tuple,)

    def __init__(self, inner: Any, held: ValueType[Any] | None) -> None:
        super().__init__(inner, held)
        self.hint = f"{held.hint if held else self.hint} …"

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads all items."""
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
        """Return the function that writes all items."""
        write = hook(self.inner[0])
        return lambda values: [write(value) for value in values]

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the schema of a list of these items."""
        return {"type": "array", "items": of(self.inner[0])}

    def cell(self, dialect: Dialect) -> Cell:
        r"""Return how lists are written in one cell and read from it: values with `|` between, `a|b`.

        A backslash stands before each `|` and backslash inside one of them. Texts are guarded together.
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
        """Yield what does not fit in the items."""
        check_item = check(self.inner[0])
        for place, item in enumerate(value):
            yield from check_item(item, (*path, place))

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a strategy for short lists."""
        return st.lists(of(self.inner[0]), max_size=3).map(tuple)
