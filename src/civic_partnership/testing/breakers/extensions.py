"""Ways to break the rules about what terms and their extensions rest on: decisions, and set-aside money."""

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Appropriation, Partnership, Register
from civic_partnership.testing.breaking import FAR, Change, breaks, changed
from civic_partnership.testing.drawing import DAY, day_of, from_to
from civic_partnership.values import Period

from .terms import extension, paid_until, staffed_until, whole


@breaks("extension-decision", also=["co-funding"])
def decided_too_late(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """One more extension is decided only on its first day or later."""
    more = extension(draw, partnership)
    first, last = more.days.earliest_start, more.days.latest_end
    late = attrs.evolve(more, decided_on=first + draw(st.integers(0, 200)) * DAY)
    i = len(partnership.terms)
    partnership = paid_until(staffed_until(partnership, last), last)
    change = changed(register, partnership, ("terms",), (*partnership.terms, late))
    return change._replace(path=("terms", i, "decided_on"))


@breaks("term-within-appropriation")
def begun_too_early(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The initial term begins before the days that the appropriation pays for."""
    days = partnership.terms[0].days
    begins = day_of(draw, days.earliest_start + DAY, days.latest_end)
    change = _paid_for(register, partnership, from_to(begins, FAR))
    return change._replace(path=("terms", 0, "period"))


@breaks("term-within-appropriation")
def ended_too_late(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The last term, which is over, ended after the days that the appropriation pays for."""
    days = partnership.terms[-1].days
    ends = day_of(draw, days.earliest_start, days.latest_end - DAY)
    return _paid_for(register, partnership, from_to(whole(partnership).earliest_start, ends))


@breaks("parameter-outdated")
def not_paid_for_yet(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The last term, which is not over, ends after the days that the appropriation pays for."""
    days, first = partnership.terms[-1].days, whole(partnership).earliest_start
    ends = day_of(draw, days.earliest_start, days.latest_end - DAY)
    on = day_of(draw, first, days.latest_end)
    return _paid_for(register, partnership, from_to(first, ends))._replace(on=on)


def _paid_for(register: Register, partnership: Partnership, period: Period) -> Change:
    """The partnership under an appropriation of its own for some days, which its last term does not fit."""
    own = Appropriation(
        id=f"vol-{partnership.id}", programme=partnership.programme, name="Vol. 2", period=period
    )
    change = changed(register.replace(own), partnership, ("appropriation",), own.id)
    return change._replace(path=("terms", len(partnership.terms) - 1, "period"))
