"""Value types: objects that read, write, describe, check and generate the values of one type.

A field names its value type in its annotation: `Annotated[str, DigitsType(…)]`. To make a new value type,
write a subclass of `ValueType` and put an object of that class into the annotation.

A *plain value* is a value as a parser of TOML or JSON returns it: a text, number, boolean, date, time, list
or dict. The docstrings here say *item* for a value inside a list, a table or a dated value.
"""

import copy
from collections.abc import Callable, Collection, Iterator
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from .label import Label

T = TypeVar("T")

Path = tuple[str | int, ...]
"""The path from a record to a value in it: names of fields, indexes in lists, keys of tables."""
Schema = dict[str, Any]
"""A JSON Schema, or a part of a JSON Schema."""
Misfit = tuple[Path, Exception, object]
"""The path of a value that does not fit, the error that tells the reason, and the value."""
Check = Callable[[Any, Path], Iterator[Misfit]]
"""A function that takes a value and its path, and yields every misfit in the value."""
Hook = Callable[[Any, Any], Any]
"""A function that reads a value; it takes the plain value and the annotation of the field."""


class InvalidValue(ValueError):  # noqa: N818 - a refusal of a value, no fault of the program
    """The refusal of a value that a field of its type cannot hold.

    Attributes:
        reason: a clause in Danish and English that tells the required form, or the fault of this value. The
            clause never repeats the value.

    """

    def __init__(self, da: str, en: str) -> None:
        super().__init__(da, en)
        self.reason = Label(da, en)

    def __str__(self) -> str:
        return self.reason.en


class WrongType(InvalidValue):
    """The refusal of a value of the wrong type, such as a number in a field for texts."""


class Cell(NamedTuple):
    """How one cell of a table holds a value of some type.

    Attributes:
        type: the type's name in Frictionless, a standard that describes tables.
        write: the function from a value to the text of the cell; None if `csv.writer` does it right.
        read: the function from the text of a cell, which is not empty, to a plain value. If the function does
            not understand the text, it returns the text unchanged. `ValueType.read` refuses the text later.

    """

    type: Literal["string", "integer", "number", "boolean", "date", "time"]
    write: Callable[[Any], str] | None
    read: Callable[[str], Any]


class Dialect(NamedTuple):
    """The way in which a group of tables writes values, such as Danish tables.

    Attributes:
        guard: the function that changes a text so that no spreadsheet runs the text as a formula.
        unguard: the function that undoes `guard`.
        write_date: the function from a day or partial date to its text; None if dates are written as in ISO.
        read_date: the function that turns this text back into an ISO date.
        point: the decimal sign.
        yes: the word for true.
        no: the word for false.
        to: the sign between the two numbers of a range.
        between: the sign between the items of a list in a dated value.
        none: the word for an empty list in a dated value.

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
    """The reader of whole records; lists and tables use it to read their items."""

    def hook(self, annotation: Any) -> Hook:
        """Return the function that reads plain values of the given type."""

    def entry_hook(self, annotation: Any) -> Hook:
        """Return the function that reads one item of a table from its key and its plain value."""

    def collect(self, items: Collection[tuple[Any, Any]], read: Hook) -> list[Any]:
        """Read all items, and raise the errors of all items together.

        Args:
            items: pairs of a path step (an index or a key) and a plain value.
            read: the function that reads one pair.

        """


class ValueType(Generic[T]):
    """The operations on the values of one type.

    Attributes:
        python_types: the Python classes that a value may have.
        plain_schema: the JSON Schema of the plain values.
        in_python: how to write a value in Python, told in Danish and in English.
        hint: an example of a value on a command line.
        is_text: whether a command line takes the value as plain text; if not, the value is read as JSON.
        has_cell: whether one cell of a foreign table can hold a value.
        is_checked_when_made: whether the Python class itself refuses wrong values.
        recurs: whether the same values recur in a register, so that a reader keeps some that it has read.
        inner: the annotation of the items, if values are lists, tables or dated values.

    """

    python_types: tuple[type, ...] = ()
    plain_schema: Schema
    in_python: tuple[str, str] = ("en tekst", "a text")
    hint = "…"
    is_text = False
    has_cell = True
    is_checked_when_made = False
    recurs = False
    inner: tuple[Any, ...] = ()

    def read(self, raw: Any, _: Any = None) -> T:
        """Return the value for a plain value from a file; refuse any other with `InvalidValue`.

        The second argument is ignored: cattrs passes the annotation there.
        """
        raise NotImplementedError(type(self).__name__)

    def reader(self, _: Structuring) -> Hook:
        """Return the function that reads a value; the argument gives the readers of the items of a list."""
        return self.read

    def write(self, value: T) -> Any:
        """Return the plain value that TOML holds for a value."""
        return value

    def writer(self, _: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any] | None:
        """Return the function that writes a value as a plain value; None if the value stays unchanged.

        The argument is a function from the annotation of an item to the function that writes an item.
        """
        return None if type(self).write is ValueType.write else self.write

    def schema(self, _: Callable[[Any], Schema]) -> Schema:
        """Return a new copy of the JSON Schema of the plain values.

        The argument is a function from the annotation of an item to the schema of an item.
        """
        return copy.deepcopy(self.plain_schema)

    def cell(self, _: Dialect) -> Cell:
        """Return the functions that write and read a value in a table cell.

        Raises:
            TypeError: no table cell can hold a value of this type.

        """
        raise TypeError(f"no cell holds a {type(self).__name__}")

    def parse(self, text: str) -> Any:
        """Return the plain value for a text in a Danish table, such as `1.10.2020`.

        The text is not empty, and has no blanks around it. A text that nobody can understand is refused.
        """
        return text

    def check(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Yield everything that no file can hold in a value that was made in Python.

        The last argument is a function from the annotation of an item to the function that checks an item.
        """
        if type(value) not in self.python_types:
            yield path, WrongType(*self.in_python), value
        elif not self.is_checked_when_made:
            yield from self.check_content(value, path, check)

    def check_content(self, value: Any, path: Path, _: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Yield everything that no file can hold in a value that has one of the `python_types`."""
        try:
            self.read(value)
        except InvalidValue as error:
            yield path, error, value

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy that generates values of this type.

        The first argument is the module `hypothesis.strategies`, so that this module need not import it. The
        second is a function from the annotation of an item to the strategy for an item.
        """
        return st.from_type(self.python_types[0])


class ContainerType(ValueType[T]):
    """The value type of lists, tables and dated values: values that contain items of one type.

    Attributes:
        item: the annotation of the items.
        held: the value type of the items; None if the items are records.

    """

    def __init__(self, item: Any, held: ValueType[Any] | None) -> None:
        self.item = item
        self.inner = (item,)
        self.held = held
        self.has_cell = self.has_cell and held is not None and held.has_cell


def type_schema(kind: str, **limits: Any) -> Schema:
    """Return the JSON Schema of a JSON type, such as `integer`, with limits such as `minimum`."""
    return {"type": kind, **limits}


def written_schema(pattern: str, **more: str) -> Schema:
    r"""Return the JSON Schema of a text that matches a pattern from beginning to end.

    The schema also forbids line breaks. In Python, `$` would otherwise accept a line break at the end.
    """
    return {
        "type": "string",
        "pattern": f"^(?:{pattern})$",
        "not": {"type": "string", "pattern": r"\n"},
        **more,
    }
