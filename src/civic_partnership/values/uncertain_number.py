"""A number that is not exactly known, but lies between two known limits."""

from decimal import Decimal

from .answer import Answer
from .immutable import Immutable


class Bounds(Immutable):
    """A number that lies between two known limits.

    Attributes:
        certain: the lowest possible value of the number.
        possible: the highest possible value of the number; None if there is no limit.

    """

    __slots__ = ("certain", "possible")
    certain: int | Decimal
    possible: int | Decimal | None

    def __init__(self, certain: int | Decimal, possible: int | Decimal | None) -> None:
        self._fill(certain=certain, possible=possible)

    def at_least(self, asked: int | Decimal) -> Answer:
        """Answer whether the number is as large as a required number, or larger."""
        return Answer.possibly(
            holds=self.possible is None or self.possible >= asked,
            fails=self.certain < asked,
        )

    def at_most(self, allowed: int | Decimal) -> Answer:
        """Answer whether the number is as small as an allowed number, or smaller."""
        return Answer.possibly(
            holds=self.certain <= allowed,
            fails=self.possible is None or self.possible > allowed,
        )
