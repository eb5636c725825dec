"""The types of values: each knows how its values are read, written, described, checked and tried.

A new type is an object of one subclass of `ValueType`. It stands in the annotation of a field,
`Annotated[str, Digits(…)]`, or its class is the `VALUE_TYPE` of the class of its values.
"""

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
        is_generic: whether it is made of the arguments of an annotation such as `tuple[str, ...]`.
        inner: the annotations of what a list, table or dated value holds.
        in_python: how such a value is written in Python, in Danish and English.
        hint: how a value looks on a command line.
        is_text: whether a command line takes it as it stands, and not as JSON.
        has_cell: whether one cell of a foreign table can hold it.

    """

    is_generic = False
    inner: tuple[Any, ...] = ()
    in_python: tuple[str, str] = ("en tekst", "a text")
    hint = "…"
    is_text = False
    has_cell = True

    @property
    def python_types(self) -> tuple[type, ...]:
        """The classes that its values have in Python."""
        raise NotImplementedError(type(self).__name__)

    def read(self, raw: Any, annotation: Any = None) -> T:
        """Return the value that a file means, with nothing converted.

        Args:
            raw: what TOML or JSON holds.
            annotation: the type of the field, which cattrs gives; only records need it.

        Raises:
            InvalidValue: no field of this type can hold it.

        """
        raise NotImplementedError(type(self).__name__)

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads; lists and tables make it of the readers of what they hold."""
        del structuring
        return self.read

    def write(self, value: T) -> Any:
        """Return what TOML holds for a value."""
        return value

    def writer(self, hook: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any] | None:
        """Return the function that writes; None where values stay as they are.

        Args:
            hook: gives the function for what a list or table holds.

        """
        del hook
        return None if type(self).write is ValueType.write else self.write

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of its plain values, made anew.

        Args:
            of: gives the schema of what a list or table holds.

        """
        raise NotImplementedError(type(self).__name__)

    def cell(self, dialect: Dialect) -> Cell:
        """Return how values stand in the tables of a dialect.

        Raises:
            TypeError: no cell can hold one.

        """
        del dialect
        raise TypeError(f"no cell holds a {self.python_types[0].__name__}")

    def parse(self, text: str) -> Any:
        """Return the plain value that a Danish official means by a cell.

        Args:
            text: what stands in the cell, trimmed and not empty.

        Raises:
            InvalidValue: it is written in no way that is known.

        """
        return text

    def check(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Yield everything in a value made in Python that no file can hold.

        Args:
            value: the value.
            path: where it stands.
            check: gives the check of what a list or table holds.

        """
        if type(value) in self.python_types:
            yield from self.check_content(value, path, check)
        else:
            yield path, WrongType(*self.in_python), value

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Do the same for a value of the right class."""
        del check
        try:
            self.read(value)
        except InvalidValue as error:
            yield path, error, value

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for any of its values.

        Args:
            st: the module `hypothesis.strategies`, which this package never imports here.
            of: gives the strategy for what a list or table holds.

        """
        del of
        return st.from_type(self.python_types[0])


def written_schema(pattern: str) -> Schema:
    r"""Return the schema of a text that has a certain form as a whole.

    To Python `$` stands also before a line break that ends a text; no form here holds one.
    """
    return {
        "type": "string",
        "pattern": f"^(?:{pattern})$",
        "not": {"type": "string", "pattern": r"\n"},
    }
