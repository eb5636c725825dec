"""What all values share: they never change, and are equal when they were made of the same parts."""

from typing import Any, Never

fill = object.__setattr__
"""Fills a slot of a value while it is being made; afterwards nothing does."""


class Immutable:
    """A slotted value that cannot be changed, compares by its parts, pickles and copies.

    A subclass names in `_parts` the arguments that would make it again.
    """

    __slots__ = ()

    def _parts(self) -> tuple[Any, ...]:
        raise NotImplementedError(type(self).__name__)

    def _set(self, **slots: object) -> None:
        """Fill the slots, once, while being made."""
        for name, value in slots.items():
            fill(self, name, value)

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(f"a {type(self).__name__} does not change: make a new one")

    def __delattr__(self, name: str) -> Never:
        raise AttributeError(f"a {type(self).__name__} does not change: make a new one")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((type(self), *self._parts()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._parts()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._parts()))})"
