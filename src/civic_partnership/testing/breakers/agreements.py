"""Ways to break the rules about cooperation agreements."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Evaluation, Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.values import PartialDate


@breaks("agreement-parties")
def with_itself(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """The only party stands once, or twice."""
    agreement = register.agreements["agreement"]
    party = draw(st.sampled_from(agreement.parties))
    return changed(register, agreement, ("parties",), (party,) * draw(st.integers(1, 2)))


@breaks("agreement-evaluation")
def never_evaluated(_: DrawFn, register: Register, __: Partnership) -> Change:
    """It runs without an end, and nobody means to evaluate it."""
    return changed(register, register.agreements["agreement"], ("evaluations",), ())


@breaks("evaluation-overdue")
def no_result(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """One more evaluation was planned, and nothing is known of it though its day is past."""
    year = draw(st.integers(2061, 2100))
    planned = Evaluation(planned=PartialDate(str(year)))
    return changed(register, register.agreements["agreement"], ("evaluations", 1), planned)
