"""Answers and numbers that may be uncertain.

There are three answers, not two: a rule holds, is broken, or cannot be decided.
"""

import enum
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple


class Answer(enum.Enum):
    """The answer to a question about records whose dates or facts may be uncertain.

    The answer is `HOLDS` or `BROKEN` only if every possible reading of the records gives that answer. A
    reading is one choice of exact dates and facts.
    """

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"

    __hash__ = object.__hash__  # there is one of each, and this is quicker than an enum's own

    def __bool__(self) -> bool:
        """Refuse to become true or false: `UNDECIDED` is neither of them."""
        raise TypeError("an Answer is not a bool: compare it, as in `answer is Answer.HOLDS`")

    @staticmethod
    def of(truth: bool) -> "Answer":  # noqa: FBT001 - the truth is all there is to say
        """Return `HOLDS` for true and `BROKEN` for false."""
        return _HOLDS if truth else _BROKEN

    @staticmethod
    def possibly(*, holds: bool, fails: bool) -> "Answer":
        """Return the answer to a question that may have several readings.

        Args:
            holds: true if at least one reading holds.
            fails: true if at least one reading fails.

        """
        if holds:
            return _UNDECIDED if fails else _HOLDS
        return _BROKEN

    @staticmethod
    def every(answers: Iterable["Answer"]) -> "Answer":
        """Return `HOLDS` if all answers hold.

        Else the result is `BROKEN` if any answer is broken, and `UNDECIDED` if none is.
        """
        return _decided(answers, by=_BROKEN, otherwise=_HOLDS)

    @staticmethod
    def some(answers: Iterable["Answer"]) -> "Answer":
        """Return `HOLDS` if at least one answer holds.

        Else the result is `UNDECIDED` if any answer is undecided, and `BROKEN` if none is. Without any
        answers the result is `BROKEN`.
        """
        return _decided(answers, by=_HOLDS, otherwise=_BROKEN)

    @staticmethod
    def agreed(answers: Iterable["Answer"]) -> "Answer":
        """Return the answer that all readings share, or `UNDECIDED` if two readings differ.

        Without any readings the result is `HOLDS`.
        """
        common: Answer | None = None
        for answer in answers:
            if answer is not common and common is not None:
                return _UNDECIDED
            common = answer
        return _HOLDS if common is None else common


_HOLDS, _BROKEN, _UNDECIDED = Answer  # a member of an enum is looked up slowly


def _decided(answers: Iterable[Answer], *, by: Answer, otherwise: Answer) -> Answer:
    """Return `by` if it is one of the answers, else `UNDECIDED` if that is, else `otherwise`."""
    result = otherwise
    for answer in answers:
        if answer is by:
            return by
        if answer is _UNDECIDED:
            result = answer
    return result


class Bounds(NamedTuple):
    """A number that is not exactly known, but lies between two known limits.

    Attributes:
        certain: the lowest possible value of the number.
        possible: the highest possible value of the number; None if there is no limit.

    """

    certain: int | Decimal
    possible: int | Decimal | None

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
