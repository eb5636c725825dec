"""Which days of a register stand in its calendar, and what of the register does not."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs

from civic_partnership import Register
from civic_partnership.model import Meeting, RecordKey
from civic_partnership.plugins import Loss

from . import words
from .occasions import Missing, Occasion, Path, find_days
from .options import Options
from .texts import to_printable

CARRIES = frozenset(
    {
        "municipality.code",
        "municipality.name",
        "associations.id",
        "associations.name",
        "programmes.id",
        "programmes.name",
        "appropriations.id",
        "appropriations.programme",
        "appropriations.name",
        "appropriations.period",
        "rounds.id",
        "rounds.programme",
        "rounds.appropriation",
        "rounds.opens",
        "rounds.closes",
        "partnerships.id",
        "partnerships.programme",
        "partnerships.associations",
        "partnerships.terms.period",
        "partnerships.terms.kind",
        "partnerships.action_plans.period",
        "meetings.id",
        "meetings.on",
        "meetings.kind",
        "meetings.partnership",
        "meetings.programme",
        "meetings.alliance",
        "meetings.participants",
        "meetings.starts",
        "meetings.ends",
        "meetings.place",
        "meetings.subject",
        "meetings.agenda",
        "alliances.id",
        "alliances.name",
        "alliances.commitments.text",
        "alliances.commitments.due",
        "agreements.id",
        "agreements.title",
        "agreements.period",
        "agreements.evaluations.planned",
        "agreements.obligations.text",
        "agreements.obligations.due",
        "frameworks.id",
        "frameworks.title",
        "frameworks.hearing.opens",
        "frameworks.hearing.deadline",
        "frameworks.conferences.on",
    }
)
"""What there is room for in a calendar."""
_KINDS = {path.partition(".")[0] for path in CARRIES}


def events(register: Register, options: Options) -> Iterator[tuple[RecordKey, Occasion]]:
    """Yield every event of the calendar with its record: kind by kind, by id, in the order of the record."""
    for key, record in register:
        for each in _days(register, options, key, record):
            if isinstance(each, Occasion):
                yield key, each


def losses(register: Register, options: Options) -> Iterator[Loss]:
    """Yield what is carried in general, but not in this calendar."""
    named = {RecordKey("municipality", None)}
    for key, event in events(register, options):
        named |= {key, *event.about.names}
    for key, record in register:
        if key.kind not in _KINDS:
            continue
        days = _days(register, options, key, record)
        missing = [each for each in days if isinstance(each, Missing)]
        if key not in named:
            reasons = {each.reason for each in missing}
            yield Loss(record=key, path=(), reason=reasons.pop() if len(reasons) == 1 else words.APART)
        else:
            for each in (*missing, *_ambiguous_texts(record, key.kind), *_ambiguous_roles(record, options)):
                yield Loss(record=key, path=each.path, reason=each.reason)


def _days(register: Register, options: Options, key: RecordKey, record: Any) -> Iterator[Occasion | Missing]:
    """Return the days of a record, without those that are not taken along."""
    for each in find_days(register, key, record):
        if isinstance(each, Occasion) and not options.takes(each.day):
            yield Missing(each.path, words.OUTSIDE)
        else:
            yield each


def _ambiguous_texts(thing: Any, way: str, path: Path = ()) -> Iterator[Missing]:
    """Yield the losses of texts that a calendar cannot tell from every other."""
    if isinstance(thing, str):
        if to_printable(thing) != thing:
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
    """Return the fields of a class of which something is carried."""
    paths = {f"{each}." for each in CARRIES}
    names = [each.name for each in attrs.fields(cls)]
    below = {name: f"{way}.{name}." for name in names}
    return tuple(
        name for name in names if any(p.startswith(below[name]) or below[name].startswith(p) for p in paths)
    )


def _ambiguous_roles(record: Any, options: Options) -> Iterator[Missing]:
    """Yield the losses of roles that are written like one that is said in another way."""
    if isinstance(record, Meeting):
        known = {role.in_language(options.lang) for role in words.ROLES.values()}
        for number, role in enumerate(record.participants):
            if role in known and role not in words.ROLES:
                yield Missing(("participants", number), words.SAME_ROLE)
