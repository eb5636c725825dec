"""Strategies for the grants of a valid partnership: their amounts, payments, spending and accounts."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership import model
from civic_partnership.model import Programme
from civic_partnership.values import months_after

from .valid_programmes import DAY, parameter_on, period_between, years_later

_HALF_YEAR = 6
"""Months."""
_LEFT = 10_000
"""What may be left of the grant for a year; half of it of a grant for half a year."""


def draw_grants(
    draw: DrawFn,
    programme: Programme,
    first: date,
    last: date,
    amount_on: Callable[[date], Decimal],
    *,
    with_payments: bool,
) -> Iterator[model.Grant]:
    """Yield one grant, or two for half-years, for each year from `first` to `last`.

    They are spent as the programme allows; what is left is carried over or repaid.

    Args:
        amount_on: gives the annual amount of a year by its first day.
        with_payments: whether payments are recorded.
    """
    parts, carried = draw(st.sampled_from([1, 1, 2])), Decimal(0)
    for begins, after, amount in _divide(first, last, amount_on, parts):
        share = parameter_on(programme.resource_person_share, begins, Decimal(100))
        others = int(amount * (100 - share) / 100) if draw(st.booleans()) else 0
        left = Decimal(draw(st.sampled_from([0, 0, _LEFT]))) / parts
        spending = [model.Spending(purpose="resource-person", amount=amount + carried - others - left)]
        if others:
            spending.append(model.Spending(purpose="activities", amount=Decimal(others)))
        money: dict[str, Any] = {"accounts": model.Accounts(received_on=after)}
        carried = left if after <= last and draw(st.booleans()) else Decimal(0)
        if carried:
            money["carried_over"] = model.CarriedOver(amount=carried, approved_on=after)
        elif left:
            money["repayments"] = (model.Repayment(on=after, amount=left),)
        is_calendar_year = parts == 1 and (begins.month, begins.day) == (1, 1) and draw(st.booleans())
        days: Any = (
            {"year": begins.year} if is_calendar_year else {"period": period_between(begins, after - DAY)}
        )
        money |= _draw_payments(draw, amount, begins, 3 // parts) if with_payments else {}
        yield model.Grant(**days, amount=amount, spending=tuple(spending), **money)


def _divide(
    first: date, last: date, amount_on: Callable[[date], Decimal], parts: int
) -> Iterator[tuple[date, date, Decimal]]:
    """Yield the first day of each grant, the day after its last, and its amount."""
    while first <= last:
        annual, following = amount_on(first), years_later(first, 1)
        if parts == 1:
            yield first, following, annual
        else:
            middle, half = months_after(first, _HALF_YEAR), (annual / 2).quantize(Decimal(1), ROUND_DOWN)
            yield first, middle, half
            yield middle, following, annual - half
        first = following


def _draw_payments(draw: DrawFn, amount: Decimal, first: date, most: int) -> dict[str, Any]:
    """Draw when a grant was awarded, and its payments in some rates."""
    rates = draw(st.integers(1, most))
    part = (amount / rates).quantize(Decimal(1), ROUND_DOWN)
    amounts = [*[part] * (rates - 1), amount - part * (rates - 1)]
    return {
        "awarded_on": first - draw(st.integers(0, 60)) * DAY,
        "payments": tuple(
            model.Payment(on=first + 100 * n * DAY, amount=each) for n, each in enumerate(amounts)
        ),
    }
