"""A number that is asked for as a least and a most."""

from typing import Any

from .immutable import Immutable


class Range(Immutable):
    """From a least to a most, both inclusive: `[3, 4]`; a single number is both.

    That the least does not lie above the most is a rule's business.

    Attributes:
        least: the lower number.
        most: the upper number.

    """

    __slots__ = ("least", "most")
    least: int
    most: int

    def __init__(self, least: int, most: int) -> None:
        self._set(least=least, most=most)

    def _parts(self) -> tuple[Any, ...]:
        return self.least, self.most
