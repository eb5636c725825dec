"""Ways to break the rule about exemptions: that each of them is needed."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.rules import CATALOGUE
from civic_partnership.testing.breaking import Change, breaks, changed

_OTHERS = [rule.name for rule in CATALOGUE if rule.name != "unused-exemption"]


@breaks("unused-exemption")
def nothing_to_set_aside(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A partnership, or one of its terms, is exempt from a rule that has nothing to say of it."""
    part = draw(st.sampled_from([(), ("terms", 0)]))
    path = (*part, "exempt", draw(st.sampled_from(_OTHERS)))
    return changed(register, partnership, path, "Aftalt")
