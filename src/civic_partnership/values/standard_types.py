"""The value types of Python's own classes; and how the value type of any annotation is found."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from .date_types import DayType, PartialDateType, TimeType
from .label import InvalidValue, WrongType
from .numbers import IntegerType
from .partial_date import PartialDate
from .text import ChoiceType, TextType
from .value_type import Cell, Check, Dialect, Hook, Misfit, Path, Schema, Structuring, ValueType

_YES = frozenset({"ja", "j", "x", "sand", "true", "yes", "1"})
_NO = frozenset({"nej", "n", "falsk", "false", "no", "0"})


class BooleanType(ValueType[bool]):
    """True or false."""

    in_python = ("True eller False", "True or False")
    hint = "true|false"

    @property
    def python_types(self) -> tuple[type, ...]:
        """The class of truths."""
        return (bool,)

    def read(self, raw: Any, annotation: Any = None) -> bool:
        """Return the truth."""
        del annotation
        if type(raw) is not bool:
            raise WrongType("true eller false", "true or false")
        return raw

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the schema of a truth."""
        del of
        return {"type": "boolean"}

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


class ListType(ValueType[tuple[Any, ...]]):
    """Several values of one type, in order: a tuple in Python, a list in files."""

    is_generic = True
    in_python = ("en tuple som (a, b) eller (a,)", "a tuple such as (a, b) or (a,)")

    def __init__(self, inner: Any, _: Any) -> None:
        """Take the arguments of `tuple[inner, ...]`."""
        self.inner = (inner,)
        held = find_value_type(inner)
        self.hint = f"{held.hint if held else ValueType.hint} …"
        self.has_cell = held is not None and held.has_cell

    @property
    def python_types(self) -> tuple[type, ...]:
        """The class of tuples."""
        return (tuple,)

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
        r"""Return the cell of several values with `|` between: `a|b`.

        A backslash stands before each `|` and backslash inside one of them. Texts are guarded together.
        """
        held = value_type(self.inner[0])
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


STANDARD_TYPES: dict[Any, Callable[..., ValueType[Any]]] = {
    str: TextType,
    bool: BooleanType,
    int: IntegerType,
    date: DayType,
    time: TimeType,
    PartialDate: PartialDateType,
    Literal: ChoiceType,
    tuple: ListType,
}
"""The value types of classes that do not name theirs as `VALUE_TYPE`."""


def strip_none(annotation: Any) -> Any:
    """Return an annotation without `None`; any other stays as it is."""
    if get_origin(annotation) in (Union, UnionType):
        others = [each for each in get_args(annotation) if each is not NoneType]
        if len(others) == 1:
            return others[0]
    return annotation


def find_value_type(annotation: Any) -> ValueType[Any] | None:
    """Return the value type of an annotation, with or without `None`; None for records and all others."""
    annotation = strip_none(annotation)
    if get_origin(annotation) is Annotated:
        return next((note for note in annotation.__metadata__ if isinstance(note, ValueType)), None)
    cls, arguments = get_origin(annotation) or annotation, get_args(annotation)
    make: Any = STANDARD_TYPES.get(cls) or getattr(cls, "VALUE_TYPE", None)
    if make is None or make.is_generic != bool(arguments) or (cls is tuple and arguments[1:] != (...,)):
        return None
    return make(*arguments)  # type: ignore[no-any-return] # it is a subclass of ValueType


def value_type(annotation: Any) -> ValueType[Any]:
    """Return the value type of an annotation, with or without `None`.

    Raises:
        TypeError: it has none.

    """
    found = find_value_type(annotation)
    if found is None:
        raise TypeError(f"no value type reads {annotation}")
    return found
