"""Ways to break the rules about associations."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed


@breaks("cvr-checksum")
def a_wrong_digit(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """The last digit of a CVR number is another."""
    association = draw(st.sampled_from(list(register.associations.values())))
    number = str(association.cvr)
    digit = (int(number[-1]) + draw(st.integers(1, 9))) % 10
    return changed(register, association, ("cvr",), f"{number[:-1]}{digit}")
