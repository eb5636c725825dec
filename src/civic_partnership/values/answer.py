"""Three answers, not two: a rule holds, is broken, or cannot be decided."""

import enum
from collections.abc import Iterable


class Answer(enum.Enum):
    """The answer to a question about records, some of whose dates or facts may be uncertain.

    It is `HOLDS` or `BROKEN` only when every possible reading of the records agrees.
    """

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"

    __hash__ = object.__hash__  # there is one of each, and this is quicker than an enum's own

    def __bool__(self) -> bool:
        """Refuse: a third answer would silently count as one of two."""
        raise TypeError("an Answer is not a bool: compare it, as in `answer is Answer.HOLDS`")

    @staticmethod
    def of(truth: bool) -> "Answer":  # noqa: FBT001 - the truth is all there is to say
        """Return `HOLDS` for true, `BROKEN` for false."""
        return Answer.HOLDS if truth else Answer.BROKEN

    @staticmethod
    def possibly(*, holds: bool, fails: bool) -> "Answer":
        """Return the answer from whether a reading holds, and whether a reading fails."""
        if holds and fails:
            return Answer.UNDECIDED
        return Answer.of(holds)

    @staticmethod
    def every(answers: Iterable["Answer"]) -> "Answer":
        """Require all to hold: one broken answer breaks, else one undecided answer leaves it open."""
        return _decided(answers, by=Answer.BROKEN, otherwise=Answer.HOLDS)

    @staticmethod
    def some(answers: Iterable["Answer"]) -> "Answer":
        """Require one to hold; no answers at all are broken."""
        return _decided(answers, by=Answer.HOLDS, otherwise=Answer.BROKEN)

    @staticmethod
    def agreed(answers: Iterable["Answer"]) -> "Answer":
        """Return the answer that all readings give, or `UNDECIDED` where they differ; no readings hold."""
        common: Answer | None = None
        for answer in answers:
            if answer is not common and common is not None:
                return Answer.UNDECIDED
            common = answer
        return Answer.HOLDS if common is None else common


def _decided(answers: Iterable[Answer], *, by: Answer, otherwise: Answer) -> Answer:
    """Return the answer that decides alone where it occurs; else one undecided answer leaves it open."""
    result = otherwise
    for answer in answers:
        if answer is by:
            return by
        if answer is Answer.UNDECIDED:
            result = answer
    return result
