"""Three answers, not two: what is asked holds, is broken, or cannot be told."""

import enum
from collections.abc import Iterable


class Answer(enum.Enum):
    """What can be said of a question when some dates or facts are uncertain.

    `HOLDS` and `BROKEN` are said only when every possible reading of the records agrees.
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
        """`HOLDS` for true, `BROKEN` for false."""
        return Answer.HOLDS if truth else Answer.BROKEN

    @staticmethod
    def possibly(*, holds: bool, fails: bool) -> "Answer":
        """The answer when it may hold in some reading, and may fail in some reading."""
        if holds and fails:
            return Answer.UNDECIDED
        return Answer.of(holds)

    @staticmethod
    def every(answers: Iterable["Answer"]) -> "Answer":
        """All must hold: one broken breaks, else one undecided leaves it open."""
        return _decided(answers, by=Answer.BROKEN, otherwise=Answer.HOLDS)

    @staticmethod
    def some(answers: Iterable["Answer"]) -> "Answer":
        """One must hold: none given is broken."""
        return _decided(answers, by=Answer.HOLDS, otherwise=Answer.BROKEN)

    @staticmethod
    def agreed(answers: Iterable["Answer"]) -> "Answer":
        """What all possible readings say, if they say the same; none given holds."""
        said: Answer | None = None
        for answer in answers:
            if answer is not said and said is not None:
                return Answer.UNDECIDED
            said = answer
        return Answer.HOLDS if said is None else said


def _decided(answers: Iterable[Answer], *, by: Answer, otherwise: Answer) -> Answer:
    """The answer that decides alone, if it is among some; else one undecided leaves it open."""
    said = otherwise
    for answer in answers:
        if answer is by:
            return by
        if answer is Answer.UNDECIDED:
            said = answer
    return said
