"""Ways to break the rules about how much of a grant is spent."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import row


@breaks("grant-overspent")
def spent_more(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """One more krone or more was spent on the resource person than was granted."""
    i, grant = row(draw, partnership.grants)
    path = ("grants", i, "spending", 0, "amount")
    more = grant.spending[0].amount + draw(st.integers(1, 50_000))
    change = changed(register, partnership, path, more)
    return change._replace(path=("grants", i, "spending"))


@breaks("grant-unspent")
def spent_less(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """Some of the money for the resource person is left when the year is over."""
    i, grant = row(draw, partnership.grants)
    path = ("grants", i, "spending", 0, "amount")
    less = grant.spending[0].amount - draw(st.integers(1, 20_000))
    change = changed(register, partnership, path, less)
    return change._replace(path=("grants", i, "spending"))
