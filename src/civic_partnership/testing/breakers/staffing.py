"""Breakers of the rules about resource persons: their hours, their days, and how one follows another."""

from datetime import date
from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Employment, Leave, Partnership, Register
from civic_partnership.testing.breaker import (
    RegisterChange,
    breaks,
    change_field,
    draw_day,
    draw_row,
    replace_row,
)
from civic_partnership.testing.valid_programmes import DAY, period_between
from civic_partnership.values import Answer

from .terms import all_terms


@breaks("weekly-hours")
def lower_hours(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Set the hours of a resource person below the least that the programme or a term ever asked for."""
    required = register.programmes[partnership.programme].min_weekly_hours
    asked = [hours for _, hours in required.changes] if required else []
    asked += [term.min_weekly_hours for term in partnership.terms if term.min_weekly_hours is not None]
    least = min(asked, default=Decimal(0))
    i, _ = draw_row(draw, partnership.employments)
    fewer = draw(st.sampled_from([Decimal(0), least / 2, least - Decimal("0.5")]))
    return change_field(register, partnership, ("employments", i, "weekly_hours"), fewer)


@breaks("full-time-exceeded")
def exceed_full_time(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Set the hours of a resource person above 37 a week."""
    i, person = draw_row(draw, partnership.employments)
    hours = 37 + Decimal(draw(st.integers(1, 40))) / 2
    field = "weekly_hours" if person.total_weekly_hours is None else "total_weekly_hours"
    return change_field(register, partnership, ("employments", i, field), hours)


@breaks("weekly-hours")
def take_leave(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Give the last resource person leave without a substitute for the last days of the terms."""
    i, last = len(partnership.employments) - 1, partnership.employments[-1]
    until = all_terms(partnership).latest_end
    leave = Leave(period=period_between(draw_day(draw, last.days.earliest_start, until), until))
    change = change_field(register, partnership, ("employments", i, "leave"), (leave,))
    several = [each for each in partnership.employments if each.days.covers(until) is Answer.HOLDS]
    return change._replace(path=("employments",)) if len(several) > 1 else change


def _last_day(employment: Employment, partnership: Partnership) -> date:
    """Return the last day of an employment in the terms."""
    return min(employment.days.latest_end, all_terms(partnership).latest_end)


def _longest_employment(partnership: Partnership) -> tuple[int, Employment]:
    """Return the longest employment after its number: it lasts for months."""
    rows = enumerate(partnership.employments)
    return max(rows, key=lambda each: _last_day(each[1], partnership) - each[1].days.earliest_start)


@breaks("employment-gap")
def end_employment_early(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """End an employment some days too early."""
    i, longest = _longest_employment(partnership)
    last = _last_day(longest, partnership) - draw(st.integers(1, 30)) * DAY
    period = period_between(longest.days.earliest_start, last)
    path = ("employments", i, "period")
    return change_field(register, partnership, path, period, at=("employments",))


@breaks("employment-outside-term", also=["co-funding"])
def begin_employment_early(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Employ the first resource person up to a week before the terms."""
    i, first = min(enumerate(partnership.employments), key=lambda each: each[1].days.earliest_start)
    earlier = first.days.earliest_start - draw(st.integers(1, 7)) * DAY
    period = period_between(earlier, first.days.latest_end)
    return change_field(register, partnership, ("employments", i, "period"), period)


@breaks("handover-missing")
def hand_nothing_over(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Split an employment between two people without a handover."""
    i, longest = _longest_employment(partnership)
    first, last = longest.days.earliest_start, _last_day(longest, partnership)
    middle = draw_day(draw, first, last - DAY)
    rows = replace_row(
        partnership.employments,
        i,
        attrs.evolve(longest, period=period_between(first, middle), handover=None, person=None),
        attrs.evolve(longest, period=period_between(middle + DAY, last), person="D. Eksempel"),
    )
    return change_field(register, partnership, ("employments",), rows, at=("employments", i))
