"""Ways to break the rules about the time that grants are given for."""

from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Grant, Partnership, Register, Spending
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import DAY, day_of, from_to, row

from .terms import FORTNIGHT, extension, paid_until, staffed_until


@breaks("grant-missing-year", also=["co-funding"])
def ended_too_early(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """One grant ends some days before the next begins, or before the terms are over."""
    i, grant = row(draw, partnership.grants)
    last = grant.days.latest_end - draw(st.integers(1, FORTNIGHT)) * DAY
    less = attrs.evolve(grant, year=None, period=from_to(grant.days.earliest_start, last))
    return changed(register, partnership, ("grants", i), less)._replace(path=("grants",))


@breaks("grant-missing-year", also=["co-funding"])
def extended_without(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The agreement is extended by some days, for which there is no grant."""
    more = extension(draw, partnership)
    partnership = staffed_until(partnership, more.days.latest_end)
    change = changed(register, partnership, ("terms", len(partnership.terms)), more)
    return change._replace(path=("grants",))


@breaks("grant-outside-term", also=["co-funding"])
def begun_too_early(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The first grant begins some days before the terms."""
    grant = partnership.grants[0]
    first = grant.days.earliest_start - draw(st.integers(1, FORTNIGHT)) * DAY
    more = attrs.evolve(grant, year=None, period=from_to(first, grant.days.latest_end))
    return changed(register, partnership, ("grants", 0), more)._replace(path=("grants", 0, "period"))


@breaks("grant-outside-term", also=["co-funding"])
def ended_too_late(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The last grant ends some days after the terms."""
    last = extension(draw, partnership).days.latest_end
    path = ("grants", len(partnership.grants) - 1)
    more = paid_until(partnership, last).grants[-1]
    return changed(register, partnership, path, more)._replace(path=(*path, "period"))


@breaks("grant-duplicate-year")
def written_twice(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The same grant stands there twice."""
    _, grant = row(draw, partnership.grants)
    path = ("grants", len(partnership.grants))
    when = "year" if grant.period is None else "period"
    return changed(register, partnership, path, grant)._replace(path=(*path, when))


@breaks("grant-duplicate-year")
def paid_twice(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """One more grant, and not a large one, is for days that have theirs already."""
    _, grant = row(draw, partnership.grants)
    first = day_of(draw, grant.days.earliest_start, grant.days.latest_end - DAY)
    last = day_of(draw, first, grant.days.latest_end - DAY)
    amount = Decimal(draw(st.integers(1, 20_000)))
    spent = (Spending(purpose="resource-person", amount=amount),)
    more = Grant(period=from_to(first, last), amount=amount, spending=spent)
    path = ("grants", len(partnership.grants))
    return changed(register, partnership, path, more)._replace(path=(*path, "period"))
