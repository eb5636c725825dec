"""Ways to break the rules about the terms of an agreement."""

from datetime import date

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import ActionPlan, Partnership, Register, Term
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import DAY, day_of, from_to
from civic_partnership.values import Period, years_after

FORTNIGHT = 14
"""So many days more or less are few."""


def whole(partnership: Partnership) -> Period:
    """The days of all its terms."""
    return from_to(partnership.terms[0].days.earliest_start, partnership.terms[-1].days.latest_end)


def staffed_until(partnership: Partnership, last: date) -> Partnership:
    """The partnership with its last employment until a day up to a fortnight later, and with a plan."""
    *before, employment = partnership.employments
    until = from_to(employment.days.earliest_start, last)
    plan = partnership.action_plans[-1]
    plans = () if last <= plan.days.latest_end else (_next(plan),)
    return attrs.evolve(
        partnership,
        employments=(*before, attrs.evolve(employment, period=until)),
        action_plans=(*partnership.action_plans, *plans),
    )


def _next(plan: ActionPlan) -> ActionPlan:
    """The same plan once more, from the day after it ends."""
    first, following = plan.days.earliest_start, plan.days.latest_end + DAY
    end = years_after(following, following.year - first.year)
    assert end is not None  # noqa: S101 - far from the end of the calendar
    return attrs.evolve(plan, period=from_to(following, end - DAY))


def paid_until(partnership: Partnership, last: date) -> Partnership:
    """The partnership with its last grant for the days until one up to a fortnight later."""
    *before, grant = partnership.grants
    until = from_to(grant.days.earliest_start, last)
    return attrs.evolve(partnership, grants=(*before, attrs.evolve(grant, year=None, period=until)))


def extension(draw: DrawFn, partnership: Partnership) -> Term:
    """An extension of up to a fortnight that follows upon the last term, decided in time."""
    first = partnership.terms[-1].days.latest_end + DAY
    last = first + draw(st.integers(0, FORTNIGHT - 1)) * DAY
    return Term(period=from_to(first, last), kind="extension", decided_on=first - DAY)


@breaks("term-length")
def too_short(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The initial term ends too early; what follows begins as much earlier, an extension."""
    days = partnership.terms[0].days
    first, last = days.earliest_start, days.latest_end
    middle = day_of(draw, first + DAY, last)
    terms = (
        Term(period=from_to(first, middle - DAY), kind="initial"),
        Term(
            period=from_to(middle, whole(partnership).latest_end),
            kind="extension",
            decided_on=middle - draw(st.integers(1, 200)) * DAY,
        ),
    )
    change = changed(register, partnership, ("terms",), terms)
    return change._replace(path=("terms", 0, "period"))


@breaks("term-length", also=["co-funding"])
def too_long(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The initial term takes in what may follow it and some days more, in which all goes on."""
    last = extension(draw, partnership).days.latest_end
    more = paid_until(staffed_until(partnership, last), last)
    terms = (Term(period=from_to(whole(partnership).earliest_start, last), kind="initial"),)
    change = changed(register, more, ("terms",), terms)
    return change._replace(path=("terms", 0, "period"))


@breaks("term-sequence")
def nothing_before(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The first term is an extension of nothing."""
    first, *others = partnership.terms
    decided = first.days.earliest_start - draw(st.integers(1, 200)) * DAY
    terms = (attrs.evolve(first, kind="extension", decided_on=decided), *others)
    change = changed(register, partnership, ("terms",), terms)
    return change._replace(path=("terms", 0, "kind"))


@breaks("term-sequence")
def overlapping(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """An extension begins before the initial term is over; it ends with the last term."""
    initial, days = partnership.terms[0], partnership.terms[0].days
    middle = day_of(draw, days.earliest_start + DAY, days.latest_end)
    early = Term(
        period=from_to(middle, whole(partnership).latest_end),
        kind="extension",
        decided_on=middle - draw(st.integers(1, 200)) * DAY,
    )
    change = changed(register, partnership, ("terms",), (initial, early))
    return change._replace(path=("terms", 1, "period"))
