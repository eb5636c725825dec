"""What the plain rules work on: a partnership with what stands beside it, and periods as whole numbers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pydantic_base import Base, Programme
from pydantic_models import Association, Grant, Meeting, Partnership
from pydantic_values import Days


class Case(NamedTuple):
    """A partnership with what the rules need beside it.

    Attributes:
        on: the day of checking.
        until: the last day that is asked about: that day, or the last day of a cancelled agreement.
    """

    partnership: Partnership
    associations: Mapping[str, Association]
    meetings: Iterable[Meeting]
    base: Base
    programme: Programme
    on: int
    until: int
    terms: list[Days]
    grants: list[Days]


Rule = Callable[[Case], bool]
"""Returns whether a partnership breaks the rule."""


@lru_cache
def year_days(year: int) -> Days:
    """Return all days of a year."""
    return Days(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())


@lru_cache(maxsize=10_000)
def years_after(day: int, years: int) -> int:
    """Return the same day some years later; 1 March after 29 February."""
    start = date.fromordinal(day)
    if (start.month, start.day) == (2, 29) and (start.year + years) % 4:
        return date(start.year + years, 3, 1).toordinal()
    return start.replace(year=start.year + years).toordinal()


def find_gap(wanted: Iterable[Days], cover: Iterable[Days], until: int) -> bool:
    """Return whether some wanted day, up to a day, is not covered."""
    sorted_cover = sorted(cover)
    for first, last in wanted:
        day = first
        for start, end in sorted_cover:
            if start > day:
                break
            day = max(day, end + 1)
        if day <= min(last, until):
            return True
    return False


def has_overlap(periods: Iterable[Days], until: int) -> bool:
    """Return whether two periods share a day, up to a day."""
    ordered = sorted(periods)
    return any(later.first <= min(earlier.last, until) for earlier, later in pairwise(ordered))


def grant_days(grant: Grant) -> Days:
    """Return the days of a grant."""
    return grant.period if grant.year is None else year_days(grant.year)  # type: ignore[return-value] # one of the two is there
