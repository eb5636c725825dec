"""Strategies for programmes whose terms fit together, and for partnerships that keep to them."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership import model
from civic_partnership.model import Partnership, Programme
from civic_partnership.values import Dated, PartialDate, Period, Range, Table, years_after

from .valid_partners import draw_consultants, draw_employments, draw_partners

DAY = timedelta(days=1)
FIRST, LAST = 2005, 2060
"""Programmes begin after the first of these years; what belongs to them is over after the last."""
AMOUNT = Decimal(100_000)
"""The grant for a year for which the programme sets no amount."""
MEETINGS = 4
"""The most meetings of a kind that a programme asks for in a year."""

DEPARTMENT, PROGRAMME, APPROPRIATION = "culture", "ordning", "vol-1"

_LISTS = ("grants", "employments", "action_plans")
"""The lists of a partnership that may not be recorded."""
_NOTES = st.none() | st.builds("se {}".format, st.text("abdeginorstæøå ", max_size=12))
"""Texts without a digit, an @ or a capital letter: no rule takes a part of them for a number or a name."""


def choose(draw: DrawFn, names: tuple[str, ...], *, complete: bool) -> set[str]:
    """Draw some of the names, as few as a failing test needs; all of them for a complete register."""
    return set(names) if complete else draw(st.sets(st.sampled_from(names)))


@st.composite
def programmes(draw: DrawFn, *, complete: bool = False) -> Programme:
    """Draw a programme whose terms fit together; the annual amount may change once.

    Args:
        complete: whether it sets every term; it may leave some open by default.
    """
    begins = draw(st.integers(FIRST, 2030))
    years, meetings = draw(st.integers(1, 5)), draw(st.integers(1, MEETINGS))
    members, network_meetings = draw(st.integers(1, 200)), draw(st.integers(1, MEETINGS))
    amounts = st.integers(50, 300).map(lambda thousands: Decimal(1000 * thousands))
    changes = {str(begins): draw(amounts)}
    if draw(st.booleans()):
        changes[str(begins + draw(st.integers(1, 8)))] = draw(amounts)
    areas = [
        model.FocusArea(id=f"area-{n}", number=n, name=f"Område {n}", since=PartialDate(str(begins)))
        for n in range(1, draw(st.integers(1, 4)) + 1)
    ]
    terms: dict[str, Any] = {
        "annual_amount": Dated.since(changes),
        "min_weekly_hours": Dated.always(Decimal(draw(st.integers(1, 37)))),
        "term_years": Dated.always(years),
        "plan_years": Dated.always(_draw_plan_years(draw, years)),
        "min_youth_members": Dated.always(Range(members, members + draw(st.integers(0, 100)))),
        "resource_person_share": Dated.always(Decimal(draw(st.integers(50, 100)))),
        "status_meetings_per_year": Dated.always(meetings),
        "status_meetings_with_board": Dated.always(draw(st.integers(1, meetings))),
        "network_meetings_per_year": Dated.always(
            Range(network_meetings, draw(st.integers(network_meetings, MEETINGS)))
        ),
        "declarations_required": ("child-protection",),
        "accounts_due_months": Dated.always(draw(st.integers(1, 6))),
        "focus_areas": Table({area.id: area for area in areas}),
    }
    chosen = choose(draw, tuple(terms), complete=complete)
    return Programme(
        id=PROGRAMME,
        name="Foreningspartnerskaber",
        department=DEPARTMENT,
        since=PartialDate(str(begins)),
        max_age=25,
        note=draw(_NOTES),
        **{name: terms[name] for name in sorted(chosen)},
    )


def _draw_plan_years(draw: DrawFn, term_years: int) -> tuple[int, ...]:
    """Draw some lengths of plans, which fill a term exactly."""
    sizes = draw(st.sets(st.integers(1, term_years), min_size=1))
    return tuple(sorted(sizes if _is_sum_of(term_years, sizes) else {*sizes, term_years}))


def first_year(programme: Programme) -> int:
    """Return the year in which a programme begins."""
    return programme.since.latest.year if programme.since else FIRST


def enough_members(programme: Programme) -> int:
    """Return a number of members that is enough for a programme on every day."""
    required = programme.min_youth_members
    return max((each.most for _, each in required.changes), default=0) if required else 0


def parameter_on(parameter: Dated[Any] | None, day: date, default: Any) -> Any:
    """Return a value that a parameter may have on a day; the default where it has none."""
    values = () if parameter is None else parameter.possible(day, day)
    return next((value for value in values if value is not None), default)


def years_later(day: date, years: int) -> date:
    """Return the day so many years later."""
    later = years_after(day, years)
    assert later is not None  # noqa: S101 - far from the end of the calendar
    return later


def period_between(first: date, last: date) -> Period:
    """Return the period from one day to another, both inclusive."""
    return Period(f"{first}/{last}")


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
    first = middle = date(
        first_year(programme) + draw(st.integers(0, 3)), draw(st.sampled_from([1, 8, 10])), 1
    )
    # in a term of one year that begins later than in January lies no whole calendar year
    is_short = first.month > 1 and parameter_on(programme.term_years, middle, 4) == 1
    terms = []
    for k in range(draw(st.integers(2 if is_short else 1, 2))):
        years = parameter_on(programme.term_years, middle, 4)
        before = middle.year - first.year
        lengths = [n for n in range(1, years + 1) if _can_fill(programme, first, before + n)] or [years]
        following = years_later(middle, draw(st.sampled_from(lengths)) if k else years)
        decided = model.Decision(on=middle - draw(st.integers(1, 200)) * DAY) if k else None
        kind: Any = "extension" if k else "initial"
        terms.append(model.Term(period=period_between(middle, following - DAY), kind=kind, decision=decided))
        middle = following
    last = middle - DAY
    recorded = choose(draw, _LISTS, complete=complete)
    grants = (
        tuple(_grants(draw, programme, first, last, with_payments=with_payments))
        if recorded - {"action_plans"}
        else ()
    )
    lists: dict[str, Any] = {}
    if "grants" in recorded:
        lists["grants"] = grants
    if "employments" in recorded:
        granted = min(grant.amount for grant in grants)
        lists["employments"] = tuple(draw_employments(draw, programme, first, last, granted))
    if "action_plans" in recorded:
        lists["action_plans"] = tuple(_plans(draw, programme, first, last))
    if not complete and draw(st.integers(0, 3)) == 0:
        lists["cancelled"] = _draw_cancellation(draw, first, last)
    return Partnership(
        id=f"partnerskab-{n}",
        programme=programme.id,
        appropriation=APPROPRIATION if paid else None,
        partners=draw_partners(draw, n, first, last),
        consultants=draw_consultants(draw, first, last),
        terms=tuple(terms),
        note=draw(_NOTES),
        **lists,
    )


def _is_sum_of(number: int, sizes: Collection[int]) -> bool:
    """Return whether a number of years can be split into parts of the given sizes."""
    return number == 0 or any(size <= number and _is_sum_of(number - size, sizes) for size in sizes)


def _find_plan_lengths(programme: Programme, first: date, left: int) -> list[int]:
    """Return the lengths of a plan after which other plans can fill the years that are left."""
    sizes = parameter_on(programme.plan_years, first, ()) or (1, 2)
    return [
        size for size in sizes if size <= left and _can_fill(programme, years_later(first, size), left - size)
    ]


def _can_fill(programme: Programme, first: date, years: int) -> bool:
    """Return whether plans can fill some years, each as long as the programme allows on its first day."""
    return years == 0 or bool(_find_plan_lengths(programme, first, years))


def _grants(
    draw: DrawFn, programme: Programme, first: date, last: date, *, with_payments: bool
) -> Iterator[model.Grant]:
    """Yield one grant for each year that begins from `first` to `last`, spent as the programme allows."""
    carried = Decimal(0)
    while first <= last:
        amount = parameter_on(programme.annual_amount, first, AMOUNT)
        share = parameter_on(programme.resource_person_share, first, Decimal(100))
        others = int(amount * (100 - share) / 100) if draw(st.booleans()) else 0
        left = Decimal(draw(st.sampled_from([0, 0, 10_000])))
        spending = [model.Spending(purpose="resource-person", amount=amount + carried - others - left)]
        following = years_later(first, 1)
        money: dict[str, Any] = {"accounts": model.Accounts(received_on=following)}
        carried = left if following <= last and draw(st.booleans()) else Decimal(0)
        if carried:
            money["carried_over"] = model.CarriedOver(amount=carried, approved_on=following)
        elif left:
            money["repayments"] = (model.Repayment(on=following, amount=left),)
        if others:
            spending.append(model.Spending(purpose="activities", amount=Decimal(others)))
        is_calendar_year = (first.month, first.day) == (1, 1) and draw(st.booleans())
        days: Any = (
            {"year": first.year} if is_calendar_year else {"period": period_between(first, following - DAY)}
        )
        money |= _draw_payments(draw, amount, first) if with_payments else {}
        yield model.Grant(**days, amount=amount, spending=tuple(spending), **money)
        first = following


def _draw_payments(draw: DrawFn, amount: Decimal, first: date) -> dict[str, Any]:
    """Draw when a grant was awarded, and its payments in one to three rates."""
    rates = draw(st.integers(1, 3))
    part = (amount / rates).quantize(Decimal(1), ROUND_DOWN)
    amounts = [*[part] * (rates - 1), amount - part * (rates - 1)]
    return {
        "awarded_on": first - draw(st.integers(0, 60)) * DAY,
        "payments": tuple(
            model.Payment(on=first + 100 * n * DAY, amount=each) for n, each in enumerate(amounts)
        ),
    }


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
