"""The types of values: each knows how its values are read, written, described, checked and tried.

A new type is an object of a subclass of `ValueType` in the annotation of a field:
`Annotated[str, DigitsType(…)]`.
"""

import copy
from collections.abc import Callable, Collection, Iterator
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from .label import InvalidValue, WrongType

T = TypeVar("T")

Path = tuple[str | int, ...]
"""The way from a record to something in it: names of fields, numbers of rows, keys of tables."""
Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""
Misfit = tuple[Path, Exception, object]
"""Where a value stands, why it does not fit there, and the value."""
Check = Callable[[Any, Path], Iterator[Misfit]]
"""A function from a value and its place to everything in it that does not fit."""
Hook = Callable[[Any, Any], Any]
"""A strict reader, called with a plain value and the annotation of its field."""


class Cell(NamedTuple):
    """How values of one type stand in a cell of a table.

    Attributes:
        type: the type in words of Frictionless.
        write: the function from a value to its text; None where `csv.writer` writes it as it should stand.
        read: the function from a text that is not empty to a plain value. A text that it does not
            understand stays as it is, for the strict reader to refuse.

    """

    type: Literal["string", "integer", "number", "boolean", "date", "time"]
    write: Callable[[Any], str] | None
    read: Callable[[str], Any]


class Dialect(NamedTuple):
    """How a family of tables writes its cells.

    Attributes:
        guard: the function that keeps spreadsheets from running a text.
        unguard: the function that undoes it.
        write_date: the function from a day or partial date to its text; None for ISO dates.
        read_date: the function back to the ISO text.
        point: the decimal sign.
        yes: the word for true.
        no: the word for false.
        to: the sign between the least and the most of a range.
        between: the sign between several values that are in force at one time.
        none: the word where none of these is in force.

    """

    guard: Callable[[str], str]
    unguard: Callable[[str], str]
    write_date: Callable[[Any], str] | None
    read_date: Callable[[str], str]
    point: Literal[".", ","]
    yes: str
    no: str
    to: str
    between: str
    none: str


class Structuring(Protocol):
    """The strict reader of a whole record, as the types of lists and tables use it."""

    def hook(self, annotation: Any) -> Hook:
        """Return the reader of what stands in a list or table."""

    def entry_hook(self, annotation: Any) -> Hook:
        """Return the reader of a table's entries, called with the key and the plain value."""

    def collect(self, items: Collection[tuple[Any, Any]], read: Hook) -> list[Any]:
        """Read all items, pairs of a place and a plain value; raise the errors of all of them together."""


class ValueType(Generic[T]):
    """What can be done with the values of one type.

    Attributes:
        python_types: the classes that its values have in Python.
        plain_schema: the JSON Schema of its plain values.
        in_python: how a value is written in Python, in Danish and English.
        hint: how a value looks on a command line.
        is_text: whether a command line takes it as it stands, and not as JSON.
        has_cell: whether one cell of a foreign table can hold it.
        is_checked_when_made: whether no wrong value can be made in Python.
        inner: the annotation of what a list, table or dated value holds.

    """

    python_types: tuple[type, ...] = ()
    plain_schema: Schema
    in_python: tuple[str, str] = ("en tekst", "a text")
    hint = "…"
    is_text = False
    has_cell = True
    is_checked_when_made = False
    inner: tuple[Any, ...] = ()

    def read(self, raw: Any, _: Any = None) -> T:
        """Return the value that a file means, with nothing converted; cattrs gives the annotation too.

        Raises:
            InvalidValue: no field of this type can hold it.

        """
        raise NotImplementedError(type(self).__name__)

    def reader(self, _: Structuring) -> Hook:
        """Return the function that reads; lists and tables make it of the readers of what they hold."""
        return self.read

    def write(self, value: T) -> Any:
        """Return what TOML holds for a value."""
        return value

    def writer(self, _: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any] | None:
        """Return the function that writes; None where values stay as they are.

        A list or table asks for the function of what it holds, by the annotation.
        """
        return None if type(self).write is ValueType.write else self.write

    def schema(self, _: Callable[[Any], Schema]) -> Schema:
        """Return the schema, made anew; a list or table asks for that of what it holds, by the annotation."""
        return copy.deepcopy(self.plain_schema)

    def cell(self, _: Dialect) -> Cell:
        """Return how values stand in the tables of a dialect.

        Raises:
            TypeError: no cell can hold one.

        """
        raise TypeError(f"no cell holds a {type(self).__name__}")

    def parse(self, text: str) -> Any:
        """Return the plain value that a Danish official means by a cell, which is trimmed and not empty.

        Raises:
            InvalidValue: it is written in no way that is known.

        """
        return text

    def check(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Yield everything in a value made in Python that no file can hold.

        Args:
            value: the value.
            path: where it stands.
            check: gives the check of what a list or table holds, by the annotation.

        """
        if type(value) not in self.python_types:
            yield path, WrongType(*self.in_python), value
        elif not self.is_checked_when_made:
            yield from self.check_content(value, path, check)

    def check_content(self, value: Any, path: Path, _: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Do the same for a value of the right class."""
        try:
            self.read(value)
        except InvalidValue as error:
            yield path, error, value

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for any of its values.

        Args:
            st: the module `hypothesis.strategies`, which this package never imports here.
            _: gives the strategy for what a list or table holds, by the annotation.

        """
        return st.from_type(self.python_types[0])


class ContainerType(ValueType[T]):
    """The type of values that hold others of one type.

    Attributes:
        held: the type of these; None for records.

    """

    def __init__(self, inner: Any, held: ValueType[Any] | None) -> None:
        self.inner = (inner,)
        self.held = held
        self.has_cell = held is not None and held.has_cell


def type_schema(kind: str, **limits: Any) -> Schema:
    """Return the schema of a JSON type within limits."""
    return {"type": kind, **limits}


def written_schema(pattern: str, **more: str) -> Schema:
    r"""Return the schema of a text that has a certain form as a whole.

    To Python `$` stands also before a line break that ends a text; no form here holds one.
    """
    return {
        "type": "string",
        "pattern": f"^(?:{pattern})$",
        "not": {"type": "string", "pattern": r"\n"},
        **more,
    }
