"""Ways to break the rules about the resource persons."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import row


@breaks("weekly-hours")
def too_few_hours(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A resource person has fewer hours than the programme ever asked for."""
    asked = register.programmes[partnership.programme].min_weekly_hours
    least = min((hours for _, hours in asked.changes), default=Decimal(0)) if asked else Decimal(0)
    i, _ = row(draw, partnership.employments)
    fewer = draw(st.sampled_from([Decimal(0), least / 2, least - Decimal("0.5")]))
    return changed(register, partnership, ("employments", i, "weekly_hours"), fewer)
