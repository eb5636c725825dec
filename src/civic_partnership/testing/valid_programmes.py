"""Strategies for programmes whose terms fit together, and what they ask for on a day."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership import model
from civic_partnership.model import Programme
from civic_partnership.values import Dated, PartialDate, Period, Range, Table, years_after

DAY = timedelta(days=1)
FIRST, LAST = 2005, 2060
"""Programmes begin after the first of these years; what belongs to them is over after the last."""
AMOUNT = Decimal(100_000)
"""The grant for a year for which the programme sets no amount."""
MEETINGS = 4
"""The most meetings of a kind that a programme asks for in a year."""

DEPARTMENT, PROGRAMME = "culture", "ordning"

NOTES = st.none() | st.builds("se {}".format, st.text("abdeginorstæøå ", max_size=12))
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
        note=draw(NOTES),
        **{name: terms[name] for name in sorted(chosen)},
    )


def _draw_plan_years(draw: DrawFn, term_years: int) -> tuple[int, ...]:
    """Draw some lengths of plans, which fill a term exactly."""
    sizes = draw(st.sets(st.integers(1, term_years), min_size=1))
    return tuple(sorted(sizes if _is_sum_of(term_years, sizes) else {*sizes, term_years}))


def _is_sum_of(number: int, sizes: Collection[int]) -> bool:
    """Return whether a number of years can be split into parts of the given sizes."""
    return number == 0 or any(size <= number and _is_sum_of(number - size, sizes) for size in sizes)


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
