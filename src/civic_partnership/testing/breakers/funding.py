"""Ways to break the rules about where the money comes from: budgets, and funding lines of employments."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import row
from civic_partnership.values import Dated, Interval, Period

_APART = Fraction(1, 5)
"""So much more than its part of a year nothing is for want of knowing how that was reckoned."""


@breaks("budget-overspent")
def more_than_appropriated(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The budget of an appropriation is less than its partnerships are granted in a year."""
    return _too_little(draw, register, partnership, "appropriation")


@breaks("budget-overspent")
def more_than_the_programme_has(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A programme has a budget, which is less than its partnerships are granted in a year."""
    return _too_little(draw, register, partnership, "programme")


@breaks("co-funding")
def more_than_granted(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The grant is to pay more of an employment, in one of its years, than there is."""
    i, year = draw(st.sampled_from(_long_enough(partnership)))
    employment, calendar = partnership.employments[i], Period.of_year(year)
    granted = _granted([partnership], year)
    share = Fraction(_shared(employment.days, calendar), _shared(calendar, calendar))
    more = Decimal(floor(granted / share * (1 + _APART)) + draw(st.integers(1, 50_000)))
    several = [each for each in partnership.employments if _shared(each.days, calendar)]
    path = ("employments",) if len(several) > 1 else ("employments", i, "funding")
    change = changed(register, partnership, ("employments", i, "funding", 0, "annual_amount"), more)
    return change._replace(path=path)


def _long_enough(partnership: Partnership) -> list[tuple[int, int]]:
    """Each employment with each year of which it is more than a month: a few days are little of that."""
    return [
        (i, year)
        for i, employment in enumerate(partnership.employments)
        for year in range(employment.days.earliest_start.year, employment.days.latest_end.year + 1)
        if _shared(employment.days, Period.of_year(year)) > 31
    ]


def _too_little(
    draw: DrawFn, register: Register, partnership: Partnership, name: Literal["appropriation", "programme"]
) -> Change:
    """What pays for a partnership, with a budget that is less than it pays in a year."""
    id = getattr(partnership, name)
    paid = [each for each in register.partnerships.values() if getattr(each, name) == id]
    year = _year(draw, row(draw, partnership.grants)[1].days)
    budget = draw(st.integers(0, floor(_granted(paid, year) * (1 - _APART)) - 1))
    payer = getattr(register, f"{name}s")[id]
    return changed(register, payer, ("annual_budget",), Dated.always(Decimal(budget)))


def _year(draw: DrawFn, days: Interval) -> int:
    """A year in which some of the days lie."""
    return draw(st.integers(days.earliest_start.year, days.latest_end.year))


def _granted(partnerships: Iterable[Partnership], year: int) -> Fraction:
    """What some partnerships are granted in a year: of each grant as much as of its days."""
    granted = Fraction(0)
    for grant in (grant for partnership in partnerships for grant in partnership.grants):
        there = Fraction(_shared(grant.days, Period.of_year(year)), _shared(grant.days, grant.days))
        granted += Fraction(grant.amount) * there
    return granted


def _shared(days: Interval, others: Interval) -> int:
    """How many days lie in both, none of them uncertain."""
    return int(days.overlap(others).certain)
