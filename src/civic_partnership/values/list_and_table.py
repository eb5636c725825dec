"""Lists and tables: their value types, and the class of tables, which are read-only dicts."""

import re
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, TypeVar, overload

import attrs

from .immutable import Immutable, set_field
from .text_and_boolean_types import TextType
from .value_type import (
    Cell,
    Check,
    ContainerType,
    Dialect,
    Hook,
    InvalidValue,
    Misfit,
    Path,
    Schema,
    Structuring,
    ValueType,
    WrongType,
)

T = TypeVar("T")
D = TypeVar("D")

_KEY_REFUSED = (
    "alle navne i tabellen skal være tekster i anførselstegn",
    "all names in the table must be texts in quotation marks",
)
_OTHER_ID = (
    "posten har et andet id end det, den står under i sin tabel",
    "the record has another id than the one it stands under in its table",
)


class Table(Immutable, Mapping[str, T]):
    """A read-only mapping from id to record, or from name to value.

    A table is sorted by key, and can be hashed.
    """

    __slots__ = ("_items",)
    _items: dict[str, T]

    def __init__(self, items: Mapping[str, T] | None = None) -> None:
        set_field(self, "_items", {key: items[key] for key in sorted(items)} if items else {})

    def _arguments(self) -> tuple[Any, ...]:
        return (dict(self._items),)

    def __getitem__(self, key: str) -> T:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    @overload
    def get(self, key: str, /) -> T | None: ...
    @overload
    def get(self, key: str, /, default: T | D) -> T | D: ...
    def get(self, key: str, /, default: Any = None) -> Any:
        """Return the value of a key, or a default; asked as often as this is, it must not raise first."""
        return self._items.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def keys(self) -> KeysView[str]:
        """Return the keys, sorted."""
        return self._items.keys()

    def items(self) -> ItemsView[str, T]:
        """Return the pairs of key and value, sorted by key."""
        return self._items.items()

    def values(self) -> ValuesView[T]:
        """Return the values, sorted by key."""
        return self._items.values()

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Table) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))


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


class TableType(ContainerType[Table[Any]]):
    """The value type of tables from id to record, or from name to value."""

    in_python = ("Table({…})", "Table({…})")
    python_types = (Table,)
    has_cell = False

    @property
    def _holds_records(self) -> bool:
        """Tell whether the items are records, each with an id as its key."""
        return attrs.has(self.item) and "id" in attrs.fields_dict(self.item)

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads a table from a dict, and refuses any other type."""
        read_entry = structuring.entry_hook(self.item)

        def read(raw: Any, _: Any) -> Table[Any]:
            if type(raw) is not dict:
                raise WrongType("en tabel som { navn = … }", "a table such as { name = … }")
            require_keys(raw, str)
            return Table(dict(structuring.collect(raw.items(), read_entry)))

        return read

    def writer(self, hook: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
        """Return the function that writes a table as a dict."""
        write = hook(self.item)
        return lambda table: {key: write(value) for key, value in table.items()}

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of an object with such keys and values."""
        key = attrs.fields_dict(self.item)["id"].type if self._holds_records else str
        return {"type": "object", "propertyNames": of(key), "additionalProperties": of(self.item)}

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Check each key and value; yield everything that no file can hold, with its path."""
        check_entry = check(self.item)
        for key, item in value.items():
            place = (*path, str(key))
            try:
                if not self._holds_records:
                    TextType().read(key)
            except WrongType:
                yield path, InvalidValue(*_KEY_REFUSED), value
            except InvalidValue as error:
                yield place, error, key
            if getattr(item, "id", key) != key:
                yield (*place, "id"), InvalidValue(*_OTHER_ID), key
            yield from check_entry(item, place)

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for tables of up to three records or two values."""
        items = of(self.item)
        if self._holds_records:
            return st.lists(items, max_size=3).map(lambda rows: Table({row.id: row for row in rows}))
        return st.dictionaries(of(str), items, max_size=2).map(Table)


def require_keys(raw: dict[Any, Any], *types: type) -> None:
    """Refuse a dict with a key of another type than the given ones, as Python and YAML allow it."""
    if any(type(key) not in types for key in raw):
        raise InvalidValue(*_KEY_REFUSED)
