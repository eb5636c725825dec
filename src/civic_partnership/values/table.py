"""A small mapping that never changes."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from .immutable import Immutable

T = TypeVar("T")


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

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Table) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))
