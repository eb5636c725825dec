"""Breakers of the rules about grants: their amounts, their time, how they are spent, and who pays."""

from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Grant, Partnership, Register
from civic_partnership.rules import GRANT
from civic_partnership.testing.breaker import (
    RegisterChange,
    breaks,
    change_field,
    draw_row,
    set_in,
)
from civic_partnership.testing.valid_programmes import DAY, period_between
from civic_partnership.values import Dated, Period

from .terms import without_amount, without_own

_FORTNIGHT = 14
"""A number of days that is small beside a term."""


@breaks("grant-annual-amount", also=["grant-unspent", "grant-purpose", "grant-not-paid"])
def raise_grant(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Set a grant far above the programme's amount."""
    i, grant = _draw_last_of_year(draw, partnership)
    more = grant.amount + draw(st.integers(400_000, 900_000))
    return change_field(register, partnership, ("grants", i, "amount"), more)


def _draw_last_of_year(draw: DrawFn, partnership: Partnership) -> tuple[int, Grant]:
    """Draw a grant after which no other is for the same year, and return its index too.

    The year is one of the calendar, or of the agreement.
    """
    begins, grants = partnership.terms[0].days.earliest_start, partnership.grants
    rows = [
        (i, grant)
        for i, (grant, after) in enumerate(zip(grants, (*grants[1:], None), strict=True))
        if after is None
        or (
            (after.days.earliest_start.month, after.days.earliest_start.day) == (begins.month, begins.day)
            and after.days.latest_end.year > grant.days.earliest_start.year
        )
    ]
    return draw(st.sampled_from(rows))


@breaks("grant-purpose")
def spend_on_other_things(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Spend all but a krone of a grant on something else than the resource person."""
    i, grant = draw_row(draw, partnership.grants)
    first = grant.spending[0]
    spent = sum(row.amount for row in grant.spending)
    rows = (
        set_in(first, ("amount",), Decimal(1)),
        set_in(set_in(first, ("purpose",), "activities"), ("amount",), spent - 1),
    )
    return change_field(register, partnership, ("grants", i, "spending"), rows)


@breaks("grant-overspent")
def spend_more(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Spend more on the resource person than was granted."""
    return _change_spending(register, partnership, draw(st.integers(20_000, 50_000)), draw)


@breaks("grant-unspent")
def spend_less(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Leave some of the money for the resource person when the year is over."""
    return _change_spending(register, partnership, -draw(st.integers(1, 5_000)), draw)


def _change_spending(
    register: Register, partnership: Partnership, difference: int, draw: DrawFn
) -> RegisterChange:
    """Change what was spent of a grant on the resource person by so many kroner."""
    i, grant = draw_row(draw, partnership.grants)
    amount = grant.spending[0].amount + difference
    path = ("grants", i, "spending")
    return change_field(register, partnership, (*path, 0, "amount"), amount, at=path)


@breaks("grant-missing-year", also=["co-funding", "grant-annual-amount"])
def end_grant_early(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """End a grant some days before the next one begins, or before the terms are over."""
    i, grant = draw_row(draw, partnership.grants)
    last = grant.days.latest_end - draw(st.integers(1, _FORTNIGHT)) * DAY
    less = attrs.evolve(grant, year=None, period=period_between(grant.days.earliest_start, last))
    return change_field(register, partnership, ("grants", i), less, at=("grants",))


@breaks("grant-outside-term", also=["co-funding"])
def begin_grant_early(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Begin the first grant some days before the terms."""
    grant = partnership.grants[0]
    first = grant.days.earliest_start - draw(st.integers(1, _FORTNIGHT)) * DAY
    more = attrs.evolve(grant, year=None, period=period_between(first, grant.days.latest_end))
    return change_field(register, partnership, ("grants", 0), more, at=("grants", 0, "period"))


@breaks("grant-duplicate-year", also=["grant-overspent", "grant-unspent", "co-funding"])
def repeat_grant(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Record the same grant twice in a programme without amounts."""
    register, partnership = without_amount(register, partnership), without_own(partnership, "annual_amount")
    _, grant = draw_row(draw, partnership.grants)
    path = ("grants", len(partnership.grants))
    name = "year" if grant.period is None else "period"
    return change_field(register, partnership, path, grant, at=(*path, name))


@breaks("grant-not-paid")
def pay_less(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Pay less of a grant than its amount."""
    i, grant = draw_row(draw, partnership.grants)
    j, row = draw_row(draw, grant.payments)
    path = ("grants", i, "payments")
    less = row.amount - draw(st.integers(1, 10_000))
    return change_field(register, partnership, (*path, j, "amount"), less, at=path)


@breaks("payments-exceed-grant")
def pay_more(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Pay more of a grant than its amount."""
    i, grant = draw_row(draw, partnership.grants)
    j, row = draw_row(draw, grant.payments)
    path = ("grants", i, "payments")
    more = row.amount + draw(st.integers(1, 50_000))
    return change_field(register, partnership, (*path, j, "amount"), more, at=path)


@breaks("payment-before-award")
def award_late(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Award a grant after its first payment."""
    i, grant = draw_row(draw, partnership.grants)
    awarded = grant.payments[0].on + draw(st.integers(1, 99)) * DAY
    at = ("grants", i, "payments", 0, "on")
    return change_field(register, partnership, ("grants", i, "awarded_on"), awarded, at=at)


@breaks("accounts-missing")
def lose_accounts(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Leave out the accounts of a grant."""
    i, _ = draw_row(draw, partnership.grants)
    return change_field(register, partnership, ("grants", i, "accounts"), None)


@breaks("budget-overspent")
def cut_budget(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Give the appropriation or the programme of a partnership a budget below any grant."""
    plain = [without_own(each, "appropriation") for each in register.partnerships.values()]
    register = register.replace(*plain)
    payers = (
        register.appropriations[str(partnership.appropriation)],
        register.programmes[partnership.programme],
    )
    budget = Dated.always(Decimal(draw(st.integers(0, 1000))))
    return change_field(register, draw(st.sampled_from(payers)), ("annual_budget",), budget)


@breaks("co-funding")
def fund_more_than_granted(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Let the grant pay a fortune for an employment of more than a month in a year."""
    days_paid = {
        (i, year): int(each.days.overlap(Period.of_year(year)).certain)
        for i, each in enumerate(partnership.employments)
        if each.funding[0].source == GRANT
        for year in range(each.days.earliest_start.year, each.days.latest_end.year + 1)
    }
    i, year = draw(st.sampled_from([row for row, days in days_paid.items() if days > 31]))
    several = [row for row in days_paid if row[1] == year]
    at = ("employments",) if len(several) > 1 else ("employments", i, "funding")
    path = ("employments", i, "funding", 0, "annual_amount")
    fortune = Decimal(draw(st.integers(10**9, 10**10)))
    return change_field(register, partnership, path, fortune, at=at)
