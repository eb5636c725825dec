"""The deadlines of a partnership: accounts that are due, and ends of plans and of the agreement."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from civic_partnership.model import Grant, Partnership, Programme
from civic_partnership.values import OPEN, PartialDate, danish_date

from .danish_cells import write_period
from .partners_of_year import join_words


class Deadline(NamedTuple):
    """A deadline, of which the exact day may be uncertain.

    Attributes:
        first: the first possible day.
        last: the last possible day.
        what: what is due, or ends.
        when: the day as it is recorded; None if it follows from an uncertain day.
        done_on: the day when it was done.
    """

    first: date
    last: date
    what: str
    when: PartialDate | None
    done_on: date | None = None


class FirstDeadline(NamedTuple):
    """The first deadline from a day on.

    Attributes:
        when: the day; None if there is none, or if it is uncertain which deadline is the first.
        what: what is due, or ends; with the days if it is uncertain which deadline is the first.
    """

    when: PartialDate | None
    what: str | None


def find_deadlines(partnership: Partnership, programme: Programme | None) -> Sequence[Deadline]:
    """Return the deadlines of a partnership, in the order of the record; none without a recorded day."""
    return [*_of_accounts(partnership, programme), *_of_ends(partnership)]


def first_deadline(deadlines: Sequence[Deadline], since: date) -> FirstDeadline:
    """Return the first deadline on or after a day, unless it was met before that day."""
    ahead = [
        each for each in deadlines if each.last >= since and (each.done_on is None or each.done_on >= since)
    ]
    latest = min((each.last for each in ahead if each.first >= since), default=OPEN)
    first = [each for each in ahead if each.first <= latest]
    days = {each.when for each in first}
    if len(days) == 1 and None not in days:
        return FirstDeadline(first[0].when, join_words(list(dict.fromkeys(each.what for each in first))))
    in_order = sorted(first, key=lambda each: (each.first, each.last))
    texts = dict.fromkeys(f"{each.what} ({_write_day(each)})" for each in in_order)
    return FirstDeadline(None, " eller ".join(texts) or None)


def _write_day(deadline: Deadline) -> str:
    if deadline.when is not None:
        return danish_date(deadline.when)
    return f"mellem {danish_date(deadline.first)} og {danish_date(deadline.last)}"


def accounts_due(grant: Grant, programme: Programme | None) -> tuple[date, date] | None:
    """Return the first and the last day on which the accounts may be due; None if perhaps on none."""
    dues = grant.accounts_due(programme.accounts_due_months if programme else None)
    known = [due for due in dues if due is not None]
    return (min(known), max(known)) if len(known) == len(dues) else None


def _of_accounts(partnership: Partnership, programme: Programme | None) -> Iterator[Deadline]:
    last_day = partnership.cancelled.effective if partnership.cancelled else OPEN
    for grant in partnership.grants:
        due = accounts_due(grant, programme)
        if due is None or grant.days.earliest_start > last_day:
            continue
        what = f"regnskab for {'' if grant.days.end else 'tilskud '}{write_period(grant.days)}"
        when = PartialDate.of(due[0]) if due[0] == due[1] else None
        received_on = grant.accounts.received_on if grant.accounts else None
        yield Deadline(*due, what, when, received_on)


def _of_ends(partnership: Partnership) -> Iterator[Deadline]:
    """Yield the ends of plans and terms, up to a cancellation, and that cancellation."""
    last_day = OPEN if partnership.cancelled is None else partnership.cancelled.effective
    for rows, what in (
        (partnership.action_plans, "handleplanens udløb"),
        (partnership.terms, "aftaleperiodens udløb"),
    ):
        for row in rows:
            end = row.period.end
            if end is not None and end.latest < last_day:
                when = end if end.approximate else PartialDate.of(end.latest)
                yield Deadline(row.period.earliest_end, row.period.latest_end, what, when)
    if partnership.cancelled is not None:
        yield Deadline(last_day, last_day, "aftalens ophør efter opsigelse", PartialDate.of(last_day))
