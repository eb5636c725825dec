"""The names of those whom a deadline concerns, and the contacts that look after it."""

from datetime import date

from civic_partnership.findings import sanitize
from civic_partnership.model import Consultant, Meeting, Partner, Party, Register
from civic_partnership.rules import Context
from civic_partnership.values import OPEN, Answer, Interval, Label

from .deadline import Deadline

_PERSON = Label("en person", "a person")
_OWNERS = (
    ("programmes", "programme"),
    ("alliances", "alliance"),
    ("agreements", "agreement"),
    ("frameworks", "framework"),
)
"""Kind of record, and the field of a meeting or a round that names such a record."""


def name_of_party(party: Party, context: Context) -> Label | str:
    """Return the name of a party; of a person only that it is one."""
    if party.association:
        return context.name_of("associations", party.association)
    if party.department:
        return context.name_of("departments", party.department)
    return party.name or _PERSON


def name_of_owner(deadline: Deadline, register: Register) -> str:
    """Return the name of what a deadline concerns, without personal data.

    Of a partnership these are its associations on the last day of the deadline, else all of them. Of another
    record it is its name or title, or that of what the record belongs to. What has no name has its id.
    """
    if deadline.partnership is not None:
        return _name_of_partnership(deadline.partnership, deadline.last, register)
    record = register.get(deadline.record)
    for kind, field in _OWNERS:
        if id := getattr(record, field, None):
            record = getattr(register, kind).get(id)
            return _name(record, id)
    return _name(record, deadline.record.id or "")


def _name_of_partnership(id: str, day: date, register: Register) -> str:
    partnership = register.partnerships.get(id)
    partners = partnership.partners if partnership else ()
    on_day = [each for each in partners if _may_cover(each, day)]
    ids = dict.fromkeys(each.association for each in on_day or partners)
    return ", ".join(_name(register.associations.get(each), each) for each in ids) or sanitize(id)


def _name(record: object, id: str) -> str:
    return sanitize(getattr(record, "name", None) or getattr(record, "title", None) or id)


def _may_cover(row: Partner | Consultant, day: date) -> bool:
    return row.days.covers(day) is not Answer.BROKEN


def looks_after(contact: str, deadline: Deadline, register: Register, on: date) -> bool:
    """Return whether a contact may look after a deadline on its day; on the day `on` if it is overdue.

    That is a consultant of the partnership, or a contact of the alliance.
    """
    alliance = None
    if deadline.partnership is None:
        record = register.get(deadline.record)
        named = record.alliance if isinstance(record, Meeting) else deadline.record.id
        alliance = register.alliances.get(named or "")
        return alliance is not None and contact in alliance.contacts
    partnership = register.partnerships.get(deadline.partnership)
    first = max(deadline.first, on)
    last = first if deadline.last == OPEN else max(deadline.last, on)
    days = Interval((first, first), (last, last))
    consultants = partnership.consultants if partnership else ()
    return any(each.contact == contact and each.days.overlap(days).possible != 0 for each in consultants)
