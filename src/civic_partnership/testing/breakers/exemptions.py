"""Ways to break the rule about exemptions: that each of them is needed."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register, parts
from civic_partnership.rules import ALL_RULES
from civic_partnership.testing.breaking import Change, breaks, placed

_OTHERS = [rule.name for rule in ALL_RULES if rule.name != "unused-exemption"]


@breaks("unused-exemption")
def nothing_to_set_aside(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A record, or a part of one, is exempt from a rule that has nothing to say of it."""
    key, record = draw(st.sampled_from(list(register)))
    part, _entry = draw(st.sampled_from(list(parts(record))))
    path = (*part, "exempt", draw(st.sampled_from(_OTHERS)))
    return Change(register.replace(placed(record, path, "Aftalt")), key, path)
