"""Breakers of the rules about the terms of an agreement, their decisions and their appropriation."""

from datetime import date

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import (
    Appropriation,
    Decision,
    Partnership,
    Register,
    Term,
)
from civic_partnership.testing.breaker import RegisterChange, breaks, change_field, draw_day, set_in
from civic_partnership.testing.valid_programmes import (
    DAY,
    period_between,
)
from civic_partnership.values import Dated, Period, Table


def all_terms(partnership: Partnership) -> Period:
    """Return the period from the first day of the terms to the last."""
    return period_between(partnership.terms[0].days.earliest_start, partnership.terms[-1].days.latest_end)


def without_amount(register: Register, partnership: Partnership) -> Register:
    """Let the programme of a partnership fix no annual amount."""
    programme = register.programmes[partnership.programme]
    return register.replace(attrs.evolve(programme, annual_amount=None))


def without_own(partnership: Partnership, name: str) -> Partnership:
    """Return a partnership in which no term sets a value itself."""
    return attrs.evolve(partnership, terms=tuple(set_in(term, (name,), None) for term in partnership.terms))


def _extension_until_end(draw: DrawFn, term: Term, first: date) -> Term:
    """Return an extension from a day to the end of a term, decided in time."""
    decided = first - draw(st.integers(1, 200)) * DAY
    period = period_between(first, term.days.latest_end)
    return attrs.evolve(term, period=period, kind="extension", decision=Decision(on=decided))


@breaks("term-length")
def shorten_initial_term(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """End the initial term early; an extension takes the rest of its days."""
    initial, *others = partnership.terms
    days = initial.days
    middle = draw_day(draw, days.earliest_start + DAY, days.latest_end)
    terms = (
        attrs.evolve(initial, period=period_between(days.earliest_start, middle - DAY)),
        _extension_until_end(draw, initial, middle),
        *others,
    )
    return change_field(register, partnership, ("terms",), terms, at=("terms", 0, "period"))


@breaks("term-sequence")
def begin_with_extension(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Make the first term an extension."""
    first, *others = partnership.terms
    decided = first.days.earliest_start - draw(st.integers(1, 200)) * DAY
    terms = (attrs.evolve(first, kind="extension", decision=Decision(on=decided)), *others)
    return change_field(register, partnership, ("terms",), terms, at=("terms", 0, "kind"))


@breaks("term-sequence")
def overlap_terms(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Begin an extension before the initial term is over."""
    initial, *others = partnership.terms
    middle = draw_day(draw, initial.days.earliest_start + DAY, initial.days.latest_end)
    terms = (initial, _extension_until_end(draw, initial, middle), *others)
    return change_field(register, partnership, ("terms",), terms, at=("terms", 1, "period"))


@breaks("extension-decision")
def decide_extension_late(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Divide the initial term, and decide on its second part when that has begun."""
    initial, *others = partnership.terms
    days = initial.days
    middle = draw_day(draw, days.earliest_start + DAY, days.latest_end)
    first = period_between(days.earliest_start, middle - DAY)
    exempt = Table({"term-length": Dated.always("Delt i to")})
    late = Decision(on=middle + draw(st.integers(0, 200)) * DAY)
    terms = (
        attrs.evolve(initial, period=first, exempt=exempt),
        attrs.evolve(_extension_until_end(draw, initial, middle), decision=late),
        *others,
    )
    return change_field(register, partnership, ("terms",), terms, at=("terms", 1, "decision", "on"))


@breaks("term-within-appropriation")
def end_after_appropriation(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """End the last term, which is over, after the days that the appropriation pays for."""
    days = partnership.terms[-1].days
    ends = draw_day(draw, days.earliest_start, days.latest_end - DAY)
    paid = period_between(all_terms(partnership).earliest_start, ends)
    return _pay_for_days(register, partnership, paid)


@breaks("parameter-outdated")
def outlast_appropriation(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """End the last term, which is not over, after the days that the appropriation pays for."""
    days, first = partnership.terms[-1].days, all_terms(partnership).earliest_start
    ends = draw_day(draw, days.earliest_start, days.latest_end - DAY)
    on = draw_day(draw, first, days.latest_end)
    return _pay_for_days(register, partnership, period_between(first, ends))._replace(on=on)


def _pay_for_days(register: Register, partnership: Partnership, period: Period) -> RegisterChange:
    """Give a partnership an appropriation of its own for some days, which its last term does not fit."""
    own = Appropriation(
        id=f"vol-{partnership.id}", programme=partnership.programme, name="Vol. 2", period=period
    )
    at = ("terms", len(partnership.terms) - 1, "period")
    plain = without_own(partnership, "appropriation")
    return change_field(register.replace(own), plain, ("appropriation",), own.id, at=at)
