"""Strategies for partnerships that keep to the terms of their programme."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership import model
from civic_partnership.model import Partnership, Programme, Term
from civic_partnership.rules import FULL_TIME
from civic_partnership.values import Dated, Period, Table

from .valid_grants import draw_grants
from .valid_partners import draw_consultants, draw_employments, draw_partners
from .valid_programmes import (
    AMOUNT,
    DAY,
    NOTES,
    choose,
    first_year,
    parameter_on,
    period_between,
    years_later,
)

APPROPRIATION, NEXT_APPROPRIATION = "vol-1", "vol-2"
"""The appropriation of all partnerships, and the one that some extensions have instead."""

_LISTS = ("grants", "employments", "action_plans")
"""The lists of a partnership that may not be recorded."""
_SELDOM = st.sampled_from([False, False, False, True])


@st.composite
def valid_partnerships(
    draw: DrawFn, programme: Programme, n: int, *, complete: bool, paid: bool, with_payments: bool
) -> Partnership:
    """Draw the nth partnership under a programme; some of its lists may be left out.

    Args:
        programme: the programme.
        n: its number.
        complete: whether all of its lists are recorded.
        paid: whether an appropriation pays for it.
        with_payments: whether the payments of its grants are recorded.
    """
    terms = _draw_terms(draw, programme, paid=paid)
    first, last = terms[0].days.earliest_start, terms[-1].days.latest_end
    recorded = choose(draw, _LISTS, complete=complete)
    amount_on = _amounts_of(terms, programme)
    lists: dict[str, Any] = {}
    if "grants" in recorded:
        lists["grants"] = tuple(
            draw_grants(draw, programme, first, last, amount_on, with_payments=with_payments)
        )
    if "employments" in recorded:
        years = range(last.year - first.year + (last.month >= first.month))
        granted = min(amount_on(years_later(first, n)) for n in years)
        least = max(term.min_weekly_hours or Decimal(1) for term in terms)
        lists["employments"] = tuple(draw_employments(draw, programme, first, last, granted, least))
    if "action_plans" in recorded:
        lists["action_plans"] = tuple(_plans(draw, programme, first, last))
    if not complete and draw(_SELDOM):
        lists["cancelled"] = _draw_cancellation(draw, first, last)
    if not complete and _may_go_on(programme, lists, last) and draw(st.booleans()):
        terms[-1] = attrs.evolve(terms[-1], period=Period(f"{terms[-1].days.earliest_start}/.."))
    return Partnership(
        id=f"partnerskab-{n}",
        programme=programme.id,
        appropriation=APPROPRIATION if paid else None,
        partners=draw_partners(draw, n, first, last),
        consultants=draw_consultants(draw, first, last),
        terms=tuple(terms),
        note=draw(NOTES),
        **lists,
    )


def _draw_terms(draw: DrawFn, programme: Programme, *, paid: bool) -> list[Term]:
    """Draw an initial term, and perhaps an extension; each may set its own amount, hours or appropriation."""
    first = middle = date(
        first_year(programme) + draw(st.integers(0, 3)), draw(st.sampled_from([1, 7, 8, 10])), 1
    )
    # in a term of one year that begins later than in January lies no whole calendar year
    is_short = first.month > 1 and parameter_on(programme.term_years, middle, 4) == 1
    terms = []
    for k in range(draw(st.integers(2 if is_short else 1, 2))):
        years = parameter_on(programme.term_years, middle, 4)
        before = middle.year - first.year
        lengths = [n for n in range(1, years + 1) if _can_fill(programme, first, before + n)] or [years]
        following = years_later(middle, draw(st.sampled_from(lengths)) if k else years)
        own = _draw_own_parameters(draw, parameter_on(programme.annual_amount, middle, AMOUNT))
        if k:
            own["decision"] = model.Decision(on=middle - draw(st.integers(1, 200)) * DAY)
            own["appropriation"] = draw(st.sampled_from([None, NEXT_APPROPRIATION])) if paid else None
        kind: Any = "extension" if k else "initial"
        terms.append(Term(period=period_between(middle, following - DAY), kind=kind, **own))
        middle = following
    return terms


def _draw_own_parameters(draw: DrawFn, amount: Decimal) -> dict[str, Any]:
    """Draw the annual amount, a little lower, and the hours that an agreement sets itself; mostly none."""
    own: dict[str, Any] = {}
    if draw(_SELDOM):
        own["annual_amount"] = amount - 1000 * draw(st.integers(0, 5))
    if draw(_SELDOM):
        own["min_weekly_hours"] = Decimal(draw(st.integers(1, int(FULL_TIME))))
    return own


def _amounts_of(terms: list[Term], programme: Programme) -> Callable[[date], Decimal]:
    """Return a function that gives the annual amount on a day: that of the term, else of the programme."""

    def amount_on(day: date) -> Decimal:
        for term in terms:
            if term.annual_amount is not None and term.days.earliest_start <= day <= term.days.latest_end:
                return term.annual_amount
        amount: Decimal = parameter_on(programme.annual_amount, day, AMOUNT)
        return amount

    return amount_on


def _may_go_on(programme: Programme, lists: dict[str, Any], last: date) -> bool:
    """Return whether nothing is missing if the last term goes on until further notice.

    Either it is cancelled on the day on which the lists end, or there are no lists and no meetings are asked.
    """
    if "cancelled" in lists:
        return bool(lists["cancelled"].effective == last)
    asked = (
        programme.status_meetings_per_year,
        programme.status_meetings_with_board,
        programme.network_meetings_per_year,
    )
    return not lists and asked == (None, None, None)


def _find_plan_lengths(programme: Programme, first: date, left: int) -> list[int]:
    """Return the lengths of a plan after which other plans can fill the years that are left."""
    sizes = parameter_on(programme.plan_years, first, ()) or (1, 2)
    return [
        size for size in sizes if size <= left and _can_fill(programme, years_later(first, size), left - size)
    ]


def _can_fill(programme: Programme, first: date, years: int) -> bool:
    """Return whether plans can fill some years, each as long as the programme allows on its first day."""
    return years == 0 or bool(_find_plan_lengths(programme, first, years))


def _draw_cancellation(draw: DrawFn, first: date, last: date) -> model.Cancellation:
    """Draw a cancellation that takes effect at the end of one of the years of the agreement."""
    years = draw(st.integers(1, round((last - first).days / 365.25)))
    effective = years_later(first, years) - DAY
    return model.Cancellation(on=effective - draw(st.integers(0, 90)) * DAY, effective=effective)


def _plans(draw: DrawFn, programme: Programme, first: date, last: date) -> Iterator[model.ActionPlan]:
    """Yield one plan after another, as long as the programme allows; the last ends with the terms."""
    left = round((last - first).days / 365.25)
    while left:
        lengths = _find_plan_lengths(programme, first, left)
        years = draw(st.sampled_from(lengths)) if lengths else left
        following, left = years_later(first, years), left - years
        yield model.ActionPlan(
            exempt=Table({} if lengths else {"plan-length": Dated.always("Slutter med aftalen")}),
            period=period_between(first, following - DAY),
            approved_on=first - draw(st.integers(0, 90)) * DAY,
            approved_by=programme.department,
            objectives=tuple(
                model.Objective(focus_area=area.id, goal="Flere er med", status="reached")
                for area in programme.focus_areas.values()
                if area.since is None or area.since.earliest <= first
            ),
        )
        first = following
