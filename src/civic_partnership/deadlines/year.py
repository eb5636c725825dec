"""The deadlines of a register in some days, and those that are overdue."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import localcontext
from types import MappingProxyType
from typing import Any

from civic_partnership.model import Entry, Partnership, RecordKey, Register
from civic_partnership.rules import EXACT, Context, is_set_aside
from civic_partnership.values import OPEN, Interval

from .cooperation_days import (
    find_in_agreement,
    find_in_alliance,
    find_in_appropriation,
    find_in_framework,
    find_in_meeting,
    find_in_round,
)
from .deadline import DEADLINE_KINDS, Deadline, Due
from .owners import find_contacts, find_owner, name_of_owner
from .partnership_days import find_in_partnership
from .yearly import find_conferences, find_declarations, find_network_meetings, find_status_meetings

_FINDERS: Mapping[str, Callable[[Any, Context], Iterator[Due]]] = MappingProxyType(
    {
        "appropriations": find_in_appropriation,
        "rounds": find_in_round,
        "partnerships": find_in_partnership,
        "meetings": find_in_meeting,
        "alliances": find_in_alliance,
        "agreements": find_in_agreement,
        "frameworks": find_in_framework,
    }
)
"""Kind of record -> the function that finds what is due in one."""
_YEARLY_FINDERS: Mapping[str, tuple[Callable[[Any, Context, range], Iterator[Due]], ...]] = MappingProxyType(
    {
        "programmes": (find_network_meetings,),
        "partnerships": (find_status_meetings, find_declarations),
        "frameworks": (find_conferences,),
    }
)
"""Kind of record -> the functions that find what is due in some years that are not over."""
_ORDER = tuple(DEADLINE_KINDS)


def find_deadlines(
    register: Register, *, on: date, since: date, until: date, consultant: str | None = None
) -> tuple[Deadline, ...]:
    """Return the deadlines that may fall on one of some days, and the overdue ones of days before.

    What is done is no deadline; nor is what nobody can do any more, such as a meeting on a day that has
    passed. So every deadline that is not overdue may fall on the day `on` or later.

    Args:
        register: the register.
        on: the day as of which something is overdue; the clock is never read.
        since: the first of the days.
        until: the last of the days.
        consultant: the id of a contact; if given, only the deadlines that this contact may look after.

    Returns:
        the deadlines, the overdue ones first, then by day, kind and record.
    """
    context = Context(register, on)
    years = range(max(since.year, on.year), until.year + 1)
    with localcontext(EXACT):
        found = [
            _make_deadline(due, key, record, context)
            for key, record in register
            for due in _find_due(key, record, context, years)
            if due.first <= until and (due.last >= since or due.last < on) and _is_open(due, record, context)
        ]
    if consultant is not None:
        found = [each for each in found if consultant in each.contacts]
    return tuple(sorted(found, key=_sort_key))


def _find_due(key: RecordKey, record: Entry, context: Context, years: range) -> Iterator[Due]:
    if key.kind in _FINDERS:
        yield from _FINDERS[key.kind](record, context)
    for find in _YEARLY_FINDERS.get(key.kind, ()):
        yield from find(record, context, years)


def _is_open(due: Due, record: Entry, context: Context) -> bool:
    """Return whether something is still due, or may be.

    What a rule demands is due even when its day has passed, unless the rule is set aside here.
    """
    if not due.is_known and (due.last == OPEN or due.last < context.on):
        return False
    if due.rule is None:
        return due.last >= context.on
    return not is_set_aside(due.rule, record, due.path, due.concerned, context)


def _make_deadline(due: Due, key: RecordKey, record: Entry, context: Context) -> Deadline:
    """Return the deadline; whom it concerns on its days, or today if these have passed."""
    on, owner = context.on, find_owner(record, context)
    first = max(due.first, on)
    last = first if due.last == OPEN else max(due.last, on)
    days = Interval((first, first), (last, last))
    return Deadline(
        first=due.first,
        last=due.last,
        kind=due.kind,
        record=key,
        path=due.path,
        partnership=owner.id if isinstance(owner, Partnership) else None,
        owner=name_of_owner(owner, days, context),
        contacts=find_contacts(owner, days, context),
        text=due.text,
        is_overdue=due.last < on,
        may_be_overdue=due.rule is not None and due.first < on <= due.last,
    )


def _sort_key(deadline: Deadline) -> Any:
    kind, path = _ORDER.index(deadline.kind), [(isinstance(step, str), step) for step in deadline.path]
    return not deadline.is_overdue, deadline.last, deadline.first, kind, deadline.record, path
