"""Breakers of the rules about the terms of an agreement, their decisions and their appropriation."""

from datetime import date
from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import (
    Accounts,
    ActionPlan,
    Appropriation,
    Decision,
    Grant,
    Partnership,
    Payment,
    Register,
    Spending,
    Term,
)
from civic_partnership.testing.breaker import FAR, RegisterChange, breaks, change_field, draw_day, set_in
from civic_partnership.testing.valid_programmes import (
    AMOUNT,
    DAY,
    parameter_on,
    period_between,
    years_later,
)
from civic_partnership.values import Dated, Period, Table

FORTNIGHT = 14
"""A number of days that is small beside a term."""


def all_terms(partnership: Partnership) -> Period:
    """Return the period from the first day of the terms to the last."""
    return period_between(partnership.terms[0].days.earliest_start, partnership.terms[-1].days.latest_end)


def staff_until(partnership: Partnership, last: date) -> Partnership:
    """Extend the last employment to a day up to a fortnight later, and add a plan for the days until then."""
    *before, employment = partnership.employments
    until = period_between(employment.days.earliest_start, last)
    plan = partnership.action_plans[-1]
    plans = () if last <= plan.days.latest_end else (_repeat_plan(plan, last),)
    return attrs.evolve(
        partnership,
        employments=(*before, attrs.evolve(employment, period=until)),
        action_plans=(*partnership.action_plans, *plans),
    )


def _repeat_plan(plan: ActionPlan, last: date) -> ActionPlan:
    """Return the same plan from the day after it ends to a day; it may be as short as that."""
    period = period_between(plan.days.latest_end + DAY, last)
    return attrs.evolve(plan, period=period, exempt=Table({"plan-length": Dated.always("kort forlængelse")}))


def pay_until(register: Register, partnership: Partnership, last: date) -> Partnership:
    """Add a grant for the days from the last grant to a day up to a fortnight later."""
    first = partnership.grants[-1].days.latest_end + DAY
    annual = parameter_on(register.programmes[partnership.programme].annual_amount, first, AMOUNT)
    year = years_later(first.replace(month=1, day=1), 1) - first.replace(month=1, day=1)
    amount = Decimal(round(annual * ((last - first).days + 1) / year.days))
    grant = Grant(
        period=period_between(first, last),
        amount=amount,
        awarded_on=first,
        payments=(Payment(on=first, amount=amount),),
        spending=(Spending(purpose="resource-person", amount=amount),),
        accounts=Accounts(received_on=last),
    )
    return attrs.evolve(partnership, grants=(*partnership.grants, grant))


def without_amount(register: Register, partnership: Partnership) -> Register:
    """Let the programme of a partnership fix no annual amount."""
    programme = register.programmes[partnership.programme]
    return register.replace(attrs.evolve(programme, annual_amount=None))


def without_own(partnership: Partnership, name: str) -> Partnership:
    """Return a partnership in which no term sets a value itself."""
    return attrs.evolve(partnership, terms=tuple(set_in(term, (name,), None) for term in partnership.terms))


def draw_extension(draw: DrawFn, partnership: Partnership) -> Term:
    """Draw an extension of up to a fortnight after the last term, decided in time."""
    first = partnership.terms[-1].days.latest_end + DAY
    last = first + draw(st.integers(0, FORTNIGHT - 1)) * DAY
    return Term(period=period_between(first, last), kind="extension", decision=Decision(on=first - DAY))


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


@breaks("term-length", also=["co-funding"])
def lengthen_initial_term(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Let the initial term take all days of the terms and some more."""
    last = draw_extension(draw, partnership).days.latest_end
    more = pay_until(register, staff_until(partnership, last), last)
    register = without_amount(register, partnership)
    terms = (Term(period=period_between(all_terms(partnership).earliest_start, last), kind="initial"),)
    return change_field(register, more, ("terms",), terms, at=("terms", 0, "period"))


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


@breaks("extension-decision", also=["co-funding"])
def decide_extension_late(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Add an extension that is decided on its first day, or later."""
    extension = draw_extension(draw, partnership)
    first, last = extension.days.earliest_start, extension.days.latest_end
    late = attrs.evolve(extension, decision=Decision(on=first + draw(st.integers(0, 200)) * DAY))
    path = ("terms", len(partnership.terms))
    partnership = pay_until(register, staff_until(partnership, last), last)
    return change_field(register, partnership, path, late, at=(*path, "decision", "on"))


@breaks("term-within-appropriation")
def begin_before_appropriation(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Begin the initial term before the days that the appropriation pays for."""
    days = partnership.terms[0].days
    begins = draw_day(draw, days.earliest_start + DAY, days.latest_end)
    change = _pay_for_days(register, partnership, period_between(begins, FAR))
    return change._replace(path=("terms", 0, "period"))


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
