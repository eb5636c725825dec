"""The base of all values: they never change, and are equal when they are made of the same arguments.

It is no attrs class: `attrs.has` tells records and their parts from the values in their fields.
"""

from typing import Any, Never

fill = object.__setattr__
"""Fills a slot of a value while it is being made; afterwards nothing does."""


class Immutable:
    """A slotted value that cannot be changed, compares by its arguments, pickles and copies.

    A subclass whose slots are not the arguments of its construction names these in `_arguments`.
    """

    __slots__: tuple[str, ...] = ()

    def _arguments(self) -> tuple[Any, ...]:
        """Return the arguments that make the value again."""
        return tuple(getattr(self, slot) for slot in self.__slots__)

    def _fill(self, **slots: object) -> None:
        """Fill the slots, once, while the value is being made."""
        for name, value in slots.items():
            fill(self, name, value)

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(f"a {type(self).__name__} does not change: make a new one")

    def __delattr__(self, name: str) -> Never:
        raise AttributeError(f"a {type(self).__name__} does not change: make a new one")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._arguments() == other._arguments()

    def __hash__(self) -> int:
        return hash((type(self), *self._arguments()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._arguments()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._arguments()))})"
