"""Ways to break the rules about when resource persons are employed, and how one follows another."""

from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Employment, Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import DAY, day_of, from_to, row


def _longest(partnership: Partnership) -> tuple[int, Employment]:
    """The longest employment, with its number: it lasts for months."""
    rows = enumerate(partnership.employments)
    return max(rows, key=lambda each: each[1].days.latest_end - each[1].days.earliest_start)


@breaks("full-time-exceeded")
def more_than_full_time(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """Somebody has more than 37 hours a week."""
    i, _ = row(draw, partnership.employments)
    hours = 37 + Decimal(draw(st.integers(1, 40))) / 2
    return changed(register, partnership, ("employments", i, "weekly_hours"), hours)


@breaks("employment-gap")
def nobody_for_some_days(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """An employment ends some days too early."""
    i, longest = _longest(partnership)
    last = longest.days.latest_end - draw(st.integers(1, 30)) * DAY
    period = from_to(longest.days.earliest_start, last)
    return changed(register, partnership, ("employments", i, "period"), period)._replace(
        path=("employments",)
    )


@breaks("employment-outside-term", also=["co-funding"])
def employed_too_long(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The last resource person stays up to a fortnight longer than the terms."""
    i, last = len(partnership.employments) - 1, partnership.employments[-1]
    later = last.days.latest_end + draw(st.integers(1, 14)) * DAY
    period = from_to(last.days.earliest_start, later)
    return changed(register, partnership, ("employments", i, "period"), period)


@breaks("employment-outside-term", also=["co-funding"])
def employed_too_early(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The first resource person comes up to a week before the terms begin."""
    first = partnership.employments[0]
    earlier = first.days.earliest_start - draw(st.integers(1, 7)) * DAY
    period = from_to(earlier, first.days.latest_end)
    return changed(register, partnership, ("employments", 0, "period"), period)


@breaks("handover-missing")
def nothing_handed_over(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """An employment is split between two people, the second of whom was told nothing."""
    i, longest = _longest(partnership)
    first, last = longest.days.earliest_start, longest.days.latest_end
    middle = day_of(draw, first, last - DAY)
    two = (
        attrs.evolve(longest, period=from_to(first, middle), handover=None),
        attrs.evolve(longest, period=from_to(middle + DAY, last)),
    )
    rows = (*partnership.employments[:i], *two, *partnership.employments[i + 1 :])
    change = changed(register, partnership, ("employments",), rows)
    return change._replace(path=("employments", i))
