"""A number that is known only within bounds."""

from decimal import Decimal

from .answer import Answer
from .immutable import Immutable


class Bounds(Immutable):
    """A number between a least and a most.

    Attributes:
        certain: the least that it can be.
        possible: the most that it can be; None when there is no limit.

    """

    __slots__ = ("certain", "possible")
    certain: int | Decimal
    possible: int | Decimal | None

    def __init__(self, certain: int | Decimal, possible: int | Decimal | None) -> None:
        self._fill(certain=certain, possible=possible)

    def at_least(self, asked: int | Decimal) -> Answer:
        """Tell whether the number reaches the least that is asked."""
        return Answer.possibly(
            holds=self.possible is None or self.possible >= asked,
            fails=self.certain < asked,
        )

    def at_most(self, allowed: int | Decimal) -> Answer:
        """Tell whether the number stays within the most that is allowed."""
        return Answer.possibly(
            holds=self.certain <= allowed,
            fails=self.possible is None or self.possible > allowed,
        )
