"""Ways to break the rules about single grants and what is spent of them."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed, placed
from civic_partnership.testing.drawing import row


@breaks("grant-annual-amount", also=["grant-unspent", "grant-purpose"])
def too_much(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """One grant is higher than the programme's amount."""
    i, grant = row(draw, partnership.grants)
    more = grant.amount + draw(st.integers(1, 50_000))
    return changed(register, partnership, ("grants", i, "amount"), more)


@breaks("grant-annual-amount", also=["grant-overspent", "grant-purpose", "co-funding"])
def too_little(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """One grant is lower than the programme's amount."""
    i, grant = row(draw, partnership.grants)
    less = grant.amount - draw(st.integers(1, 40_000))
    return changed(register, partnership, ("grants", i, "amount"), less)


@breaks("grant-purpose")
def spent_otherwise(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """All but a krone of a grant went to something else than the resource person."""
    i, grant = row(draw, partnership.grants)
    one, *_ = grant.spending
    rows = (
        placed(one, ("amount",), Decimal(1)),
        placed(placed(one, ("purpose",), "kampdragter"), ("amount",), grant.amount - 1),
    )
    return changed(register, partnership, ("grants", i, "spending"), rows)
