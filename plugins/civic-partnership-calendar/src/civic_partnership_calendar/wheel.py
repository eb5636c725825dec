"""The events of a calendar, and the values of the register that are in no event."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs

from civic_partnership import Register
from civic_partnership.model import Meeting, Partnership, RecordKey
from civic_partnership.plugins import Loss
from civic_partnership.values import Answer

from . import words
from .occasions import Missing, Occasion, Path, find_days
from .options import Options

_CARRIED = {
    "municipality": "code name",
    "associations": "id name",
    "programmes": "id name",
    "appropriations": "id programme name period",
    "rounds": "id programme appropriation opens closes",
    "partnerships": "id programme partners.association terms.period terms.kind employments.period"
    " action_plans.period grants.accounts.due cancelled.effective",
    "meetings": "id on kind partnership programme alliance participants starts ends place subject agenda",
    "alliances": "id name commitments.text commitments.due",
    "agreements": "id title period evaluations.planned obligations.text obligations.due",
    "frameworks": "id title hearing.opens hearing.deadline conferences.on",
}
"""Kind of record -> the fields of it that a calendar can hold."""
CARRIES = frozenset(f"{kind}.{field}" for kind, fields in _CARRIED.items() for field in fields.split())


def events(register: Register, options: Options) -> Iterator[tuple[RecordKey, Occasion]]:
    """Yield every event of the calendar with its record: kind by kind, by id, in the order of the record."""
    for key, record in register:
        for each in _days(register, options, key, record):
            if isinstance(each, Occasion):
                yield key, each


def losses(register: Register, options: Options) -> Iterator[Loss]:
    """Yield a loss for each value that the format carries and this calendar lacks or changes."""
    named = {RecordKey("municipality", None)}
    for key, event in events(register, options):
        named |= {key, *event.about.names}
    for key, record in register:
        if key.kind not in _CARRIED:
            continue
        days = _days(register, options, key, record)
        missing = [each for each in days if isinstance(each, Missing)]
        if key not in named:
            reasons = {each.reason for each in missing}
            yield Loss(record=key, path=(), reason=reasons.pop() if len(reasons) == 1 else words.APART)
        else:
            for each in dict.fromkeys((*missing, *_ambiguous_texts(record, key.kind))):
                yield Loss(record=key, path=each.path, reason=each.reason)


def _days(register: Register, options: Options, key: RecordKey, record: Any) -> Iterator[Occasion | Missing]:
    """Yield the days of a record; a day that the options leave out counts as missing."""
    for each in find_days(register, key, record):
        if isinstance(each, Occasion) and not options.takes(each.day):
            yield Missing(each.path, words.OUTSIDE)
        elif isinstance(each, Occasion) and not _is_of_consultant(register, options, record, each):
            yield Missing(each.path, words.OTHER_CONSULTANT)
        else:
            yield each


def _is_of_consultant(register: Register, options: Options, record: Any, event: Occasion) -> bool:
    """Tell whether the chosen consultant may have the partnership of an event on its day.

    Events without a partnership are everybody's.
    """
    partnership = (
        register.partnerships.get(record.partnership or "") if isinstance(record, Meeting) else record
    )
    if options.consultant is None or not isinstance(partnership, Partnership):
        return True
    return any(
        row.contact == options.consultant and row.days.covers(event.day) is not Answer.BROKEN
        for row in partnership.consultants
    )


def _ambiguous_texts(thing: Any, way: str, path: Path = ()) -> Iterator[Missing]:
    """Yield the losses of texts that the calendar has to change."""
    if isinstance(thing, str):
        if words.to_printable(thing) != thing:
            yield Missing(path, words.CHANGED)
    elif isinstance(thing, tuple):
        for number, row in enumerate(thing):
            yield from _ambiguous_texts(row, way, (*path, number))
    elif attrs.has(type(thing)):
        cls: Any = type(thing)
        for name in _carried_fields(cls, way):
            yield from _ambiguous_texts(getattr(thing, name), f"{way}.{name}", (*path, name))


@cache
def _carried_fields(cls: Any, way: str) -> tuple[str, ...]:
    """Return the fields of a class that are carried, as a whole or in part."""
    paths = {f"{each}." for each in CARRIES}
    names = [each.name for each in attrs.fields(cls)]
    below = {name: f"{way}.{name}." for name in names}
    return tuple(
        name for name in names if any(p.startswith(below[name]) or below[name].startswith(p) for p in paths)
    )
