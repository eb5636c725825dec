"""Ways to break the rules about goals for cooperation, and those who steer towards them."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed


@breaks("framework-goals")
def numbered_wrongly(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A number is passed over, or stands twice."""
    number = draw(st.sampled_from([1, 3, 4, 7]))
    return changed(register, register.frameworks["framework"], ("goals", 1, "number"), number)


@breaks("framework-chair")
def without_members(_: DrawFn, register: Register, __: Partnership) -> Change:
    """The steering group has a chair and no members."""
    return changed(register, register.frameworks["framework"], ("steering_group", "members"), ())
