"""Ways to break the rule about surveys."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import AnswerShare, Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed


@breaks("survey-shares")
def more_than_all(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """More people than there were gave one of two answers that exclude each other."""
    yes = draw(st.integers(1, 100))
    shares = (("Ja", yes), ("Nej", draw(st.integers(101 - yes, 100))))
    answers = tuple(AnswerShare(answer=answer, share=Decimal(share)) for answer, share in shares)
    return changed(register, register.surveys["survey"], ("questions", 0, "answers"), answers)


@breaks("survey-shares")
def no_share(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A share is less than nothing."""
    path = ("questions", 0, "answers", draw(st.integers(0, 1)), "share")
    return changed(register, register.surveys["survey"], path, Decimal(-draw(st.integers(1, 100))))
