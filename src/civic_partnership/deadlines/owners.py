"""The names of those whom a deadline concerns, and the contacts who look after it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from civic_partnership.findings import sanitize
from civic_partnership.model import Alliance, Entry, Partnership, Party, Programme
from civic_partnership.rules import Context
from civic_partnership.values import Interval, Label, Lasting

R = TypeVar("R", bound=Lasting)

_PERSON = Label("en person", "a person")
_OWNERS = (
    ("partnership", "partnerships"),
    ("programme", "programmes"),
    ("alliance", "alliances"),
    ("agreement", "agreements"),
    ("framework", "frameworks"),
)
"""The fields of a meeting, a round or an appropriation that name what it belongs to, each with its kind."""


def name_of_party(party: Party, context: Context) -> Label | str:
    """Return the name of a party; of a person only that it is one."""
    if party.association:
        return context.name_of("associations", party.association)
    if party.department:
        return context.name_of("departments", party.department)
    return party.name or _PERSON


def find_owner(record: Entry, context: Context) -> Entry:
    """Return the partnership, programme, alliance, agreement or framework of a record, else the record."""
    for field, kind in () if isinstance(record, Partnership) else _OWNERS:
        if id := getattr(record, field, None):
            return getattr(context.register, kind).get(id) or record
    return record


def name_of_owner(owner: Entry, days: Interval, context: Context) -> str:
    """Return the name, title or id of a record; of a partnership its associations on some days, else all."""
    if isinstance(owner, Partnership):
        partners = _on_days(owner.partners, days) or owner.partners
        names = dict.fromkeys(context.name_of("associations", each.association) for each in partners)
        return " / ".join(map(sanitize, names)) or sanitize(owner.id)
    own_names = (getattr(owner, field, None) for field in ("name", "title", "id"))
    return sanitize(next(filter(None, own_names), ""))


def find_contacts(owner: Entry, days: Interval, context: Context) -> tuple[str, ...]:
    """Return the ids of the contacts who may look after a record on some days."""
    if isinstance(owner, Alliance):
        return owner.contacts
    if isinstance(owner, Partnership):
        partnerships: Iterable[Partnership] = (owner,)
    else:
        partnerships = context.partnerships(owner) if isinstance(owner, Programme) else ()
    return tuple(
        dict.fromkeys(
            each.contact for partnership in partnerships for each in _on_days(partnership.consultants, days)
        )
    )


def _on_days(rows: Sequence[R], days: Interval) -> Sequence[R]:
    """Return the rows that may be in force on one of some days."""
    return [each for each in rows if each.days.overlap(days).possible != 0]
