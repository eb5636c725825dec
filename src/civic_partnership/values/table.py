"""A mapping that never changes, like a read-only dict."""

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, TypeVar, overload

import attrs

from .immutable import Immutable
from .label import InvalidValue, WrongType
from .text import TextType
from .value_type import Check, ContainerType, Hook, Misfit, Path, Schema, Structuring, ValueType

T = TypeVar("T")
D = TypeVar("D")


class Table(Immutable, Mapping[str, T]):
    """A read-only mapping from id to record, or from name to value.

    A table is sorted by key, and can be hashed.
    """

    __slots__ = ("_items",)
    _items: dict[str, T]

    def __init__(self, items: Mapping[str, T] | None = None) -> None:
        self._fill(_items={key: items[key] for key in sorted(items)} if items else {})

    def _arguments(self) -> tuple[Any, ...]:
        return (dict(self._items),)

    def __getitem__(self, key: str) -> T:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    @overload
    def get(self, key: str, default: None = None) -> T | None: ...
    @overload
    def get(self, key: str, default: D) -> T | D: ...
    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key; return the default if the key is missing."""
        return self._items.get(key, default)

    def keys(self) -> KeysView[str]:
        """Return the keys in sorted order."""
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


class TableType(ContainerType[Table[Any]]):
    """The value type of tables from id to record, or from name to value."""

    in_python = ("Table({…})", "Table({…})")
    python_types = (Table,)

    def __init__(self, inner: Any, held: ValueType[Any] | None) -> None:
        super().__init__(inner, held)
        self.has_cell = False

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads a table from a dict, and refuses any other type."""
        (inner,) = self.inner
        read_entry = structuring.entry_hook(inner)

        def read(raw: Any, _: Any) -> Table[Any]:
            if type(raw) is not dict:
                raise WrongType("en tabel som { navn = … }", "a table such as { name = … }")
            require_text_keys(raw, str)
            return Table(dict(structuring.collect(raw.items(), read_entry)))

        return read

    def writer(self, hook: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
        """Return the function that writes a table as a dict."""
        write = hook(self.inner[0])
        return lambda table: {key: write(value) for key, value in table.items()}

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of an object with such keys and values."""
        (inner,) = self.inner
        key = attrs.fields_dict(inner)["id"].type if attrs.has(inner) else str
        return {"type": "object", "propertyNames": of(key), "additionalProperties": of(inner)}

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Check each key and value; yield everything that no file can hold, with its path."""
        (inner,) = self.inner
        check_entry = check(inner)
        for key, item in value.items():
            place = (*path, str(key))
            try:
                if not attrs.has(inner):
                    TextType().read(key)
            except WrongType:
                yield path, key_refused(), value
            except InvalidValue as error:
                yield place, error, key
            if getattr(item, "id", key) != key:
                yield (*place, "id"), _other_id(), key
            yield from check_entry(item, place)

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for tables of up to three records or two values."""
        (inner,) = self.inner
        if attrs.has(inner):
            return st.lists(of(inner), max_size=3).map(lambda rows: Table({row.id: row for row in rows}))
        return st.dictionaries(of(str), of(inner), max_size=2).map(Table)


def require_text_keys(raw: dict[Any, Any], *types: type) -> None:
    """Refuse a dict with a key of the wrong type. Dicts of Python and YAML can have such keys.

    Args:
        raw: the dict.
        types: the types that a key may have.

    Raises:
        InvalidValue: a key has another type.

    """
    if any(type(key) not in types for key in raw):
        raise key_refused()


def key_refused() -> InvalidValue:
    """Return the error for a dict with a key that is no text."""
    return InvalidValue(
        "alle navne i tabellen skal være tekster i anførselstegn",
        "all names in the table must be texts in quotation marks",
    )


def _other_id() -> InvalidValue:
    return InvalidValue(
        "posten har et andet id end det, den står under i sin tabel",
        "the record has another id than the one it stands under in its table",
    )
