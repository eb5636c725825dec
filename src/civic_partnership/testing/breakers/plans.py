"""Ways to break the rules about action plans."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import DAY, from_to


@breaks("plan-length")
def some_days_too_long(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The last plan lasts some days more than whole years."""
    i, plan = len(partnership.action_plans) - 1, partnership.action_plans[-1]
    later = plan.days.latest_end + draw(st.integers(1, 300)) * DAY
    period = from_to(plan.days.earliest_start, later)
    return changed(register, partnership, ("action_plans", i, "period"), period)
