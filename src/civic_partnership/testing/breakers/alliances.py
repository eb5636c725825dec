"""Ways to break the rules about alliances and their meetings."""

from datetime import time

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed


@breaks("alliance-members", also=["alliance-contacts"])
def on_one_side(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """Only one of association and department is a member."""
    alliance = register.alliances["alliance"]
    kept = draw(st.sampled_from(alliance.members))
    return changed(register, alliance, ("members",), (kept,))


@breaks("alliance-members")
def twice(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A member stands twice at a time."""
    alliance = register.alliances["alliance"]
    again = draw(st.sampled_from(alliance.members))
    return changed(register, alliance, ("members", 2), again)


@breaks("alliance-agenda")
def out_of_time(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """The last item comes before the first, or after the meeting."""
    hour = draw(st.sampled_from([7, 16, 21, 23]))
    return changed(register, register.meetings["alliance-meeting"], ("agenda", 1, "at"), time(hour))


@breaks("alliance-contacts")
def without_contact(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """One side has no contact."""
    alliance = register.alliances["alliance"]
    kept = draw(st.sampled_from(alliance.contacts))
    return changed(register, alliance, ("contacts",), (kept,))
