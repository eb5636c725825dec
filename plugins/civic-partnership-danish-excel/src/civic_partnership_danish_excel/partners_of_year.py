"""The partners and the consultants of a partnership in a year, by the names and numbers of that year."""

from collections.abc import Mapping, Sequence
from datetime import date

from civic_partnership.model import Association, Consultant, Contact, Partner, Partnership
from civic_partnership.values import Answer, Period, danish_date

_UNKNOWN = "?"
"""The sign for a number that is not recorded, or not certain."""


def join_words(texts: Sequence[str]) -> str:
    """Join texts: `A`, `A og B`, `A, B og C`."""
    *others, last = texts or [""]
    return f"{', '.join(others)} og {last}" if others else last


def partner_names(
    partnership: Partnership, associations: Mapping[str, Association], year: int | None
) -> str | None:
    """Return the partners of a year; None if nobody was a partner.

    Each has the name of its last day in the year. In brackets stand a name that it gave up in the year, and
    the day on which it joined or left in the year. Without a year, these are all partners with their present
    names.
    """
    partners = [partner for partner in partnership.partners if _takes_part(partner, year)]
    names = dict.fromkeys(_name(partner, associations.get(partner.association), year) for partner in partners)
    return join_words(list(names)) or None


def partner_cvr_numbers(
    partnership: Partnership, associations: Mapping[str, Association], year: int | None
) -> str | None:
    """Return the CVR numbers on 31 December of those who are, perhaps, partners on that day.

    `?` stands for a number that is not known; None is returned if no number is known. Without a year, these
    are the present numbers of all partners.
    """
    day = None if year is None else date(year, 12, 31)
    partners = dict.fromkeys(
        partner.association
        for partner in partnership.partners
        if day is None or partner.days.covers(day) is not Answer.BROKEN
    )
    numbers = [_cvr(associations[id], day) if id in associations else None for id in partners]
    return join_words([number or _UNKNOWN for number in numbers]) if any(numbers) else None


def consultant_names(
    partnership: Partnership, contacts: Mapping[str, Contact], year: int | None
) -> str | None:
    """Return the consultants of a year, or all without a year: their ids, or names if those are exported."""
    ids = dict.fromkeys(each.contact for each in partnership.consultants if _takes_part(each, year))
    return join_words([(id in contacts and contacts[id].name) or id for id in ids]) or None


def _takes_part(row: Partner | Consultant, year: int | None) -> bool:
    """Return whether a partner or consultant takes part, perhaps, on any day of a year."""
    return year is None or row.days.overlap(Period.of_year(year)).possible != 0


def _name(partner: Partner, association: Association | None, year: int | None) -> str:
    """Return the name of a partner in a year, and in brackets how it changed in the year."""
    if year is None:
        return partner.association if association is None else association.name
    first, last = date(year, 1, 1), date(year, 12, 31)
    names = [partner.association]
    if association is not None:
        names = _find_names(association, first, min(last, partner.days.latest_end))
    *given_up, name = names
    notes = [f"tidligere {join_words(given_up)}"] * bool(given_up)
    if partner.since and partner.days.latest_start > first:
        notes.append(f"fra {danish_date(partner.since)}")
    if partner.until and partner.days.earliest_end < last:
        notes.append(f"til {danish_date(partner.until)}")
    return f"{name} ({', '.join(notes)})" if notes else name


def _find_names(association: Association, first: date, last: date) -> list[str]:
    """Return the names that an association has, perhaps, from one day to another, the last one at the end."""
    names: dict[str, None] = {}
    ends = [(*each.until.as_end, each.name) for each in association.former if each.until and each.name]
    for earliest_end, latest_end, name in sorted(ends):
        if latest_end >= first:
            names[name] = None
        if earliest_end >= last:
            return list(names)
    return [*(name for name in names if name != association.name), association.name]


def _cvr(association: Association, day: date | None) -> str | None:
    """Return the CVR number on a day, or the present one; None if it is not recorded or not certain."""
    if day is None:
        return association.cvr
    number, *others = association.possible_cvrs(day)
    has_undated = any(each.cvr and each.until is None for each in association.former)
    return None if others or (has_undated and number == association.cvr) else number
