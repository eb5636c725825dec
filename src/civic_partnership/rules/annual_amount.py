"""The rule about the annual amount: what all grants together give for the days of the terms."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from civic_partnership.findings import Verdict, missing, rule, verdict, wording
from civic_partnership.model import Grant, Partnership, Programme, Term
from civic_partnership.values import LAST_YEAR, OPEN, Answer, Days, Label, Period, months_after, sweep

from .context import Context
from .requirement import is_owed
from .runs_of_days import find_certain_terms

_DAY = timedelta(days=1)
_LAST_DAY = date(LAST_YEAR, 12, 31)
_MONTHS = 12

_TOO_MUCH = Label("for meget", "too much")
_TOO_LITTLE = Label("for lidt", "too little")
_UNCERTAIN = wording(
    da="""For {days} er der givet {given:kr} kr., men det er usikkert, hvad der skulle gives.
          Registrér de nøjagtige datoer og ordningens beløb, når de kendes.""",
    en="""For {days}, {given:kr} kr. are granted, but it is uncertain how much should be.
          Record the exact dates and the amount of the programme once they are known.""",
    is_reason=True,
)

Rows = list[tuple[int, Grant]]
"""Grants, each with its index in the partnership."""


class Stretch(NamedTuple):
    """A run of days of the terms that grants cover, with the annual amount in force."""

    days: Days
    amount: Fraction


class YearAmounts(dict[int, Decimal | None]):
    """The amounts of a programme: calendar year -> the one in force on each of its days; None if none is."""

    def __init__(self, programme: Programme) -> None:
        super().__init__()
        self._amount = programme.annual_amount

    def __missing__(self, year: int) -> Decimal | None:
        """Find the amount of a year that is asked for the first time, and keep it."""
        days = Period.of_year(year)
        possible = self._amount.possible(days.earliest_start, days.latest_end) if self._amount else ()
        self[year] = possible[0] if len(possible) == 1 else None
        return self[year]


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Tilskuddene giver tilsammen det årlige beløb for aftaleperiodernes dage.",
    da="""For {days} er der givet {given:kr} kr.; ordningen giver {due:kr} kr.: {difference:kr} kr. {way}.
          Ret beløbet, eller registrér en dispensation (exempt) med begrundelsen.""",
    en="""For {days}, {given:kr} kr. are granted; the programme gives {due:kr} kr.: {difference:kr} kr. {way}.
          Correct the amount, or record an exemption (exempt) with the reason.""",
    parameters=("annual_amount",),
)
def grant_annual_amount(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """All grants together give the annual amount for the days of the terms.

    ## What it checks
    The grants of a year are added up, be it a calendar year or a year of the agreement, whichever fits. They
    give what the annual amount in force gives for the days of theirs that lie in the terms and not after a
    cancellation. A term that sets its own `annual_amount` goes before the programme. A part of a year is
    counted by days or by months, and rounded to kroner. If the amount changes inside a grant, the amount on
    its first day is right, and the shares of each amount are right too. What a cancelled agreement has paid
    back does not count. On days for which no amount is in force, nothing is asked.

    ## Why
    Each association in the programme receives the same amount each year, whatever the rates.
    """
    programme = context.programme(partnership)
    if programme.annual_amount is None and not _sets_amount(partnership):
        return
    if not partnership.grants:
        if is_owed(programme.annual_amount, partnership, context):
            yield missing("grants")
        return
    if not partnership.terms:
        yield missing("terms")
        return
    if not _is_plain(partnership.grants, partnership, programme, context):
        begins = min((term.days for term in partnership.terms), key=lambda days: days.earliest_start)
        anchors = {begins.earliest_start.replace(month=1, day=1), begins.earliest_start}
        readings = [_judge(partnership, programme, anchor, context) for anchor in sorted(anchors)]
        fewest = min(readings, key=len)
        is_exact = begins.earliest_start == begins.latest_start
        for each in fewest:
            yield each if is_exact else each._replace(answer=Answer.UNDECIDED, wording=_UNCERTAIN)


def _sets_amount(partnership: Partnership) -> bool:
    """Return whether a term of the partnership sets its own annual amount."""
    return any(term.annual_amount for term in partnership.terms)


def _is_plain(
    grants: Sequence[Grant], partnership: Partnership, programme: Programme, context: Context
) -> bool:
    """Return whether each grant is for another year inside the terms, and on the one amount in force."""
    if partnership.cancelled or _sets_amount(partnership):
        return False
    amounts = context.of_record(YearAmounts, programme)
    given = {grant.year: grant.amount for grant in grants if grant.year is not None}
    if len(given) < len(grants) or given != {year: amounts[year] for year in given}:
        return False
    days = Period.of_year(min(given)).earliest_start, Period.of_year(max(given)).latest_end
    stretches = context.cached(find_certain_terms, partnership)
    return any(first <= days[0] and days[1] <= last for first, last in stretches)


def _judge(partnership: Partnership, programme: Programme, anchor: date, context: Context) -> list[Verdict]:
    """Return a verdict for each year whose grants do not give what is due; years begin on an anchor."""
    verdicts = [
        _compare(rows, partnership, programme)
        for rows in _group(partnership.grants, anchor)
        if not (
            _lies_in_sure_terms(rows, partnership)
            and _is_plain([grant for _, grant in rows], partnership, programme, context)
        )
    ]
    return [each for each in verdicts if each]


def _lies_in_sure_terms(rows: Rows, partnership: Partnership) -> bool:
    """Return whether every term that may share a day with some grants certainly covers all their days."""
    first = min([grant.days.earliest_start for _, grant in rows])
    last = max([grant.days.latest_end for _, grant in rows])
    every = [term.days for term in partnership.terms]
    return all(
        [
            days.latest_start <= first and last <= days.earliest_end
            for days in every
            if days.earliest_start <= last and first <= days.latest_end
        ]
    )


def _group(grants: Sequence[Grant], anchor: date) -> list[Rows]:
    """Group the grants that may lie in the same year, or may share a day."""
    groups: list[Rows] = []
    end, year = date.min, None
    for i, grant in sorted(enumerate(grants), key=lambda row: (row[1].days.earliest_start, row[0])):
        days = grant.days
        number = _count_birthdays(anchor, days.earliest_start)
        own_year = number if number == _count_birthdays(anchor, days.earliest_end) else None
        if groups and (days.earliest_start <= end or (own_year is not None and own_year == year)):
            groups[-1].append((i, grant))
            end = max(end, days.latest_end)
        else:
            groups.append([(i, grant)])
            end = days.latest_end
        year = own_year
    return groups


def _count_birthdays(anchor: date, day: date) -> int:
    return day.year - anchor.year - ((day.month, day.day) < (anchor.month, anchor.day))


def _compare(rows: Rows, partnership: Partnership, programme: Programme) -> Verdict | None:
    """Return the verdict about some grants; None if they give what is due, or if nothing is asked."""
    grants = [grant for _, grant in rows]
    given = sum((grant.amount for grant in grants), Decimal(0))
    index = next((i for i, grant in rows if "grant-annual-amount" in grant.exempt), rows[-1][0])
    path = ("grants", index, "amount")
    stretches = _find_stretches(grants, partnership, programme)
    if stretches is None:
        days = Days(grants[0].days.earliest_start, max(grant.days.latest_end for grant in grants))
        shown = grants[-1].days if days.last == OPEN else days
        return verdict(Answer.UNDECIDED, *path, days=shown, given=given)._replace(wording=_UNCERTAIN)
    if not stretches:
        return None
    repaid = sum((row.amount for grant in grants for row in grant.repayments), Decimal(0))
    amounts = {given, given - repaid} if partnership.cancelled else {given}
    if any(_fits(amount, due, len(grants)) for due in _find_dues(stretches) for amount in amounts):
        return None
    due = Decimal(round(next(_find_dues(stretches))))
    return verdict(
        Answer.BROKEN,
        *path,
        days=Days(stretches[0].days.first, stretches[-1].days.last),
        given=given,
        due=due,
        difference=abs(given - due),
        way=_TOO_MUCH if given > due else _TOO_LITTLE,
    )


def _find_stretches(
    grants: Sequence[Grant], partnership: Partnership, programme: Programme
) -> list[Stretch] | None:
    """Return the days of the terms that the grants cover; none if no amount is in force on some of them.

    The result is None if the days or the amounts are uncertain.
    """
    cancelled = partnership.cancelled
    until = cancelled.effective if cancelled else _LAST_DAY
    entries = programme.annual_amount.entries if programme.annual_amount else ()
    stretches: list[Stretch] = []
    for days, (granted, terms, in_force) in sweep(grants, partnership.terms, entries, until=until):
        if not granted.possible or not terms.possible:
            continue
        asked = [granted, terms]
        if any(term.annual_amount is None for term in terms.possible.values()):
            asked.append(in_force)
        if any(len(each.certain) != len(each.possible) for each in asked):
            return None
        amounts = {
            _amount_of(term, [entry.value for entry in in_force.certain.values()])
            for term in terms.certain.values()
        }
        if None in amounts:
            return []
        if len(amounts) > 1:
            return None
        stretches += [Stretch(days, Fraction(amount)) for amount in amounts if amount is not None]
    is_endless = any(grant.days.latest_end == OPEN for grant in grants)
    return None if is_endless and stretches else stretches


def _amount_of(term: Term, in_force: Sequence[Decimal]) -> Decimal | None:
    """Return the annual amount of a term: its own, else the one in force."""
    if term.annual_amount is not None:
        return term.annual_amount
    return in_force[0] if in_force else None


def _find_dues(stretches: Sequence[Stretch]) -> Iterator[Fraction]:
    """Yield all amounts that are right for some stretches of days; the one by calendar months first."""
    first = stretches[0].days.first
    for anchor, months in product((first.replace(month=1, day=1), first), (1, _MONTHS)):
        shares = [_count_years(each.days, anchor, months) for each in stretches]
        yield sum((each.amount * share for each, share in zip(stretches, shares, strict=True)), Fraction())
        yield stretches[0].amount * sum(shares, Fraction())


def _count_years(days: Days, anchor: date, months: int) -> Fraction:
    """Return how many years some days last, counted in units of some months that begin at an anchor."""
    units = _count_units(days.last + _DAY, anchor, months) - _count_units(days.first, anchor, months)
    return units * months / _MONTHS


def _count_units(day: date, anchor: date, months: int) -> Fraction:
    """Return how many units of some months lie between an anchor and a later day."""
    number = (day.year - anchor.year) * _MONTHS + day.month - anchor.month
    if months_after(anchor, number) > day:
        number -= 1
    number -= number % months
    begins, after = months_after(anchor, number), months_after(anchor, number + months)
    return number // months + Fraction((day - begins).days, (after - begins).days)


def _fits(given: Decimal, due: Fraction, number: int) -> bool:
    """Return whether an amount is what is due, when each of several grants may be rounded to a krone."""
    is_rounded = number > 1 or due.denominator > 1
    return abs(Fraction(given) - due) < number if is_rounded else given == due
