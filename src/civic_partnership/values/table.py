"""A small mapping that never changes."""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, TypeVar, overload

from .immutable import Immutable

T = TypeVar("T")
D = TypeVar("D")


class Table(Immutable, Mapping[str, T]):
    """From id to record, or from name to text: sorted by key, hashable, picklable."""

    __slots__ = ("_items",)
    _items: dict[str, T]

    def __init__(self, items: Mapping[str, T] | None = None) -> None:
        self._set(_items={key: items[key] for key in sorted(items)} if items else {})

    def _parts(self) -> tuple[Any, ...]:
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
        """The entry of a key, or the default."""
        return self._items.get(key, default)

    def keys(self) -> KeysView[str]:
        """The keys, in order."""
        return self._items.keys()

    def items(self) -> ItemsView[str, T]:
        """Keys with entries, in order."""
        return self._items.items()

    def values(self) -> ValuesView[T]:
        """The entries, in order."""
        return self._items.values()

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Table) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))
