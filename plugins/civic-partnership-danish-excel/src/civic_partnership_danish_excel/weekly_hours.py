"""The weekly hours of the resource persons of a partnership in the course of a year."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from civic_partnership.model import Employment, Partnership
from civic_partnership.values import OPEN, Interval, Present, danish_date, danish_number, sweep

_UNKNOWN = "?"
"""The sign for hours that are not recorded; behind a number, for hours that are not certain."""


class HoursRun(NamedTuple):
    """Consecutive days on which the weekly hours are the same.

    Attributes:
        first: the first day.
        last: the last day.
        hours: the hours of all who are at work; None if they are not recorded.
        is_certain: whether it is certain who is at work.
    """

    first: date
    last: date
    hours: Decimal | None
    is_certain: bool

    def __str__(self) -> str:
        if self.hours is None:
            return _UNKNOWN
        return f"{danish_number(self.hours)}{'' if self.is_certain else _UNKNOWN}"


def find_hours(partnership: Partnership, until: date) -> Sequence[HoursRun]:
    """Return the weekly hours of all days on which somebody is employed, or should be.

    Days without an employment count as 0 hours if a term covers them, before a cancellation takes effect. If
    no employment is recorded at all, nothing is known.
    """
    if not partnership.employments:
        return ()
    leave = [(owner, row) for owner, each in enumerate(partnership.employments) for row in each.leave]
    owners = [owner for owner, _ in leave]
    cancelled = [_days_after(partnership.cancelled.effective)] if partnership.cancelled else []
    runs = []
    for days, (terms, over, people, away) in sweep(
        partnership.terms, cancelled, partnership.employments, [row for _, row in leave], until=until
    ):
        if people.possible or (terms.certain and not over.certain):
            absent = {owners[index] for index in away.certain}
            is_certain = absent == {owners[index] for index in away.possible}
            runs.append(HoursRun(*days, _add_hours(people, absent), is_certain and _are_certain(people)))
    return _merge(runs)


def hours_of_year(runs: Sequence[HoursRun], year: int) -> Decimal | str | None:
    """Return the weekly hours of a year: a number, or a text if they changed: `20; 28,5 fra 01-07-2023`.

    None is returned if nothing is known.
    """
    start, end = date(year, 1, 1), date(year, 12, 31)
    of_year = [run for run in runs if run.first <= end and run.last >= start]
    if all(run.hours is None for run in of_year):
        return None
    first, *others = of_year
    if first.is_certain and not others:
        return first.hours
    return "; ".join([str(first), *(f"{run} fra {danish_date(run.first)}" for run in others)])


def _days_after(day: date) -> Interval:
    following = day + timedelta(days=1)
    return Interval((following, following), (OPEN, OPEN))


def _are_certain(people: Present[Employment]) -> bool:
    return people.certain.keys() == people.possible.keys()


def _add_hours(people: Present[Employment], absent: set[int]) -> Decimal | None:
    hours = [each.weekly_hours for index, each in people.possible.items() if index not in absent]
    return None if None in hours else sum((each for each in hours if each is not None), Decimal(0))


def _merge(runs: Sequence[HoursRun]) -> Sequence[HoursRun]:
    """Join runs that follow each other and have the same hours."""
    merged: list[HoursRun] = []
    for run in runs:
        before = merged[-1] if merged else None
        if before and before[2:] == run[2:] and before.last + timedelta(days=1) == run.first:
            merged[-1] = before._replace(last=run.last)
        else:
            merged.append(run)
    return merged
