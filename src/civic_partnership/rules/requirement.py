"""Requirements: values that a programme sets for certain days, and lists that a partnership must fill in."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from civic_partnership.findings import Verdict, missing, missing_in_each
from civic_partnership.model import Partnership
from civic_partnership.values import Answer, Dated, Interval, Lasting

from .context import Context

T = TypeVar("T")


class Requirement(NamedTuple, Generic[T]):
    """The value that a programme requires; several values if it is uncertain which is in force.

    Attributes:
        values: each value that may be in force, with the days to which it then applies. The value None means
            that nothing is required.
    """

    values: tuple[tuple[T | None, Interval], ...]

    @property
    def known(self) -> tuple[T, ...]:
        """The required values, for a sentence."""
        return tuple(value for value, _ in self.values if value is not None)

    def evaluate(self, question: Callable[[Interval, T], Answer]) -> Answer:
        """Return the common answer of a question for each value; for the value None it holds."""
        common: Answer | None = None
        for value, days in self.values:
            answer = Answer.HOLDS if value is None else question(days, value)
            if common is not None and answer is not common:
                return Answer.UNDECIDED
            common = answer
        return Answer.HOLDS if common is None else common


def on_first_day(parameter: Dated[T] | None, days: Interval) -> Requirement[T]:
    """Return the required value that is in force on the first day of an interval."""
    if parameter is None:
        return Requirement(())
    early, late = days.earliest_start, days.latest_start
    for in_force, certain in parameter.entries:
        if in_force.latest_start <= early and late <= in_force.earliest_end:
            return Requirement(((certain, days),))  # no other value may be in force
    start, end = (early, late), (days.earliest_end, days.latest_end)
    values: list[tuple[T | None, Interval]] = []
    possible: list[tuple[Interval, T | None]] = [(gap, None) for gap in parameter.gaps]
    possible += parameter.entries
    for in_force, value in possible:
        first, last = max(early, in_force.earliest_start), min(late, in_force.latest_end)
        if first <= last:
            values.append((value, days if (first, last) == start else Interval((first, last), end)))
    return Requirement(tuple(values))


def has_begun(row: Lasting, on: date) -> bool:
    """Return whether a row may have begun by a day."""
    return row.days.earliest_start <= on


def is_over(row: Lasting, on: date) -> bool:
    """Return whether a row may be over by a day."""
    return row.days.earliest_end < on


def last_day_asked(partnership: Partnership, on: date) -> date:
    """Return the last day on which a partnership owes anything, up to a day: earlier if it is cancelled."""
    return min(on, partnership.cancelled.effective) if partnership.cancelled else on


def begins_after_end(row: Lasting, partnership: Partnership) -> bool:
    """Return whether a row certainly begins after a cancellation of the partnership took effect."""
    return partnership.cancelled is not None and row.days.earliest_start > partnership.cancelled.effective


def may_have_begun(partnership: Partnership, context: Context) -> bool:
    """Return whether a partnership may have begun; without terms nobody can exclude it."""
    return not partnership.terms or any([has_begun(term, context.on) for term in partnership.terms])


def _find_span(partnership: Partnership) -> tuple[date, date]:
    """Return the first and the last day that the terms may have."""
    every = [term.days for term in partnership.terms]
    return min([days.earliest_start for days in every]), max([days.latest_end for days in every])


def is_owed(parameter: Dated[T] | None, partnership: Partnership, context: Context) -> bool:
    """Return whether the programme may require something on a day of the partnership so far.

    A partnership without terms may have run on any day. An empty list requires nothing.
    """
    first, last = context.cached(_find_span, partnership) if partnership.terms else (context.on, context.on)
    if parameter is None or first > context.on:
        return False
    return any([value not in (None, ()) for value in parameter.possible(first, min(last, context.on))])


_ASKED_BY = {
    "grants": "annual_amount",
    "employments": "min_weekly_hours",
    "action_plans": "plan_years",
    "spending": "resource_person_share",
    "payments": "annual_amount",
    "objectives": "focus_areas",
}
"""List of a partnership, or of its grants -> the parameter by which a programme asks for such a list."""


def missing_list(name: str, partnership: Partnership, context: Context) -> Sequence[Verdict]:
    """Return that a list is missing, if the list is empty and the programme asks for it."""
    is_missing = not getattr(partnership, name) and _is_asked(name, partnership, context)
    return [missing(name)] if is_missing else ()


def _is_asked(name: str, partnership: Partnership, context: Context) -> bool:
    """Return whether the programme may ask for a list; if it sets no parameter, it asks for nothing."""
    programme = context.programme_of(partnership)
    if programme is None or name not in _ASKED_BY:
        return may_have_begun(partnership, context)
    parameter = getattr(programme, _ASKED_BY[name])
    if isinstance(parameter, Dated):
        return is_owed(parameter, partnership, context)
    return bool(parameter) and may_have_begun(partnership, context)


def missing_field(
    field: str, name: str, partnership: Partnership, context: Context, is_asked: Callable[[Any, date], bool]
) -> Sequence[Verdict]:
    """Return that a list of a partnership is missing, or that no row of the list fills in a field.

    The function `is_asked` tells whether a row must have filled in the field by a day.
    """
    rows = getattr(partnership, name)
    for row in rows:
        if getattr(row, field):
            return ()
    if not _is_asked(field, partnership, context):
        return ()
    places = [(name, i, field) for i, row in enumerate(rows) if is_asked(row, context.on)]
    return [missing_in_each(*places)] if places else missing_list(name, partnership, context)
