"""The values of a programme that a rule has asked for, and the documents that demand them."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from civic_partnership.findings import Rule, UsedParameter, Verdict, holds_phone_number
from civic_partnership.model import Entry, Partnership, Programme, Source, Term
from civic_partnership.values import Dated, Interval, Period

from .concerned_days import find_concerned_days

_OF_TERMS = frozenset(attrs.fields_dict(Term))
"""A term may set some of these fields itself. They apply to each day, all others to a first day."""


def find_parameters(
    rule: Rule, verdict: Verdict, parts: Sequence[Entry], programme: Programme, on: date
) -> tuple[UsedParameter, ...]:
    """Return the values that a rule has asked for, as in force for the days that a verdict concerns.

    The values of a term go before those of the programme. If it is uncertain which value is in force, all
    that may be are returned. A value without a date is in force since the programme has its form. A verdict
    about no days is about the first term, else about the day of checking. `parts` are the record, and the
    parts of it that the path of the verdict leads through.
    """
    partnership = next((part for part in parts if isinstance(part, Partnership)), None)
    terms = partnership.terms if partnership else ()
    days = find_concerned_days(verdict.facts, parts)
    if days is None or days.earliest_start == date.min:
        days = min((term.days for term in terms), key=_start, default=Interval((on, on), (on, on)))
    return tuple(each for name in rule.parameters for each in _find_values(name, days, terms, programme))


def find_source(parameters: Sequence[UsedParameter], programme: Programme) -> Source | None:
    """Return the document that demands the first of the values that has one; None if none has.

    A source with a phone number in it is passed over, because no message repeats one.
    """
    by_programme = (each.name for each in parameters if each.owner == "programmes")
    sources = (programme.parameter_sources.get(name) for name in by_programme)
    return next((each for each in sources if each and not _holds_phone_number(each)), None)


def _holds_phone_number(source: Source) -> bool:
    return any(map(holds_phone_number, (source.document, source.place or "")))


def _find_values(
    name: str, days: Interval, terms: Sequence[Term], programme: Programme
) -> Iterator[UsedParameter]:
    """Yield the values of the terms, and those of the programme if a term leaves the field to it."""
    by_days = name in _OF_TERMS
    concerned = [term for term in terms if term.days.overlap(days).possible != 0] if by_days else []
    own = [(term, value) for term in concerned if (value := getattr(term, name)) is not None]
    for term, value in own:
        yield UsedParameter(name, value, term.period.start, "partnerships")
    if own and len(own) == len(concerned):
        return
    value = getattr(programme, name)
    if not isinstance(value, Dated):
        yield from [UsedParameter(name, value, programme.since)] if value else []
        return
    last = days.latest_end if by_days else days.latest_start
    for (key, _), entry in zip(value.changes, value.entries, strict=True):
        if entry.days.earliest_start <= last and days.earliest_start <= entry.days.latest_end:
            since = key.start if isinstance(key, Period) else key or programme.since
            yield UsedParameter(name, entry.value, since)


def _start(days: Interval) -> date:
    return days.earliest_start
