"""The resource persons of a partnership: whether any are asked for, and who is at work on which days."""

from collections.abc import Sequence, Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from civic_partnership.findings import Verdict, missing
from civic_partnership.model import Employment, Leave, Partnership
from civic_partnership.values import Answer, Bounds, Present

from .context import Context
from .requirement import has_begun, is_owed


def asks_for_hours(partnership: Partnership, context: Context) -> bool:
    """Return whether the programme or a term that may have begun asks for hours of resource persons."""
    own = any([term.min_weekly_hours and has_begun(term, context.on) for term in partnership.terms])
    return own or is_owed(context.programme(partnership).min_weekly_hours, partnership, context)


def asks_for_resource_person(partnership: Partnership, context: Context) -> bool:
    """Return whether the partnership needs a resource person: for hours, or for a share of the grant."""
    share = context.programme(partnership).resource_person_share
    return asks_for_hours(partnership, context) or is_owed(share, partnership, context)


def missing_employments(partnership: Partnership, context: Context) -> Sequence[Verdict]:
    """Return that the employments are missing, if none is recorded but a resource person is asked for."""
    is_missing = not partnership.employments and asks_for_resource_person(partnership, context)
    return [missing("employments")] if is_missing else ()


class Staff(NamedTuple):
    """The resource persons on a run of days.

    Attributes:
        employed: the indexes of the employments that may cover the days.
        at_work: the indexes of those whose persons are not certainly on leave.
        hours: the weekly hours of all who are at work.
        is_employed: whether somebody is employed.
    """

    employed: tuple[int, ...]
    at_work: tuple[int, ...]
    hours: Bounds
    is_employed: Answer


def find_staff(employed: Present[Employment], leave: Present[Leave], owners: Sequence[int]) -> Staff:
    """Return the resource persons on a run of days.

    `owners` holds the index of the employment to which each leave belongs.
    """
    away = {owners[index] for index in leave.certain}
    maybe_away = {owners[index] for index in leave.possible}
    at_work = tuple(index for index in employed.possible if index not in away)
    hours = _sum_hours(employed, at_work, maybe_away)
    return Staff(tuple(employed.possible), at_work, hours, employed.any)


def _sum_hours(employed: Present[Employment], at_work: Sequence[int], maybe_away: AbstractSet[int]) -> Bounds:
    """Add up the hours of those who may be at work; hours that are not recorded may be any number."""
    possible = [employed.possible[index].weekly_hours for index in at_work]
    most = None if None in possible else sum([each or Decimal(0) for each in possible])
    sure = {
        index: Decimal(0) if index in maybe_away else person.weekly_hours or Decimal(0)
        for index, person in employed.possible.items()
    }
    somebody = min(sure.values())  # it is asked only if at least one of them is employed
    return Bounds(sum([sure[index] for index in employed.certain]) if employed.certain else somebody, most)
