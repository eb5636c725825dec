"""The years of a partnership: those of its terms and its grants."""

from collections.abc import Iterator, Sequence

from civic_partnership import Register
from civic_partnership.model import Grant, Partnership, Term
from civic_partnership.values import OPEN


def grant_year(grant: Grant) -> int:
    """Return the year in which a grant begins; a grant belongs to this year."""
    return grant.days.earliest_start.year


def last_year_of(register: Register) -> int:
    """Return the last year in which a register records a term, a grant, a payment or a meeting.

    An open term goes on to this year. If nothing is recorded, the year is 0.
    """
    years = {meeting.on.year for meeting in register.meetings.values()}
    for partnership in register.partnerships.values():
        years.update(year for term in partnership.terms for year in _term_years(term, partnership, 0))
        for grant in partnership.grants:
            years.update([grant_year(grant), *(payment.on.year for payment in grant.payments)])
    return max(years, default=0)


def years_of(partnership: Partnership, last_year: int) -> Sequence[int]:
    """Return the years of the terms and the grants of a partnership, in order.

    An open term goes on to `last_year`. A term of which nobody recorded the end has only its first year. No
    term goes on after a cancellation took effect.
    """
    years = {grant_year(grant) for grant in partnership.grants}
    years.update(year for term in partnership.terms for year in _term_years(term, partnership, last_year))
    return sorted(years)


def _term_years(term: Term, partnership: Partnership, last_year: int) -> Iterator[int]:
    """Yield the years of a term; a month or a year that is approximate lies in one year, too."""
    first = term.days.earliest_start.year
    if term.days.has_no_end:
        last = max(first, last_year)
    else:
        last = first if term.days.latest_end == OPEN else term.days.latest_end.year
    if partnership.cancelled is not None:
        last = min(last, partnership.cancelled.effective.year)
    yield from range(first, last + 1)
