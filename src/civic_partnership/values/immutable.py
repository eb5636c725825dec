"""The base class of values that never change and that are equal if their arguments are equal.

The class is no attrs class. The function `attrs.has` is true for records, and for the groups of fields in
them, but false for single values.
"""

from typing import Any, Never

set_field = object.__setattr__
"""The function that sets a slot of a value while the value is being made."""


class Immutable:
    """The base class of values that cannot be changed, but compared, hashed, pickled and copied.

    Two values are equal if they have the same class and the same arguments. By default the arguments are the
    slots. A subclass with other arguments overrides `_arguments`.
    """

    __slots__: tuple[str, ...] = ()

    def _arguments(self) -> tuple[Any, ...]:
        """Return the arguments that build an equal value when they are passed to the class."""
        return tuple(getattr(self, slot) for slot in self.__slots__)

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
